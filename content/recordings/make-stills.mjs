#!/usr/bin/env node
/**
 * Makes the still pictures of the demo academy from their words:
 *   node content/recordings/make-stills.mjs
 * Slides beside a lecture from <lecture>/slides.json, filled-in sheets from ../world/files/sheets.json. Only people who change the
 * words need this: the finished pictures are kept beside them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { sizeOf, stillPage } from './stills.mjs';

const HERE = fileURLToPath(new URL('.', import.meta.url));

const lists = [
  ...readdirSync(HERE).map((name) => join(HERE, name, 'slides.json')),
  join(HERE, '..', 'world', 'files', 'sheets.json'),
].filter((path) => existsSync(path));

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-background-networking', '--force-color-profile=srgb'],
});
try {
  const page = await browser.newPage();
  const devtools = await page.context().newCDPSession(page);
  for (const path of lists) {
    const { school, stills } = JSON.parse(readFileSync(path, 'utf8'));
    for (const still of stills) {
      await page.setViewportSize(sizeOf(still));
      await page.setContent(stillPage(still, school));
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      const kind = still.file.endsWith('.jpg')
        ? { format: 'jpeg', quality: 60 }
        : { format: 'webp', quality: 82 };
      const { data } = await devtools.send('Page.captureScreenshot', kind);
      writeFileSync(join(dirname(path), still.file), Buffer.from(data, 'base64'));
    }
    console.log(`${path}: ${stills.length}`);
  }
} finally {
  await browser.close();
}
