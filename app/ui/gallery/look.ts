/**
 * Opens the drawn gallery in Chromium: screenshots at several widths, axe, and whether anything
 * hangs out sideways. `npx tsx app/ui/gallery/look.ts [folder] [name part] [width …]`
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium } from 'playwright-core';

const [folder = '/tmp/gallery', part = '', ...widths] = process.argv.slice(2);

type Finding = { file: string; width: number; problem: string };

async function lookAt(browser: Browser, file: string, width: number): Promise<Finding[]> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.goto(`file://${join(folder, file)}`);
  const hanging = await page.evaluate(() => {
    const limit = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter(
        (node) =>
          !node.closest('svg svg, .cover > *') &&
          node.getBoundingClientRect().right > limit + 1 &&
          !node.closest('.table-region, .prose-zh table'),
      )
      .map((node) => `${node.tagName}.${node.getAttribute('class') ?? ''}`)
      .slice(0, 5);
  });
  const { violations } = await new AxeBuilder({ page }).analyze();
  await page.screenshot({ path: join(folder, `${file.replace('.html', '')}-${width}.png`), fullPage: true });
  await context.close();
  return [
    ...hanging.map((problem) => ({ file, width, problem: `hangs out: ${problem}` })),
    ...violations.map(({ id, nodes }) => ({
      file,
      width,
      problem: `axe ${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
    })),
  ];
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking'],
});
const findings: Finding[] = [];
for (const file of readdirSync(folder).filter((one) => one.endsWith('.html') && one.includes(part))) {
  for (const width of widths.length ? widths.map(Number) : [360, 1280]) {
    findings.push(...(await lookAt(browser, file, width)));
  }
}
await browser.close();
for (const { file, width, problem } of findings) console.info(`${file} ${width}px ${problem}`);
console.info(`${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
