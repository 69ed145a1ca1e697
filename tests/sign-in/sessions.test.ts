import { beforeEach, expect, it } from 'vitest';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { action as login } from '#app/features/sign-in/pages/login.tsx';
import { action as actOnSignIn, loader as signInOf } from '#app/features/sign-in/pages/person-sign-in.tsx';
import { action as changeSecurity, loader as security } from '#app/features/sign-in/pages/security.tsx';
import { action as changeSettings } from '#app/shell/pages/settings.tsx';
import type { Db } from '#db/database.ts';
import { aGrant, aPerson, cookieOf, cookieWith, now, PASSWORD } from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { ask, cookieAfter } from './visits.ts';

const wechat = 'Mozilla/5.0 (Linux; Android 10) Chrome/86.0 Mobile Safari/537.36 MicroMessenger/8.0.42';

interface Shown {
  ref: string;
  device: string;
  ownDevice: boolean;
  isThis: boolean;
  usedAt: string;
}

describeOnBothDatabases('sessions', (open) => {
  let db: Db;
  let personId: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', password: PASSWORD });
  });

  const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);
  const listed = async (cookie: string) =>
    (await ask(db, security, '/me/security', { cookie })).data.sessions as Shown[];
  const signInWith = async (form: Record<string, string>, userAgent = '') => {
    const headers = { 'user-agent': userAgent };
    const all = { username: 'learner', password: PASSWORD, ...form };
    return cookieAfter((await ask(db, login, '/login', { form: all, headers })).cookies);
  };
  const opens = async (cookie: string) =>
    (await optionalActor(new Request('http://x/', { headers: { cookie } }), { db, now: () => now })) !== null;

  it('are listed with the device, the hour of the last use and which one this is', async () => {
    const phone = await signInWith({ device: 'own' }, wechat);
    await startSession(db, { personId, secure: false, device: 'computer edge', now: minutesAgo(90) });
    await startSession(db, { personId, secure: false, device: 'computer edge', now: minutesAgo(150) });
    await cookieOf(db, await aPerson(db));
    const sessions = await listed(phone);
    expect(sessions).toMatchObject([
      { device: '手机 · 微信', ownDevice: true, isThis: true },
      { device: '电脑 · Edge', ownDevice: false, isThis: false },
    ]);
    for (const { usedAt } of sessions) expect(usedAt).toMatch(/ \d{1,2} 点$/);
  });

  it('end one by one and all but this', async () => {
    const [here, there, elsewhere] = [
      await cookieOf(db, personId),
      await cookieOf(db, personId),
      await cookieOf(db, personId),
    ];
    const end = (form: Record<string, string>, cookie = here) =>
      ask(db, changeSecurity, '/me/security', { cookie, form });
    const refs = (await listed(there)).filter(({ isThis }) => isThis).map(({ ref }) => ref);
    const ref = refs[0] ?? '';
    const stranger = await cookieOf(db, await aPerson(db));
    expect((await end({ what: 'end', ref }, stranger)).status).toBe(409);
    expect(await opens(there)).toBe(true);
    expect((await end({ what: 'end', ref })).location).toBe('/me/security?done=ended');
    expect([await opens(here), await opens(there), await opens(elsewhere)]).toEqual([true, false, true]);
    expect((await end({ what: 'end', ref })).status).toBe(409);
    expect((await end({ what: 'end-others' })).location).toBe('/me/security?done=others');
    expect([await opens(here), await opens(elsewhere), await opens(stranger)]).toEqual([true, false, true]);
    expect((await end({ what: 'end-others' })).location).toBe('/me/security?done=none');
    expect(await end({ what: 'nonsense' })).toMatchObject({ status: 400 });
    expect(await end({ what: 'end', ref: "x' or 1" })).toMatchObject({ status: 400 });
    const actions = (await journalOf(db, { subjectType: 'person', subjectId: personId })).map(
      (line) => line.action,
    );
    expect(actions.filter((one) => one.startsWith('session'))).toEqual(['sessions.ended', 'session.ended']);
  });

  it('end elsewhere when the password changes; a device of one’s own stays one', async () => {
    const phone = await signInWith({ device: 'own' }, wechat);
    const other = await cookieOf(db, personId);
    const next = 'another-garden-8';
    const form = { current: PASSWORD, password: next, again: next };
    const changed = await ask(db, changeSettings, '/me/settings', {
      cookie: phone,
      form,
      headers: { 'user-agent': wechat },
    });
    const fresh = cookieAfter(changed.cookies);
    expect([await opens(phone), await opens(other), await opens(fresh)]).toEqual([false, false, true]);
    expect(await listed(fresh)).toMatchObject([{ device: '手机 · 微信', ownDevice: true, isThis: true }]);
  });

  it('are ended by a security administrator with a reason, who tells the person, and never ends their own so', async () => {
    const cookie = await cookieOf(db, personId);
    const guard = await aPerson(db);
    await aGrant(db, guard, 'security-admin');
    const asGuard = await cookieOf(db, guard);
    const act = (id: string, form: Record<string, string>, asked = asGuard) =>
      ask(db, actOnSignIn, `/admin/people/${id}/sign-in`, { cookie: asked, form, params: { personId: id } });
    const form = { what: 'sessions', reason: '手机在公交车上丢了' };
    for (const role of ['academy-admin', 'system-admin', 'registrar'] as const)
      expect((await act(personId, form, await cookieWith(db, role))).status).toBe(403);
    expect(await act(personId, { ...form, reason: '丢' })).toMatchObject({
      status: 400,
      data: { fields: { reason: '丢' } },
    });
    expect((await act(guard, form)).status).toBe(409);
    expect((await act('0190a5f0-0000-7000-8000-000000000000', form)).status).toBe(404);
    expect(await opens(cookie)).toBe(true);
    const page = (await ask(db, signInOf, '/', { cookie: asGuard, params: { personId } })).data;
    expect(page).toMatchObject({ isSelf: false, sessions: [expect.stringContaining('登录')] });
    expect((await act(personId, form)).location).toBe(`/admin/people/${personId}/sign-in?done=sessions`);
    expect([await opens(cookie), await opens(asGuard)]).toEqual([false, true]);
    const [line] = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(line).toMatchObject({ action: 'sessions.ended', actorId: guard, detail: { reason: form.reason } });
    const [notice] = await unreadNotices(db, personId);
    expect(notice).toMatchObject({ kind: 'security', link: '/me/security' });
    expect(notice?.body).toContain(form.reason);
  });
});
