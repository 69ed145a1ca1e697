import { beforeEach, expect, it } from 'vitest';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { codeAt, readCode } from '#app/features/sign-in/one-time-codes.rules.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { action as giveCode } from '#app/features/sign-in/pages/login-code.tsx';
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
    const fresh = (await send({ what: 'codes', password: PASSWORD })).data.codes as string[];
    expect(fresh).toHaveLength(10);
    const old = readCode((done.data.codes as string[])[0] ?? '');
    expect(old && (await takeCode(db, { env, personId, typed: old, now }))).toBe(false);
    await aGrant(db, personId, 'auditor');
    const asAuditor = await cookieOf(db, personId);
    expect((await send({ what: 'remove', password: PASSWORD }, asAuditor)).status).toBe(409);
    await db.deleteFrom('role_grant').execute();
    const plain = await cookieOf(db, personId);
    expect((await send({ what: 'remove', password: PASSWORD }, plain)).location).toBe(
      '/me/security?done=second-step-off',
    );
    expect((await enter()).location).toBe('/me');
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
