import fc from 'fast-check';
import { beforeEach, expect, it } from 'vitest';
import {
  type KeptForm,
  keepForm,
  keptFormOf,
  sweepKeptForms,
} from '#app/features/sign-in/kept-forms.server.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { loader as keptPage, action as sendOn } from '#app/features/sign-in/pages/login-kept.tsx';
import type { Db } from '#db/database.ts';
import { aPerson, cookieOf, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ask, cookieAfter, env } from './visits.ts';

const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const words = '这是写了很久的一段话。'.repeat(182).slice(0, 2000);
const form: KeptForm = {
  action: '/teach/submissions/1',
  way: '/teach/submissions/1?tab=words',
  fields: [
    ['means', 'return'],
    ['words', `${words}\r\n第二段`],
    ['choice', 'a'],
    ['choice', 'b'],
  ],
};

describeOnBothDatabases('a form that was sent too late', (open) => {
  let db: Db;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', password: PASSWORD });
  });
  const keep = async (more: Partial<KeptForm> = {}) =>
    ((await keepForm(db, { env, personId, form: { ...form, ...more }, secure: false, now })) ?? '').split(
      ';',
    )[0] ?? '';
  const kept = (cookies: string, who = personId, at = now) =>
    keptFormOf(db, { env, cookies, personId: who, now: at });

  it('waits for its person to sign in in this browser, and is sent on as it was', async () => {
    const cookie = await keep();
    const signedIn = await ask(db, login, '/login', {
      cookie,
      form: { username: 'learner', password: PASSWORD, next: form.way },
    });
    expect(signedIn.location).toBe('/login/kept');
    const both = `${cookieAfter(signedIn.cookies)}; ${cookie}`;
    const { data } = await ask(db, keptPage, '/login/kept', { cookie: both });
    expect(data.way).toBe(form.way);
    expect(
      (data.fields as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
    ).toEqual(form.fields);
    const sent = await ask(db, sendOn, '/login/kept', { cookie: both, form: { means: 'return' } });
    expect(sent).toMatchObject({ status: 307, location: form.action });
    expect((await ask(db, sendOn, '/login/kept', { cookie: both, form: {} })).location).toBe('/me');
  });

  it('is nobody else’s, in no other browser, and gone after a quarter of an hour', async () => {
    const cookie = await keep();
    const other = await aPerson(db, { username: 'other', password: PASSWORD });
    expect(await kept(cookie)).toEqual(form);
    expect(await kept(cookie, other)).toBeNull();
    expect(await kept('')).toBeNull();
    expect(await kept(`academy_kept=${'x'.repeat(32)}`)).toBeNull();
    expect(await kept(cookie, personId, after(15))).toBeNull();
    const next = { username: 'other', password: PASSWORD };
    expect((await ask(db, login, '/login', { cookie, form: next })).location).toBe('/me');
    const asOther = `${await cookieOf(db, other)}; ${cookie}`;
    expect((await ask(db, keptPage, '/login/kept', { cookie: asOther })).location).toBe('/me');
    await sweepKeptForms(db, after(15));
    expect(await db.selectFrom('kept_form').selectAll().execute()).toEqual([]);
  });

  it('lies closed in the database, without passwords, and not at all where it is about signing in or too large', async () => {
    const cookie = await keep({ fields: [...form.fields, ['password', 'quiet-garden-7']] });
    expect(JSON.stringify(await db.selectFrom('kept_form').selectAll().execute())).not.toMatch(
      /写了很久|quiet/,
    );
    expect((await kept(cookie))?.fields).toEqual(form.fields);
    for (const action of ['/login', '/login/code', '/me/settings', '/me/security/second-step'])
      expect(await keep({ action })).toBe('');
    expect(await keep({ fields: [['words', 'x'.repeat(65_536)]] })).toBe('');
    expect(await keep({ fields: [] })).toBe('');
  });

  it('comes back as it was, whatever was written', async () => {
    const field = fc.tuple(fc.string({ maxLength: 12 }), fc.string({ maxLength: 300, unit: 'grapheme' }));
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 8 }), async (some) => {
        const fields = some.map(([name, value]): [string, string] => [
          `f${name.replace(/pass|secret|token/gi, '')}`,
          value,
        ]);
        expect((await kept(await keep({ fields })))?.fields).toEqual(fields);
      }),
      { numRuns: 25 },
    );
  });
});
