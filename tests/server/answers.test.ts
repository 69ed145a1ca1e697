import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serveSite } from './site.tsx';

/** Sends a request line that `fetch` would tidy up or refuse. */
function ask(
  address: string,
  path: string,
  method = 'GET',
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, path, method, headers }, (res) => {
      let body = '';
      res
        .setEncoding('utf8')
        .on('data', (text) => (body += text))
        .on('end', () => resolve({ status: res.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end();
  });
}

describe('what no route answers', () => {
  it.each([
    ['/%E0%A4%A', 'GET', 400],
    ['/%00', 'GET', 400],
    ['//evil.example/x', 'GET', 400],
    ['/\\evil', 'GET', 400],
    ['http://evil.example/', 'GET', 400],
    ['/long', 'GET', 414],
    ['/me?_data=root', 'GET', 400],
    ['/me', 'PROPFIND', 405],
    ['/me', 'TRACE', 405],
    ['/me', 'POST', 405],
    ['/nowhere', 'POST', 404],
    ['/wp-login.php', 'GET', 404],
    ['/json/me', 'POST', 404],
    ['/sections/1/enrolment', 'GET', 405],
  ])('%s by %s is a %i in Chinese', async (path, method, status) => {
    const answer = await ask(await serveSite(), path === '/long' ? `/${'a'.repeat(5000)}` : path, method);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatch(/<h1>\p{Script=Han}+/u);
    expect(answer.body).toContain('回首页');
  });

  it.each(['a b/c', '1.2.3.4.5', 'a:99999', '[::1::2]'])(
    'refuses the host %s, which is none',
    async (host) => {
      expect((await ask(await serveSite(), '/', 'GET', { host })).status).toBe(400);
    },
  );

  it.each([
    ['NONSENSE\r\n\r\n', 400],
    [`GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ])('what is no request gets a page too (%#)', async (text, status) => {
    const { hostname, port } = new URL(await serveSite());
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (part) => (answer += part));
    socket.write(text);
    await once(socket, 'close');
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} [^]*<h1>\\p{Script=Han}+`, 'u'));
  });

  it.each(['/json/me', '/JSON/me', '/%6Ason/me', '/json/me.data', '/json'])(
    'nobody gets %s',
    async (path) => {
      for (const accept of ['text/html', 'application/json']) {
        expect((await ask(await serveSite(), path, 'GET', { accept })).status).toBe(404);
      }
    },
  );

  it('says which methods are allowed', async () => {
    const site = await serveSite();
    expect((await fetch(`${site}/sections/1/enrolment`)).headers.get('allow')).toBe('POST');
    expect((await fetch(`${site}/me`, { method: 'POST' })).headers.get('allow')).toBe('GET, HEAD');
  });
});

describe('failures', () => {
  it('never show what went wrong inside', async () => {
    const answer = await fetch(`${await serveSite()}/crash`);
    expect(answer.status).toBe(500);
    expect(await answer.text()).not.toMatch(/secret detail|at .*\.ts/);
  });

  it('are a 503 with Retry-After while the database is away', async () => {
    const site = await serveSite();
    for (const accept of ['text/html', 'application/json']) {
      const answer = await fetch(`${site}/crash?away=1`, { headers: { accept } });
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('5');
      expect(await answer.text()).toContain('系统正忙'.slice(0, accept === 'text/html' ? 4 : 0));
    }
  });

  it('of a form are told in its own words', async () => {
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, {
      method: 'POST',
      body: new URLSearchParams({ full: '1' }),
    });
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('<p>这个班已经满了。</p>');
  });

  it('a body that is no form is a 400', async () => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, {
      method: 'POST',
      body: 'not a form',
      headers,
    });
    expect(answer.status).toBe(400);
  });
});

describe('programs', () => {
  const accept = { accept: 'application/json' };

  it('are handed to the resource route of the address', async () => {
    const site = await serveSite();
    expect(await (await fetch(`${site}/me`, { headers: accept })).json()).toEqual({ me: true });
    expect(await (await fetch(`${site}/me`)).text()).toContain('mine');
  });

  it.each([
    ['/nowhere', 'GET', 404, 'not-found'],
    ['/me', 'DELETE', 405, 'method-not-allowed'],
    ['/crash', 'GET', 500, 'internal'],
    ['/crash?away=1', 'GET', 503, 'unavailable'],
    ['/courses/none', 'GET', 404, 'not-found'],
    ['/%E0%A4%A', 'GET', 400, 'bad-request'],
  ])('get %s by %s as { error }, %i', async (path, method, status, code) => {
    const { status: given, body } = await ask(await serveSite(), path, method, accept);
    expect(given).toBe(status);
    expect(JSON.parse(body)).toEqual({ error: { code, message: expect.stringMatching(/\p{Script=Han}/u) } });
  });

  it('get the reason of a refusal', async () => {
    const answer = await fetch(`${await serveSite()}/sections/1/enrolment`, {
      method: 'POST',
      headers: accept,
      body: new URLSearchParams({ full: '1' }),
    });
    expect(await answer.json()).toEqual({ error: { code: 'full', message: '这个班已经满了。' } });
  });
});
