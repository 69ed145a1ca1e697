import { beforeEach, expect, it } from 'vitest';
import { setContact } from '#app/features/contacts/contacts.server.ts';
import { setPassword } from '#app/features/identity/accounts.server.ts';
import {
  knownBrowserOf,
  rememberBrowser,
  sweepBrowsers,
} from '#app/features/identity/known-browsers.server.ts';
import { passwordsCompared } from '#app/features/identity/passwords.server.ts';
import { endOwnOthers, endSessionsOf } from '#app/features/sign-in/ending-sessions.server.ts';
import { writeNotedFailures } from '#app/features/sign-in/noting-failures.server.ts';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { action as giveCode } from '#app/features/sign-in/pages/login-code.tsx';
import { action as logout } from '#app/features/sign-in/pages/logout.ts';
import { action as actOnSessions, loader as sessions } from '#app/features/sign-in/pages/security.tsx';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { ownKeys } from '#tests/contacts/support.ts';
import { academy, actorWith, aPerson, now, PASSWORD } from '#tests/identity/support.ts';
import { watch } from '#tests/statements/eye.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask, cookieAfter } from './visits.ts';

const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

describeOnBothDatabases('a browser that is known', (open) => {
  let db: Db;
  let personId: string;
  const keys = ownKeys();
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', password: PASSWORD });
  });

  const enter = (cookie = '', username = 'learner', password = PASSWORD, address = '10.0.0.1') =>
    ask(db, login, '/login', { cookie, address, form: { username, password } });
  /** What a browser holds once the session is over: its memory of who signed in. */
  const memoryOf = (cookies: readonly string[]) =>
    cookieAfter(cookies.filter((line) => line.startsWith('academy_known=')));
  const guess = (n = 5, address = '203.0.113.7', cookie = '') =>
    Array.from({ length: n }).reduce<Promise<unknown>>(
      (before) => before.then(() => enter(cookie, 'learner', 'a wrong guess', address)),
      Promise.resolve(),
    );

  it('lets its owner in while strangers keep the name locked, also from the same network', async () => {
    const first = await enter();
    const line = first.cookies.find((one) => one.startsWith('academy_known=')) ?? '';
    expect(line).toMatch(/^academy_known=[\w-]{32}; Path=\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/);
    const memory = memoryOf(first.cookies);
    const rows = JSON.stringify(await db.selectFrom('known_browser').selectAll().execute());
    expect(rows).not.toContain(memory.split('=')[1]);
    await guess();
    expect((await enter()).status).toBe(429);
    const own = await enter(memory);
    expect(own.location).toBe('/me');
    // Thirty wrong ones lock the network for whoever is not known.
    for (let n = 0; n < 30; n += 1) await enter('', `nobody-${n}`, 'x');
    expect((await enter('', 'somebody-else')).status).toBe(429);
    expect((await enter(memoryOf(own.cookies))).location).toBe('/me');
  }, 60_000);

  it('has a budget of its own, and clears nothing of the strangers’', async () => {
    const memory = memoryOf((await enter()).cookies);
    await guess(5, '10.0.0.1', memory);
    expect((await enter(memory)).status).toBe(429);
    // Elsewhere nothing is locked by that.
    expect((await enter('', 'learner', PASSWORD, '10.0.9.9')).location).toBe('/me');
    await guess(4);
    const other = memoryOf((await enter('', 'learner', PASSWORD, '10.0.8.8')).cookies);
    await guess(4);
    expect((await enter(other)).location).toBe('/me');
    await guess(1);
    expect((await enter('', 'learner', PASSWORD, '10.0.7.7')).status).toBe(429);
  });

  it('is known by nothing that somebody makes up, takes from another account or had before', async () => {
    const memory = memoryOf((await enter()).cookies);
    await aPerson(db, { username: 'stranger', password: PASSWORD });
    const theirs = memoryOf((await enter('', 'stranger')).cookies);
    const rotated = memoryOf((await enter(memory)).cookies);
    await guess();
    for (const cookie of ['academy_known=x', `academy_known=${'A'.repeat(32)}`, theirs, memory])
      expect((await enter(cookie)).status, cookie).toBe(429);
    expect((await enter(rotated)).location).toBe('/me');
  });

  it('is shared by several people, each by a token of their own', async () => {
    await aPerson(db, { username: 'other', password: PASSWORD });
    const first = memoryOf((await enter()).cookies);
    const shared = memoryOf((await enter(first, 'other')).cookies);
    expect(shared.split('.')).toHaveLength(2);
    await guess();
    for (let n = 0; n < 5; n += 1) await enter('', 'other', 'a wrong guess', '203.0.113.7');
    const next = await enter(shared, 'other');
    expect(next.location).toBe('/me');
    expect((await enter(memoryOf(next.cookies))).location).toBe('/me');
    for (let n = 0; n < 6; n += 1) await aPerson(db, { username: `more-${n}`, password: PASSWORD });
    let held = shared;
    for (let n = 0; n < 6; n += 1) held = memoryOf((await enter(held, `more-${n}`)).cookies);
    expect(held.split('.')).toHaveLength(4);
  }, 30_000);

  it('is one of the ten in which somebody signed in last, and nobody else’s are touched by that', async () => {
    const other = await aPerson(db);
    const signIn = (who: string, minute: number) =>
      rememberBrowser(db, {
        ...{ personId: who, cookies: null, secure: false, sessionRef: 'a'.repeat(64) },
        now: after(minute),
      });
    const others = [await signIn(other, 0), await signIn(other, 1)];
    const lines: string[] = [];
    for (let n = 0; n < 13; n += 1) lines.push(await signIn(personId, n));
    const isKnown = (who: string) => async (line: string) =>
      (await knownBrowserOf(db, { personId: who, cookies: line, now: after(14) })) !== null;
    expect(await Promise.all(lines.map(isKnown(personId)))).toEqual(lines.map((_, n) => n >= 3));
    expect(await Promise.all(others.map(isKnown(other)))).toEqual([true, true]);
    expect(await db.selectFrom('known_browser').selectAll().execute()).toHaveLength(12);
  });

  it('is known after signing out, and no more once sessions are ended, the password changes or half a year has gone', async () => {
    const isKnown = async (memory: string) => {
      await db.deleteFrom('sign_in_series').execute();
      await guess();
      return (await enter(memory)).status === 302;
    };
    const signedIn = async () => {
      await db.deleteFrom('sign_in_series').execute();
      const { cookies } = await enter();
      return { cookie: cookieAfter(cookies), memory: memoryOf(cookies) };
    };
    const left = await signedIn();
    await ask(db, logout, '/logout', { cookie: left.cookie, form: {} });
    expect(await isKnown(left.memory)).toBe(true);
    const ways: ((cookie: string) => Promise<unknown>)[] = [
      async (cookie) => {
        const shown = (await ask(db, sessions, '/me/security', { cookie })).data.sessions as {
          ref: string;
          isThis: boolean;
        }[];
        const ref = shown.find(({ isThis }) => isThis)?.ref ?? '';
        await ask(db, actOnSessions, '/', { cookie, form: { what: 'end', ref } });
      },
      () =>
        endOwnOthers(db, {
          actor: sealActor({ personId, name: '', roles: [] }),
          personId,
          sessionId: '',
          now,
        }),
      async () => {
        const actor = actorWith('security-admin', { personId: await aPerson(db) });
        await endSessionsOf(db, { actor, personId, reason: '手机丢了', now });
      },
      () => setPassword(db, { actor: academy, personId, password: PASSWORD, now }),
      () => sweepBrowsers(db, after(180 * 24 * 60)),
    ];
    for (const [place, end] of ways.entries()) {
      const { cookie, memory } = await signedIn();
      await end(cookie);
      expect(await isKnown(memory), `way ${place}`).toBe(false);
    }
  }, 60_000);

  it('gives the code of the second step its own budget too', async () => {
    const { secret } = await withFactor(db, personId);
    const give = (cookie: string, code: string) =>
      ask(db, giveCode, '/login/code', { cookie, form: { code } });
    const ahead = (steps: number) => codeAt(secret, after(steps / 2));
    const first = await give(cookieAfter((await enter()).cookies), ahead(1));
    const memory = memoryOf(first.cookies);
    const half = cookieAfter((await enter()).cookies);
    for (let n = 0; n < 5; n += 1) expect((await give(half, '000000')).status).toBe(400);
    expect((await give(half, '000000')).status).toBe(429);
    const own = cookieAfter((await enter(memory)).cookies);
    expect((await give(`${own}; ${memory}`, '000000')).status).toBe(400);
  });

  it('tells nobody by locks that a user name and a number are of one person', async () => {
    await setContact(db, {
      ...{ env: keys.env, actor: academy, personId, kind: 'phone', value: '19900000001' },
      ...{ source: 'staff', confirmed: true, now },
    });
    const attempt = (username: string, password: string, at = now) =>
      checkPassword(db, {
        username,
        password,
        address: `10.9.${Number(username.slice(-2)) || 3}.1`,
        env: keys.env,
        now: at,
      });
    for (let n = 0; n < 5; n += 1) await attempt('learner', 'wrong');
    expect(await attempt('learner', PASSWORD)).toMatchObject({ reason: 'locked' });
    const workOf = async (username: string, password: string) => {
      const before = passwordsCompared();
      await writeNotedFailures(db);
      const eye = watch(db);
      const outcome = await attempt(username, password);
      eye.off();
      return {
        outcome,
        // A first failure is put in where a later one is changed: one row by its key either way.
        statements: eye.statements.map(({ sql }) =>
          sql.replace(/^(insert into|update) (.sign_in_series.).*/, 'writes $2'),
        ),
        compared: passwordsCompared() - before,
      };
    };
    // The number of that account, which is locked without a word, and one that nobody has.
    for (let n = 0; n < 5; n += 1) {
      const known = await workOf('19900000001', n === 0 ? PASSWORD : 'wrong');
      expect(known.outcome).toEqual({ ok: false, reason: 'wrong' });
      expect(known).toEqual(await workOf('19900000077', 'wrong'));
    }
    const locked = { ok: false, reason: 'locked', waitSeconds: 60 };
    expect(await attempt('19900000001', PASSWORD)).toEqual(locked);
    expect(await attempt('19900000077', PASSWORD)).toEqual(locked);
    expect(await attempt('19900000001', PASSWORD, after(2))).toEqual({ ok: true, personId });
    // What is forgotten with the success is not seen under the other name.
    for (let n = 0; n < 4; n += 1) await attempt('learner', 'wrong', after(3));
    expect(await attempt('19900000001', PASSWORD, after(4))).toMatchObject({ ok: true });
    expect(await attempt('learner', 'wrong', after(4))).toMatchObject({ reason: 'wrong' });
    expect(await attempt('learner', 'wrong', after(4))).toMatchObject({ reason: 'locked' });
  });
});
