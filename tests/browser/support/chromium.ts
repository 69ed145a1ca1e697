import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { chromiumPath } from '#tests/support/programs.ts';

/** A phone and a desk, in CSS pixels. Both heights are those of common machines. */
export const PHONE = { width: 360, height: 740 } as const;
export const DESK = { width: 1280, height: 800 } as const;
export const screens = { phone: PHONE, desk: DESK } as const;
export type Screen = keyof typeof screens;
export const viewsOfPages = ['standard', 'elder'] as const;
export type PageView = (typeof viewsOfPages)[number];

export type PageOptions = {
  screen?: Screen | { width: number; height: number };
  view?: PageView;
  /** A Cookie header, as `signIn(…).cookie` gives it. */
  cookie?: string;
  javaScript?: boolean;
  /** Emulates `prefers-reduced-motion: reduce`; on by default, so that pictures do not depend on the moment. */
  reducedMotion?: boolean;
};

/** A page with what went wrong in it: script errors, console errors, failed or foreign requests. */
export type OpenPage = { page: Page; context: BrowserContext; troubles: string[] };

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--autoplay-policy=no-user-gesture-required',
  '--mute-audio',
  '--lang=zh-CN',
];

/** Chromium without network beyond loopback; the caller closes it. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
}

/** A fresh profile with one blank page. `page.goto('/courses')` works: `url` is its base. */
export async function openIn(browser: Browser, url: string, options: PageOptions = {}): Promise<OpenPage> {
  const { screen = 'phone', view, cookie = '', javaScript = true, reducedMotion = true } = options;
  const context = await browser.newContext({
    baseURL: url,
    viewport: typeof screen === 'string' ? screens[screen] : screen,
    javaScriptEnabled: javaScript,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    hasTouch: screen === 'phone',
  });
  context.setDefaultTimeout(15_000);
  const cookies = [cookie, view ? `view=${view === 'elder' ? 'elder.1' : view}` : '']
    .join('; ')
    .split('; ')
    .filter(Boolean);
  await context.addCookies(
    cookies.map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  const troubles: string[] = [];
  await stayHome(context, url, troubles);
  const page = await context.newPage();
  listen(page, troubles);
  return { page, context, troubles };
}

/** A page of ours loads nothing from elsewhere; whatever tries is stopped and told. */
async function stayHome(context: BrowserContext, url: string, troubles: string[]): Promise<void> {
  const home = new URL(url).host;
  const foreign = (address: URL) => /^(https?|wss?):$/.test(address.protocol) && address.host !== home;
  await context.route(foreign, (route) => {
    troubles.push(`asks a foreign host: ${route.request().url()}`);
    return route.abort();
  });
}

function listen(page: Page, troubles: string[]): void {
  page.on('pageerror', (error) => troubles.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    // A page answered with 4xx is a console error of its own; the test that asked for it knows.
    if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) {
      troubles.push(`console: ${message.text()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
  });
}
