import { describe, expect, it } from 'vitest';
import { longLines, serveSite } from './site.tsx';

describe('a page that does not go on in the browser', () => {
  it('is a plain document without any script', async () => {
    const answer = await fetch(`${await serveSite()}/courses/ZL05`);
    const html = await answer.text();
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(html).toMatch(/^<!DOCTYPE html><html/);
    expect(html).toContain('<p>course</p>');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('<!--');
    expect(html.match(/<!DOCTYPE/gi)).toHaveLength(1);
  });

  it('has a length also for whoever asks for its head only', async () => {
    const site = await serveSite();
    const answer = await fetch(`${site}/asked`, { method: 'HEAD' });
    const whole = await (await fetch(`${site}/asked`)).text();
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(whole)));
  });
});

describe('an interactive page', () => {
  it('brings its scripts and the data of its loaders', async () => {
    const html = await (await fetch(`${await serveSite()}/`)).text();
    expect(html).toContain('/assets/entry.js');
    expect(html).toContain('__remixContext');
    expect(html).toContain('streamController.enqueue');
  });
});

describe('a long page', () => {
  it('says what it says, and nothing that cannot be seen', async () => {
    const html = await (await fetch(`${await serveSite()}/long`)).text();
    expect(html.match(/(?<=<p>)[^<]*/g)).toEqual(longLines);
    expect(html).not.toContain('\0');
  });
});

describe('what loaders are asked', () => {
  it.each([
    ['?page=2&q=a%26b', '?page=2&q=a%26b'],
    ['?index&q=1', '?q=1'],
    ['?%69ndex&q=1', '?q=1'],
    ['?index=kept&q=1', '?q=1&index=kept'],
    ['?_routes=root&q=1', '?q=1'],
  ])('%s reaches them as %s', async (asked, seen) => {
    const html = await (await fetch(`${await serveSite()}/asked${asked}`)).text();
    expect(html).toContain(seen.replaceAll('&', '&amp;'));
  });

  it('must be answered with a Response where there is no page', async () => {
    const site = await serveSite();
    const answer = await fetch(`${site}/asked`, { headers: { accept: 'application/json' } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({ error: expect.objectContaining({ code: expect.any(String) }) });
  });
});
