import { describe, expect, it } from 'vitest';
import { serveSite } from './site.tsx';

const asJson = { accept: 'application/json', 'content-type': 'application/json' };

function post(site: string, body: string, headers: Record<string, string> = {}) {
  return fetch(`${site}/light/7?q=1`, { method: 'POST', body, headers: { ...asJson, ...headers } });
}

describe('a light resource', () => {
  it('sees address, method, cookies and body, and answers JSON that nobody keeps', async () => {
    const site = await serveSite();
    const answer = await post(site, '{"add":2}', { cookie: 'a=b; c=d' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{12}$/);
    expect(await answer.json()).toEqual({
      id: '7',
      add: 2,
      method: 'POST',
      url: `${site}/light/7?q=1`,
      cookie: 'a=b; c=d',
    });
  });

  it('says what is wrong as any other does', async () => {
    const site = await serveSite();
    for (const [body, status, code] of [
      ['{"add":"x"}', 400, 'bad-request'],
      ['no JSON', 400, 'bad-request'],
      ['', 400, 'bad-request'],
      ['{"add":409}', 409, 'full'],
      ['{"add":500}', 500, 'internal'],
      ['{"add":503}', 503, 'unavailable'],
    ] as const) {
      const answer = await post(site, body);
      const told = await answer.text();
      expect([body, answer.status, JSON.parse(told).error.code]).toEqual([body, status, code]);
      expect(told).not.toContain('secret');
    }
  });

  it('asks for a retry while the database is away', async () => {
    expect((await post(await serveSite(), '{"add":503}')).headers.get('retry-after')).toBe('5');
  });

  it('is closed to other sites, large bodies and reading', async () => {
    const site = await serveSite();
    expect((await post(site, '{"add":2}', { origin: 'http://evil.example' })).status).toBe(403);
    expect((await post(site, 'x'.repeat(1_100_000)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await fetch(`${site}/light/7`, { headers: asJson })).status).toBe(405);
  });
});
