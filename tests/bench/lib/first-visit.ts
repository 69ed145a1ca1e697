import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { launchChromium, openIn, PHONE } from '#tests/browser/support/chromium.ts';

export type FirstVisit = {
  requests: number;
  /** Bytes over the wire, compressed, with headers. */
  bytes: number;
  scriptBytes: number;
  /** Largest contentful paint in milliseconds, on a slow phone. */
  largestPaintMs: number;
  /** Sum of unexpected layout shifts, as browsers count them. */
  layoutShift: number;
};

/** An old phone on a weak network: a quarter of this processor, 1.6 Mbit/s, 150 ms. */
const slowPhone = { processor: 4, bytesPerSecond: 200_000, latencyMs: 150 };

/** Opens a page for the first time in a fresh profile and tells what came over the wire, and when it could be read. */
export async function firstVisit(url: string, path: string, cookie = ''): Promise<FirstVisit> {
  const browser = await launchChromium();
  try {
    const { page, context } = await openIn(browser, url, { screen: PHONE, cookie });
    const devtools = await onSlowPhone(context, page);
    const kinds = new Map<string, string>();
    const seen = { requests: 0, bytes: 0, scriptBytes: 0 };
    devtools.on('Network.responseReceived', ({ requestId, type }) => void kinds.set(requestId, type));
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      seen.requests += 1;
      seen.bytes += encodedDataLength;
      if (kinds.get(requestId) === 'Script') seen.scriptBytes += encodedDataLength;
    });
    await page.addInitScript(watchPainting);
    await page.goto(path, { waitUntil: 'networkidle' });
    const painted = await page.evaluate(() => (globalThis as unknown as { painted: Painted }).painted);
    return { ...seen, ...painted };
  } finally {
    await browser.close();
  }
}

/** Makes the browser as slow as the phone is; what it was told by. */
export async function onSlowPhone(context: BrowserContext, page: Page): Promise<CDPSession> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: slowPhone.latencyMs,
    downloadThroughput: slowPhone.bytesPerSecond,
    uploadThroughput: slowPhone.bytesPerSecond,
  });
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowPhone.processor });
  return devtools;
}

type Painted = { largestPaintMs: number; layoutShift: number };

/** Runs inside the page, before anything of it. */
function watchPainting(): void {
  const painted: Painted = { largestPaintMs: 0, layoutShift: 0 };
  (globalThis as unknown as { painted: Painted }).painted = painted;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) painted.largestPaintMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as (PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
    })[]) {
      if (!entry.hadRecentInput) painted.layoutShift += entry.value;
    }
  }).observe({ type: 'layout-shift', buffered: true });
}
