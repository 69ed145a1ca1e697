import { beforeEach, expect, it } from 'vitest';
import { appoint } from '#app/features/identity/appointments.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { unreadNotices } from '#app/features/notices/notices.server.ts';
import { lockedAccounts, lockedOthers } from '#app/features/sign-in/locked-accounts.server.ts';
import { action as act, loader as page } from '#app/features/sign-in/pages/person-sign-in.tsx';
import { loader as desk } from '#app/features/sign-in/pages/sign-in-desk.tsx';
import { checkCode } from '#app/features/sign-in/second-step.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { Db } from '#db/database.ts';
import {
  academy,
  aGrant,
  aPerson,
  aUnit,
  cookieOf,
  cookieWith,
  now,
  PASSWORD,
} from '#tests/identity/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withFactor } from './factors.ts';
import { ask, env } from './visits.ts';

describeOnBothDatabases('an account that wrong guesses locked', (open) => {
  let db: Db;
  let personId: string;
  let guard: string;
  let asGuard: string;
  beforeEach(async () => {
    db = await open();
    personId = await aPerson(db, { username: 'learner', name: '佟小满', password: PASSWORD });
    guard = await aPerson(db, { username: 'security', password: PASSWORD });
    await aGrant(db, guard, 'security-admin');
    await withFactor(db, guard);
    asGuard = await cookieOf(db, guard);
  });

  const attempt = (username: string, password = 'wrong', address = '10.0.0.1') =>
    checkPassword(db, { username, password, address, now });
  const lock = async (username: string) => {
    for (let n = 0; n < 5; n += 1) await attempt(username);
    expect(await attempt(username, PASSWORD)).toMatchObject({ reason: 'locked' });
  };
  const send = (id: string, form: Record<string, string>, cookie = asGuard) =>
    ask(db, act, '/', { cookie, form: { what: 'unlock', ...form }, params: { personId: id } });
  const why = '本人到前台，是他自己输错的';
  const shownTo = async (cookie: string) => (await ask(db, desk, '/admin/sign-in', { cookie })).data;

  it('is listed for the security administrator, with no more of what nobody is called than how many', async () => {
    await lock('learner');
    await lock('nobody-here');
    await attempt('security');
    const shown = await shownTo(asGuard);
    expect(shown.accounts).toMatchObject([{ personId, name: '佟小满', username: 'learner', failures: 5 }]);
    expect(shown).toMatchObject({ total: 1, page: 1, others: { names: 1, addresses: 0 } });
    expect(JSON.stringify(shown)).not.toMatch(/nobody-here|10\.0\.0\.1/);
    for (const role of ['system-admin', 'auditor', 'registrar'] as const)
      expect((await ask(db, desk, '/', { cookie: await cookieWith(db, role) })).status).toBe(403);
  });

  it('is let in again with a reason that the person and the journal keep; its password stays', async () => {
    await lock('learner');
    const { data } = await ask(db, page, '/', { cookie: asGuard, params: { personId } });
    expect(data.locked).toMatchObject({ until: expect.stringMatching(/./), byPassword: true, byCode: false });
    expect((await send(personId, { why: '' })).status).toBe(400);
    expect((await send(personId, { why }, await cookieWith(db, 'system-admin'))).status).toBe(403);
    expect((await send(personId, { why })).location).toBe(`/admin/people/${personId}/sign-in?done=unlock`);
    expect(await attempt('learner', PASSWORD)).toEqual({ ok: true, personId });
    const lines = await journalOf(db, { subjectType: 'person', subjectId: personId });
    expect(lines.find(({ action }) => action === 'sign-in.unlocked')).toMatchObject({
      actorId: guard,
      detail: { reason: why },
    });
    expect((await unreadNotices(db, personId))[0]?.body).toMatch(new RegExp(`^有人连着输错你的密码.*${why}`));
    expect((await send(personId, { why })).status).toBe(409);
  });

  it('by codes of the second step says to officer and person that somebody has the right password', async () => {
    const { codes } = await withFactor(db, personId);
    const typed = { env, personId, address: '10.0.0.1', cookies: null, now };
    for (let n = 0; n < 5; n += 1) await checkCode(db, { ...typed, code: '000000' });
    expect(await checkCode(db, { ...typed, code: codes[0] ?? '' })).toMatchObject({ reason: 'locked' });
    const { data } = await ask(db, page, '/', { cookie: asGuard, params: { personId } });
    expect(data).toMatchObject({ locked: { byPassword: false, byCode: true } });
    expect((await shownTo(asGuard)).accounts).toMatchObject([{ personId, what: '两步登录的码' }]);
    expect((await send(personId, { why })).status).toBe(302);
    const told = (await unreadNotices(db, personId))[0]?.body;
    expect(told).toMatch(/^有人过了登录的第一步.*连着填错两步登录的码.*不是你自己填的，请马上退出所有设备/);
    expect(told).not.toContain('输错你的密码');
    expect(await checkCode(db, { ...typed, code: codes[0] ?? '' })).toMatchObject({ ok: true });
  });

  it('by both is said to be locked by both', async () => {
    await withFactor(db, personId);
    await lock('learner');
    const typed = { env, personId, address: '10.0.0.2', cookies: null, now };
    for (let n = 0; n < 5; n += 1) await checkCode(db, { ...typed, code: '000000' });
    const { data } = await ask(db, page, '/', { cookie: asGuard, params: { personId } });
    expect(data).toMatchObject({ locked: { byPassword: true, byCode: true } });
    expect((await shownTo(asGuard)).accounts).toMatchObject([{ what: '密码、两步登录的码' }]);
    await send(personId, { why });
    expect((await unreadNotices(db, personId))[0]?.body).toMatch(/连着填错两步登录的码/);
  });

  it('is never one’s own', async () => {
    await lock('security');
    expect((await send(guard, { why })).status).toBe(409);
    expect(await attempt('security', PASSWORD)).toMatchObject({ reason: 'locked' });
  });

  it('is seen and let in within reach alone', async () => {
    const street = await aUnit(db, null, 'street', '试验街道');
    const [near, far] = [
      await aUnit(db, street.id, 'community', '近处社区'),
      await aUnit(db, street.id, 'community', '远处社区'),
    ];
    const post = { personId, position: 'resident', orgUnitId: near.id, validFrom: '2020-01-01' } as const;
    await appoint(db, { actor: academy, ...post, now });
    await lock('learner');
    const half = await aPerson(db);
    await aGrant(db, half, 'security-admin', far.id);
    const asHalf = await cookieOf(db, half);
    expect(await shownTo(asHalf)).toMatchObject({ accounts: [], total: 0, others: null });
    expect((await send(personId, { why }, asHalf)).status).toBe(404);
    const reach = { scopes: [near.path], onDay: now.toISOString().slice(0, 10) };
    expect(await lockedAccounts(db, { reach, page: 1, now })).toMatchObject({ total: 1 });
  });

  it('is off the list when its time is over', async () => {
    await lock('learner');
    const later = new Date(now.getTime() + 61_000);
    const everywhere = { scopes: 'everywhere', onDay: '2026-11-28' } as const;
    expect(await lockedAccounts(db, { reach: everywhere, page: 1, now: later })).toMatchObject({ total: 0 });
    expect(await lockedOthers(db, later)).toEqual({ names: 0, addresses: 0 });
  });

  it('stands beside the administrators and their second steps', async () => {
    const late = await aPerson(db, { name: '安迟' });
    await aGrant(db, late, 'auditor');
    const { keepers } = await shownTo(asGuard);
    expect(keepers).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ personId: guard, roles: ['security-admin'], recoveryCodes: 10 }),
        expect.objectContaining({ personId: late, setUpAt: null, recoveryCodes: 0 }),
      ]),
    );
  });
});
