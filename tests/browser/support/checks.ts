import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenPage } from './chromium.ts';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/**
 * WCAG 2.2 AA and axe's best practices, on the page as it stands now. `except` names rules with their reason. Axe is given to the
 * page once, and tells no place where all is well: its own builder for Playwright takes twice as long for the same findings.
 */
export async function expectNoAxeViolations(page: Page, except: Record<string, string> = {}): Promise<void> {
  await page.evaluate(axeSource);
  const rules = Object.fromEntries(Object.keys(except).map((id) => [id, { enabled: false }]));
  const violations = await page.evaluate(
    async (options) => {
      const { axe } = window as unknown as { axe: typeof Axe };
      return (await axe.run(document, options)).violations;
    },
    { runOnly: standards, resultTypes: ['violations' as const], rules },
  );
  const told = violations.flatMap(({ id, help, nodes }) =>
    nodes.slice(0, 5).map(({ target, failureSummary }) => {
      const why = (failureSummary ?? '').split('\n').slice(1).join('; ').trim();
      return `${id} (${help}) at ${target.join(' ')}: ${why}`;
    }),
  );
  none(told, `axe on ${page.url()}`);
}

/** No page is wider than its window: reading must not need sideways scrolling. Names what sticks out. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  // Words can be found before their style sheet is there.
  await page.waitForLoadState('load');
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 5)
      .map((element) => `<${element.tagName.toLowerCase()} class="${element.getAttribute('class') ?? ''}">`);
  });
  none(wide, `wider than the window: ${page.url()}`);
}

/** Everything that can be pressed is large enough: 44 px, or 60 px in 长辈版. Links inside a sentence do not count. */
export async function expectLargeTargets(page: Page, least: number): Promise<void> {
  const small = await page.evaluate((px) => {
    const shown = (element: Element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 1 && height > 1 && getComputedStyle(element).visibility !== 'hidden';
    };
    const inText = (element: Element) => getComputedStyle(element).display === 'inline';
    // A check box is as large as the label that it stands in.
    const surface = (element: Element) => element.closest('label') ?? element;
    return [
      ...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden]), textarea'),
    ]
      .filter((element) => shown(element) && !inText(element))
      .map((element) => ({ element, box: surface(element).getBoundingClientRect() }))
      .filter(({ box }) => box.width < px - 0.5 || box.height < px - 0.5)
      .map(({ element, box }) => {
        const name = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 20);
        return `<${element.tagName.toLowerCase()}> ${name}: ${Math.round(box.width)}×${Math.round(box.height)}`;
      });
  }, least);
  none(small, `targets under ${least} px on ${page.url()}`);
}

/** No script error, no console error, no 5xx, nothing from a foreign host since the page was opened. */
export function expectNoTroubles({ troubles }: OpenPage): void {
  none(troubles, 'troubles');
}

/** One line for each finding, so that the report says at once what to mend. */
function none(found: string[], what: string): void {
  expect(found.length, `${what}:\n${found.join('\n')}`).toBe(0);
}

let folder: string | undefined;

/** Keeps a picture of the whole page in `TEST_PICTURES` (default: a folder under the system's temporary one). */
export async function screenshot(page: Page, name: string): Promise<string> {
  folder ??= process.env.TEST_PICTURES ?? join(tmpdir(), 'academy-pictures');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}
