import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { serveSite, uploads } from './site.tsx';

const form = (): RequestInit => ({ method: 'POST', body: new URLSearchParams({ a: '1' }) });

describe('writes from another site', () => {
  it.each([
    [{ origin: 'http://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: '' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{}, 200],
  ])('%o are answered %i', async (headers, status) => {
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, {
      ...form(),
      headers: headers as Record<string, string>,
    });
    expect(answer.status).toBe(status);
    if (status === 403) expect(await answer.text()).toContain('不是从本站的页面发出的');
  });

  it('are told as JSON to programs', async () => {
    const headers = { origin: 'http://evil.example', accept: 'application/json' };
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, { ...form(), headers });
    expect(await answer.json()).toEqual({ error: { code: 'cross-site', message: expect.any(String) } });
  });

  it('cannot pass by claiming a host', async () => {
    const headers = { origin: 'http://evil.example', 'x-forwarded-host': 'evil.example' };
    expect((await fetch(`${await serveSite()}/sections/1/enrolment`, { ...form(), headers })).status).toBe(
      403,
    );
  });

  it('go by PUBLIC_URL where it is set', async () => {
    const site = await serveSite({ PUBLIC_URL: 'https://college.example.cn' });
    const send = (origin: string) =>
      fetch(`${site}/sections/1/enrolment`, { ...form(), headers: { origin } });
    expect((await send('https://college.example.cn')).status).toBe(200);
    expect((await send(site)).status).toBe(403);
  });

  it('reach the own site', async () => {
    const site = await serveSite();
    expect(
      (await fetch(`${site}/sections/1/enrolment`, { ...form(), headers: { origin: site } })).status,
    ).toBe(200);
  });
});

describe('bodies', () => {
  it('over the limit are refused before they are read', async () => {
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, {
      method: 'POST',
      body: 'x'.repeat(1_100_000),
    }).catch(() => undefined);
    expect(answer?.status).toBe(413);
    expect(await answer?.text()).toContain('最多能交 1 MB');
  });

  it('over the limit lead back to the page that sent them, and to no other site', async () => {
    const site = await serveSite();
    const send = async (referer: string) => {
      const body = 'x'.repeat(1_100_000);
      const answer = await fetch(`${site}/sections/1/enrolment`, {
        method: 'POST',
        body,
        headers: { referer },
      }).catch(() => undefined);
      return answer?.text();
    };
    expect(await send(`${site}/learn/1?a=1&b="2`)).toMatch(
      /<a href="\/learn\/1\?a=1&#38;b=%222">回到刚才的页面/,
    );
    for (const elsewhere of ['http://evil.example/learn/1', `${site}//evil.example`, 'nonsense'])
      expect(await send(elsewhere)).toContain('<a href="/">回首页</a>');
  });

  it('over the limit are refused though they do not say how long they are', async () => {
    const site = new URL(await serveSite());
    const status = await new Promise((resolve, reject) => {
      const sent = httpRequest(
        { hostname: site.hostname, port: site.port, path: '/sections/1/enrolment', method: 'POST' },
        (res) => resolve(res.statusCode),
      );
      sent.on('error', reject);
      for (let i = 0; i < 20; i += 1) sent.write('y'.repeat(65_536));
    });
    expect(status).toBe(413);
  });

  it('of lectures stream through', async () => {
    const answer = await fetch(`${await serveSite()}/teach/recordings`, {
      method: 'POST',
      body: 'z'.repeat(3_000_000),
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/me?bytes=3000000');
  });

  it('of lectures that break off end in an error, and the server lives on', async () => {
    const site = await serveSite();
    const { hostname, port } = new URL(site);
    uploads.last = undefined;
    const headers = { 'content-length': '9000000' };
    const sent = httpRequest({ hostname, port, path: '/teach/recordings', method: 'POST', headers });
    sent.on('error', () => undefined).write('z'.repeat(500_000), () => sent.destroy());
    await expect.poll(() => uploads.last).toMatch(/cut off|aborted/);
    expect((await fetch(`${site}/healthz`)).status).toBe(200);
  });

  it('that are far too large get their answer while they still come', async () => {
    const { hostname, port } = new URL(await serveSite());
    const headers = { 'content-length': String(3 * 2 ** 30) };
    const body = await new Promise<string>((resolve, reject) => {
      const sent = httpRequest(
        { hostname, port, path: '/teach/recordings', method: 'POST', headers },
        (res) => {
          let text = '';
          res
            .setEncoding('utf8')
            .on('data', (part) => (text += part))
            .on('end', () => {
              resolve(text);
              sent.destroy();
            });
        },
      );
      sent.on('error', reject);
      for (let i = 0; i < 100; i += 1) sent.write('z'.repeat(65_536));
    });
    expect(body).toContain('提交的内容太大');
  });
});

describe('cookies', () => {
  it('are Secure behind TLS and only there', async () => {
    const behind = await serveSite({ PUBLIC_URL: 'https://college.example.cn' });
    const plain = await serveSite();
    expect((await fetch(`${behind}/sections/1/enrolment`, form())).headers.getSetCookie()).toEqual([
      'seen=1; Path=/; Secure',
    ]);
    expect((await fetch(`${plain}/sections/1/enrolment`, form())).headers.getSetCookie()).toEqual([
      'seen=1; Path=/',
    ]);
  });
});
