import { launchChromium, openIn, PHONE } from '#tests/browser/support/chromium.ts';
import { onSlowPhone } from './first-visit.ts';

/** Milliseconds from pressing the button, on a slow phone. */
export interface FirstFrame {
  /** The list of pieces has come. */
  listMs: number;
  /** The first piece has come. */
  pieceMs: number;
  /** The first picture is seen. */
  pictureMs: number;
}

/** How long somebody waits on a slow phone once they press the button. The page is there already. */
export async function firstFrame(
  url: string,
  { path, cookie }: { path: string; cookie: string },
): Promise<FirstFrame> {
  const browser = await launchChromium();
  try {
    const { page, context } = await openIn(browser, url, { screen: PHONE, cookie });
    await onSlowPhone(context, page);
    await page.goto(path, { waitUntil: 'networkidle', timeout: 60_000 });
    const button = page.getByRole('button', { name: /开始看|接着看/ }).and(page.locator(':enabled'));
    await button.waitFor();
    await page.evaluate(() => {
      const seen = globalThis as unknown as { pressed?: number; shown?: number };
      document.addEventListener('click', () => (seen.pressed ??= performance.now()), { capture: true });
      document.querySelector('video')?.requestVideoFrameCallback(() => (seen.shown = performance.now()));
    });
    await button.click();
    const waited = await page.waitForFunction(
      () => {
        const { pressed, shown } = globalThis as unknown as { pressed?: number; shown?: number };
        if (pressed === undefined || shown === undefined) return undefined;
        // No function with a name in here: its name would be called for outside the page.
        const [listMs = 0, pieceMs = 0] = [/index\.m3u8/, /\.m4s/].map((name) => {
          const found = performance.getEntriesByType('resource').find((entry) => name.test(entry.name));
          return ((found as PerformanceResourceTiming | undefined)?.responseEnd ?? pressed) - pressed;
        });
        return { listMs, pieceMs, pictureMs: shown - pressed };
      },
      undefined,
      { timeout: 60_000 },
    );
    return (await waited.jsonValue()) as FirstFrame;
  } finally {
    await browser.close();
  }
}
