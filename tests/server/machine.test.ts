import { describe, expect, it } from 'vitest';
import { serveSite } from './site.tsx';

describe('addresses for machines', () => {
  it('say that it lives and whether it is ready', async () => {
    const site = await serveSite();
    const waiting = await serveSite({ LOG_LEVEL: 'fatal' });
    expect((await fetch(`${site}/healthz`)).status).toBe(200);
    expect((await fetch(`${site}/readyz`)).status).toBe(200);
    const answer = await fetch(`${waiting}/readyz`);
    expect([answer.status, await answer.text()]).toEqual([503, 'not yet']);
  });

  it('count requests by route, without addresses', async () => {
    const site = await serveSite();
    await fetch(`${site}/media/secret-name`);
    const metrics = await (await fetch(`${site}/metrics`)).text();
    expect(metrics).toContain('http_request_seconds_count{method="GET",route="/media/:id",status="206"} 1');
    expect(metrics).not.toContain('secret-name');
  });

  it('show figures through a proxy only for the token', async () => {
    const site = await serveSite({ METRICS_TOKEN: 'a-token-of-sixteen' });
    const get = (headers: Record<string, string>) =>
      fetch(`${site}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', ...headers } });
    expect((await get({})).status).toBe(401);
    expect((await get({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await get({ authorization: 'Bearer a-token-of-sixteen' })).status).toBe(200);
  });
});

describe('every answer', () => {
  it.each(['/', '/me', '/nowhere', '/healthz', '/assets/entry.js', '/media/1', '/%E0%A4%A'])(
    '%s carries the standing headers',
    async (path) => {
      const { headers } = await fetch(`${await serveSite()}${path}`);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.has('strict-transport-security')).toBe(false);
    },
  );

  it('asks for https behind TLS', async () => {
    const site = await serveSite({ PUBLIC_URL: 'https://college.example.cn' });
    expect((await fetch(`${site}/`)).headers.get('strict-transport-security')).toMatch(/^max-age=\d{7,}$/);
  });

  it('leaves ranges of media as they are', async () => {
    const answer = await fetch(`${await serveSite()}/media/1`, { headers: { range: 'bytes=0-3' } });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-encoding')).toBe(null);
    expect(answer.headers.get('content-range')).toBe('bytes 0-3/9');
    expect(await answer.text()).toBe('abcd');
  });

  it('to HEAD has no body', async () => {
    const site = await serveSite();
    for (const path of ['/', '/me', '/media/1', '/nowhere']) {
      expect(await (await fetch(`${site}${path}`, { method: 'HEAD' })).text()).toBe('');
    }
  });

  it('keeps hashed files for good', async () => {
    const answer = await fetch(`${await serveSite()}/assets/entry.js`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });
});
