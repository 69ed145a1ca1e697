import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { failure, readFields, readJson, refererPath, safePath, wantsJson } from '#app/lib/http.server.ts';
import { toChoice, viewCookie, viewFromCookies } from '#app/lib/view.ts';

describe('safePath', () => {
  it.each(['/', '/me', '/courses?q=%E5%8D%8F%E5%95%86&page=2', '/me#next', '/课程'])(
    'lets %s through',
    (path) => {
      expect(safePath(path)).toBe(path);
    },
  );

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'me',
    '',
    '/me\nSet-Cookie: a=b',
    '/\t/evil.example',
    '/x/..//evil.example',
    '/.//evil.example',
    null,
    undefined,
  ])('keeps %j inside', (path) => {
    expect(safePath(path, '/me')).toBe('/me');
  });
});

describe('refererPath', () => {
  const from = (referer: string) =>
    refererPath(new Request('http://site.test/view', { headers: { referer } }), '/');
  it('goes back to pages of this site only', () => {
    expect(from('http://site.test/courses?q=1')).toBe('/courses?q=1');
    expect(from('http://evil.example/courses')).toBe('/');
    expect(from('nonsense')).toBe('/');
  });
});

describe('wantsJson', () => {
  it.each([
    ['application/json', true],
    ['application/json, text/plain;q=0.5', true],
    ['text/html;q=0.5, application/json', true],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', false],
    ['application/json;q=0.1, text/html', false],
    ['application/json;q=0', false],
    ['*/*', false],
    [undefined, false],
  ])('%s: %s', (accept, wanted) => {
    expect(wantsJson(accept)).toBe(wanted);
  });
});

describe('failure', () => {
  it('speaks as it was asked', async () => {
    const details = { code: 'clash', message: '时间冲突。' };
    const page = failure(new Request('http://a.test/'), 409, details);
    expect([page.status, await page.text()]).toEqual([409, '时间冲突。']);
    const json = failure(
      new Request('http://a.test/', { headers: { accept: 'application/json' } }),
      409,
      details,
    );
    expect([json.status, await json.json()]).toEqual([409, { error: details }]);
  });
});

describe('readJson', () => {
  const schema = z.object({ spans: z.array(z.tuple([z.number(), z.number()])) });
  const post = (body: string) => new Request('http://a.test/', { method: 'POST', body });

  it('gives what the schema allows', async () => {
    expect(await readJson(post('{"spans":[[0,5]]}'), schema)).toEqual({ spans: [[0, 5]] });
  });

  it.each(['', '{', '[]', '{"spans":"x"}'])('throws a 400 at %j', async (body) => {
    const thrown = await readJson(post(body), schema).catch((answer: unknown) => answer);
    expect(thrown).toBeInstanceOf(Response);
    expect((thrown as Response).status).toBe(400);
  });
});

describe('the view', () => {
  it.each([
    [toChoice('elder', '3'), 'view=elder.3'],
    [toChoice('standard', '3'), 'view=standard'],
  ])('%o is kept as %s', (choice, line) => {
    expect(viewCookie(choice)).toMatch(new RegExp(`^${line};.*HttpOnly; SameSite=Lax$`));
    expect(viewFromCookies(line).view).toBe(choice.view);
  });

  it.each([null, '', 'view=', 'view=elder.9', 'view=<script>', 'preview=elder', 'view=other'])(
    '%j is safe',
    (cookies) => {
      const { view, textSize } = viewFromCookies(cookies);
      expect([view === 'elder' && cookies !== 'view=elder.9', textSize]).toEqual([false, '1']);
    },
  );
});

describe('readFields', () => {
  const sent = (body: BodyInit) => readFields(new Request('http://site.test/', { method: 'POST', body }));

  it('gives the last value of each field, as text', async () => {
    const form = new FormData();
    form.append('title', '甲班');
    form.append('title', '乙班');
    form.append('file', new File(['x'], 'x.txt'));
    expect(await sent(form)).toEqual({ title: '乙班', file: expect.any(String) });
  });

  it('answers 400 to what is no form', async () => {
    await expect(sent('{}')).rejects.toMatchObject({ status: 400 });
  });
});
