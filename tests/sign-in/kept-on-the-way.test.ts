import { beforeEach, expect, it } from 'vitest';
import { keptFormOf } from '#app/features/sign-in/kept-forms.server.ts';
import type { House } from '#app/server/house.ts';
import { keepingTheForm } from '#app/server/kept-form.ts';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf, now } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { fileForm } from '#tests/support/file-form.ts';
import { env } from './visits.ts';

const plain = 'application/x-www-form-urlencoded';
const toSignIn = () =>
  new Response(null, {
    status: 302,
    headers: { location: '/login?next=%2Fteach%2Ftasks%2F1', 'x-kept': '1' },
  });

describeOnBothDatabases('a form on its way when the session had ended', (open) => {
  let db: Db;
  let personId: string;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db);
    cookie = await cookieOf(db, personId);
  });

  const posted = (body: BodyInit, headers: Record<string, string> = {}, method = 'POST') =>
    new Request('http://127.0.0.1/teach/tasks/1?tab=words', {
      method,
      ...(method === 'POST' ? { body } : {}),
      headers: { cookie, 'content-type': plain, ...headers },
    });
  const through = (request: Request, response = toSignIn(), publicUrl?: URL) => {
    const house = { env: { ...env, PUBLIC_URL: publicUrl }, contextBase: { db, now: () => now } };
    return keepingTheForm(house as unknown as House, request, response);
  };
  const keptBy = (answer: Response) =>
    keptFormOf(db, { env, cookies: answer.headers.get('set-cookie'), personId, now });
  const rows = async () => (await db.selectFrom('kept_form').selectAll().execute()).length;

  it('is kept with its address and its fields in their order, and the way says so', async () => {
    const answer = await through(posted('words=%E5%86%99%E4%BA%86&choice=a&choice=b'));
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toBe('/login?next=%2Fteach%2Ftasks%2F1&kept=yes');
    expect(answer.headers.get('x-kept')).toBe('1');
    expect(answer.headers.get('set-cookie')).toMatch(
      /^academy_kept=[\w-]{32}; Path=\/login; Max-Age=900; HttpOnly; SameSite=Lax$/,
    );
    expect(await keptBy(answer)).toEqual({
      action: '/teach/tasks/1?tab=words',
      way: '/teach/tasks/1',
      fields: [
        ['words', '写了'],
        ['choice', 'a'],
        ['choice', 'b'],
      ],
    });
  });

  it('is kept for whoever’s session lay unused too long as well, and behind TLS by a secure cookie', async () => {
    await db.updateTable('session').set({ expires_at: '2020-01-01T00:00:00.000Z' }).execute();
    const answer = await through(posted('words=a'), toSignIn(), new URL('https://college.example.cn'));
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
    expect((await keptBy(answer))?.fields).toEqual([['words', 'a']]);
  });

  it('of a form with files keeps the words alone', async () => {
    const file = { name: '照片.png', type: 'image/png', bytes: Buffer.alloc(200_000, 7) };
    const { headers, body } = fileForm({ words: '写了很久', means: 'send' }, file);
    const answer = await through(posted(new Uint8Array(body), headers));
    expect((await keptBy(answer))?.fields).toEqual([
      ['words', '写了很久'],
      ['means', 'send'],
    ]);
  });

  it('is not kept where it is too large, breaks off or is no form', async () => {
    const large = fileForm({ words: 'x'.repeat(70_000) }, null);
    const whole = fileForm({ words: '写了' }, null);
    for (const request of [
      posted(`words=${'x'.repeat(70_000)}`),
      posted(new Uint8Array(large.body), large.headers),
      posted(new Uint8Array(whole.body.subarray(0, 60)), whole.headers),
      posted('{"words":"x"}', { 'content-type': 'application/json' }),
      posted(new Uint8Array(0), whole.headers),
    ]) {
      const answer = await through(request);
      expect(answer.headers.get('location')).toBe('/login?next=%2Fteach%2Ftasks%2F1');
      expect(answer.headers.get('set-cookie')).toBeNull();
    }
    expect(await rows()).toBe(0);
  });

  it('is kept for nobody who was never signed in here, and of no other answer', async () => {
    const known = cookie;
    for (const stranger of ['', `${known.split('=')[0]}=${'a'.repeat(40)}`, 'session=../../x']) {
      cookie = stranger;
      expect((await through(posted('words=a'))).headers.get('set-cookie')).toBeNull();
    }
    cookie = known;
    const other = new Response('no', { status: 403 });
    expect(await through(posted('words=a'), other)).toBe(other);
    const elsewhere = new Response(null, { status: 302, headers: { location: '/me' } });
    expect(await through(posted('words=a'), elsewhere)).toBe(elsewhere);
    expect((await through(posted('', {}, 'GET'))).headers.get('set-cookie')).toBeNull();
    const read = posted('words=a');
    await read.text();
    expect((await through(read)).headers.get('set-cookie')).toBeNull();
    expect(await rows()).toBe(0);
  });
});
