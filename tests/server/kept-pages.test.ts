import { beforeEach, describe, expect, it } from 'vitest';
import { createKeptPages } from '#app/server/kept-pages.ts';
import type { Rendered } from '#app/server/rendered.ts';

const FRESH_MS = 5_000;
const STALE_MS = 60_000;
let time = 0;
let rendered = 0;
beforeEach(() => {
  time = 0;
  rendered = 0;
});

const page = (status = 200, text = `page ${rendered}`): Rendered => ({
  status,
  headers: new Headers(),
  bytes: Buffer.from(text),
});
const render = () => {
  rendered += 1;
  return Promise.resolve(page());
};
const finish = ({ bytes }: Rendered) => ({ bytes, headers: [] });
const keep = (maxBytes = 1_000_000) =>
  createKeptPages({ maxBytes, freshMs: FRESH_MS, staleMs: STALE_MS, clock: () => time });

describe('kept pages', () => {
  it('are fresh, then stale, then gone', async () => {
    const kept = keep();
    await kept.refresh('/', render, finish);
    expect(kept.peek('/')?.stale).toBe(false);
    time = FRESH_MS;
    expect(kept.peek('/')?.stale).toBe(true);
    time = STALE_MS;
    expect(kept.peek('/')).toBeUndefined();
  });

  it('from before a write are soon replaced', async () => {
    const kept = keep();
    await kept.refresh('/', render, finish);
    time = 500;
    kept.noteWrite();
    expect(kept.peek('/')?.stale).toBe(false);
    time = 1_000;
    expect(kept.peek('/')?.stale).toBe(true);
    time = 2_000;
    expect(kept.peek('/')).toBeUndefined();
    await kept.refresh('/', render, finish);
    time = 4_000;
    expect(kept.peek('/')?.stale).toBe(false);
  });

  it('are sent on in a rush while one is rendered anew, however long that takes', async () => {
    const kept = keep();
    await kept.refresh('/', render, finish);
    kept.noteWrite();
    time = 1_500;
    let ready = () => {};
    const slow = kept.refresh(
      '/',
      () => new Promise((resolve) => (ready = () => resolve(page(200)))),
      finish,
    );
    time = 4_500;
    kept.noteWrite();
    expect(kept.peek('/')?.stale).toBe(true);
    ready();
    await slow;
    // It began before the last write, and is still sent at once when it is ready.
    expect(kept.peek('/')?.stale).toBe(false);
    time = 6_500;
    expect(kept.peek('/')).toBeUndefined();
  });

  it('are rendered by one request at a time', async () => {
    const kept = keep();
    await Promise.all(Array.from({ length: 20 }, () => kept.refresh('/', render, finish)));
    expect(rendered).toBe(1);
  });

  it('outlive a failure', async () => {
    const kept = keep();
    await kept.refresh('/', render, finish);
    time = FRESH_MS;
    const answer = await kept.refresh('/', () => Promise.resolve(page(500)), finish);
    expect(answer.kept && answer.page.identity.bytes.toString()).toBe('page 1');
    expect(kept.peek('/')?.stale).toBe(false);
    time += 1_000;
    expect(kept.peek('/')?.stale).toBe(true);
  });

  it('go when the page goes', async () => {
    const kept = keep();
    await kept.refresh('/', render, finish);
    await kept.refresh('/', () => Promise.resolve(page(404)), finish);
    expect(kept.peek('/')).toBeUndefined();
  });

  it('stay within their bounds', async () => {
    const kept = keep(100_000);
    for (let i = 0; i < 500; i += 1) await kept.refresh(`/?q=${i}`, render, finish);
    const left = Array.from({ length: 500 }, (_, i) => kept.peek(`/?q=${i}`)).filter(Boolean);
    expect(left.length).toBeGreaterThan(5);
    expect(left.length).toBeLessThan(50);
  });

  it('a failed render reaches everyone who waits, and the next one tries again', async () => {
    const kept = keep();
    const broken = () => Promise.reject(new Error('broken'));
    const both = await Promise.allSettled([
      kept.refresh('/', broken, finish),
      kept.refresh('/', render, finish),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect((await kept.refresh('/', render, finish)).kept).toBe(true);
  });
});
