import { beforeEach, expect, it } from 'vitest';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { codeAt, readCode } from '#app/features/sign-in/one-time-codes.rules.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { action as giveCode } from '#app/features/sign-in/pages/login-code.tsx';
import { action as setUp, loader as setUpPage } from '#app/features/sign-in/pages/login-set-up.tsx';
import { action as actOnSignIn } from '#app/features/sign-in/pages/person-sign-in.tsx';
import { action as change, loader as page } from '#app/features/sign-in/pages/second-step.tsx';
import { takeCode } from '#app/features/sign-in/second-factor.server.ts';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf, cookieWith, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask, cookieAfter, env } from './visits.ts';

describeOnBothDatabases('whoever has a second step', (open) => {
  let db: Db;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'security', password: PASSWORD });
  });

  const enter = () => ask(db, login, '/login', { form: { username: 'security', password: PASSWORD } });
  const opens = async (cookie: string) =>
    (await optionalActor(new Request('http://x/', { headers: { cookie } }), { db, now: () => now })) !== null;

  it('is set up and put away by oneself with the password, and kept by administrators', async () => {
    const cookie = await cookieOf(db, personId);
    const send = (form: Record<string, string>, asked = cookie) =>
      ask(db, change, '/me/security/second-step', { cookie: asked, form });
    const shown = (await ask(db, page, '/', { cookie })).data.shown as { secret: string; offer: string };
    const code = codeAt(shown.secret.replaceAll(' ', ''), now);
    const form = { what: 'set-up', offer: shown.offer, code, password: PASSWORD };
    expect(await send({ ...form, password: 'nope' })).toMatchObject({
      status: 400,
      data: { errors: [{ field: 'password' }], shown: { secret: shown.secret } },
    });
    expect((await send({ ...form, code: '123' })).status).toBe(400);
    expect((await send({ what: 'x' })).status).toBe(400);
    const done = await send(form);
    expect(done.data.codes).toHaveLength(10);
    expect((await send(form)).status).toBe(400);
    expect((await unreadNotices(db, personId))[0]).toMatchObject({ title: '你的账号开启了两步登录' });
    const [first = ''] = done.data.codes as string[];
    await aGrant(db, personId, 'auditor');
    const asAuditor = await cookieOf(db, personId);
    const removal = { what: 'remove', password: PASSWORD, code: first };
    expect((await send(removal, asAuditor)).status).toBe(409);
    await db.deleteFrom('role_grant').execute();
    const plain = await cookieOf(db, personId);
    expect((await send(removal, plain)).location).toBe('/me/security?done=second-step-off');
    expect((await send(removal, plain)).location).toBe('/me/security/second-step');
    expect((await enter()).location).toBe('/me');
  });

  it('gets new codes and puts it away with the password and a code that holds now, once, and not without', async () => {
    const { secret, codes } = await withFactor(db, personId);
    const cookie = await cookieOf(db, personId);
    const send = (what: string, code: string | null, password = PASSWORD) =>
      ask(db, change, '/me/security/second-step', {
        cookie,
        form: { what, password, ...(code === null ? {} : { code }) },
      });
    const ahead = codeAt(secret, new Date(now.getTime() + 30_000));
    for (const what of ['codes', 'remove']) {
      // None, one that is none, a wrong one, and the one that set it up.
      for (const code of [null, '', 'four score', '000000', codeAt(secret, now)])
        expect((await send(what, code)).data).toMatchObject({ errors: [{ field: `code-${what}` }] });
      await db.deleteFrom('sign_in_series').execute();
      const wrong = await send(what, ahead, 'nope');
      expect(wrong).toMatchObject({ status: 400, data: { errors: [{ field: `password-${what}` }] } });
      expect(await db.selectFrom('recovery_code').selectAll().execute()).toHaveLength(10);
    }
    // A wrong password used no code up.
    const fresh = (await send('codes', ahead)).data.codes as string[];
    expect(fresh).toHaveLength(10);
    // Sent twice: the first has made codes, which whoever sees this answer has not seen.
    const twice = await send('codes', ahead);
    expect(twice).toMatchObject({ status: 409, data: { title: '没有再做一组备用码', codes: null } });
    expect(JSON.stringify(twice.data.errors)).toContain('一分钟之内已经做过一组');
    for (const old of codes.map(readCode))
      expect(old && (await takeCode(db, { env, personId, typed: old, now }))).toBe(false);
    const renewed = (await send('codes', fresh[0] ?? '')).data.codes as string[];
    expect(renewed).toHaveLength(10);
    expect((await send('remove', fresh[0] ?? '')).status).toBe(400);
    expect((await send('remove', renewed[0] ?? '')).status).toBe(302);
    expect(await db.selectFrom('second_factor').selectAll().execute()).toEqual([]);
  });

  it('guesses at it no more often than at the door', async () => {
    await withFactor(db, personId);
    const longAgo = new Date(now.getTime() - 61_000).toISOString();
    await db.updateTable('recovery_code').set({ made_at: longAgo }).execute();
    const cookie = await cookieOf(db, personId);
    const form = { what: 'codes', password: PASSWORD, code: '000000' };
    const send = () => ask(db, change, '/me/security/second-step', { cookie, form });
    for (let n = 0; n < 5; n += 1) expect((await send()).status).toBe(400);
    expect((await send()).status).toBe(429);
  });

  it('is signed out everywhere else by each change of it', async () => {
    const cookie = await cookieOf(db, personId);
    const send = (form: Record<string, string>) =>
      ask(db, change, '/me/security/second-step', { cookie, form: { password: PASSWORD, ...form } });
    const shown = (await ask(db, page, '/', { cookie })).data.shown as { secret: string; offer: string };
    const secret = shown.secret.replaceAll(' ', '');
    const codes: string[] = [];
    const changes = [
      () => ({ what: 'set-up', offer: shown.offer, code: codeAt(secret, now) }),
      () => ({ what: 'codes', code: codes[0] ?? '' }),
      () => ({ what: 'remove', code: codeAt(secret, new Date(now.getTime() + 30_000)) }),
    ];
    for (const form of changes) {
      const elsewhere = await cookieOf(db, personId);
      const others = await cookieOf(db, await aPerson(db));
      const answer = await send(form());
      expect([200, 302]).toContain(answer.status);
      codes.splice(0, 10, ...((answer.data.codes as string[] | undefined) ?? []));
      expect(await opens(elsewhere)).toBe(false);
      expect(await opens(cookie)).toBe(true);
      expect(await opens(others)).toBe(true);
    }
    const lines = await journalOf(db, { subjectType: 'person', subjectId: personId });
    const ended = lines.filter(({ action }) => /second-step|recovery-codes/.test(action));
    expect(ended.map(({ detail }) => detail.ended)).toEqual([1, 1, 1]);
  });

  it('set up at the door ends what was open before', async () => {
    await aGrant(db, personId, 'auditor');
    const before = await cookieOf(db, personId);
    const cookie = cookieAfter((await enter()).cookies);
    const shown = (await ask(db, setUpPage, '/login/set-up', { cookie })).data.shown as {
      secret: string;
      offer: string;
    };
    const code = codeAt(shown.secret.replaceAll(' ', ''), now);
    const done = await ask(db, setUp, '/login/set-up', { cookie, form: { offer: shown.offer, code } });
    expect(await opens(before)).toBe(false);
    expect(await opens(cookieAfter(done.cookies))).toBe(true);
  });

  it('is asked for no password where there is none', async () => {
    const guest = await aPerson(db);
    const { codes } = await withFactor(db, guest);
    const cookie = await cookieOf(db, guest);
    expect((await ask(db, page, '/', { cookie })).data.proof).toBe('code');
    const form = { what: 'codes', code: codes[0] ?? '' };
    const answer = await ask(db, change, '/me/security/second-step', { cookie, form });
    expect(answer.data.codes).toHaveLength(10);
  });

  it('is taken away by a security administrator who says how they made sure, and tells the person', async () => {
    await withFactor(db, personId);
    const cookie = await cookieOf(db, personId);
    const half = cookieAfter((await enter()).cookies);
    const guard = await aPerson(db);
    await aGrant(db, guard, 'security-admin');
    await withFactor(db, guard);
    const asGuard = await cookieOf(db, guard);
    const act = (id: string, form: Record<string, string>, asked = asGuard) =>
      ask(db, actOnSignIn, '/', { cookie: asked, form, params: { personId: id } });
    const form = { what: 'second-step', checked: '本人到前台，看了工作证' };
    expect((await act(personId, form, await cookieWith(db, 'system-admin'))).status).toBe(403);
    expect((await act(personId, { ...form, checked: '' })).status).toBe(400);
    expect((await act(guard, form)).status).toBe(409);
    expect((await act(personId, form)).status).toBe(302);
    expect((await act(personId, form)).status).toBe(409);
    expect(await opens(cookie)).toBe(false);
    expect(
      (await ask(db, giveCode, '/login/code', { cookie: half, form: { code: '123456' } })).location,
    ).toBe('/login');
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(line).toMatchObject({
      action: 'second-step.taken-away',
      actorId: guard,
      detail: { checked: form.checked },
    });
    expect((await unreadNotices(db, personId))[0]?.body).toContain(form.checked);
    expect((await enter()).location).toBe('/me');
  });
});
