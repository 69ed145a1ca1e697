import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe } from 'vitest';
import { chromiumMissing } from '#tests/support/programs.ts';
import { launchChromium, type OpenPage, openIn, type PageOptions } from './chromium.ts';

/** Opens pages of one server in a fresh profile each; all close after the suite. */
export type OpenBrowser = (url: string, options?: PageOptions) => Promise<OpenPage>;

/** A suite in Chromium; reported as skipped, with the reason, where there is none. */
export function describeInBrowser(name: string, suite: (open: OpenBrowser) => void): void {
  const missing = chromiumMissing();
  if (missing) {
    describe.skip(`${name} (skipped: ${missing})`, () => suite(() => Promise.reject(new Error(missing))));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(async () => {
      await browser?.close();
    });
    suite((url, options) => openIn(browser, url, options));
  });
}
