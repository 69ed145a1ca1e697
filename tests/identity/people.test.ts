import { beforeEach, describe, expect, it } from 'vitest';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { addPeople } from '#app/features/identity/many-people.server.ts';
import {
  appoint,
  appointmentsOf,
  createPerson,
  endAppointment,
  findPerson,
  grantRole,
  grantsOf,
  peopleInScope,
  positionsOf,
  setPassword,
} from '#app/features/identity/people.server.ts';
import { changePassword } from '#app/features/sign-in/password-change.server.ts';
import { checkPassword } from '#app/features/sign-in/sign-in.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aGrant, aPerson, aUnit, cookieOf, now, PASSWORD } from './support.ts';

describeOnBothDatabases('people', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const actorOf = async (personId: string) =>
    requireActor(new Request('http://127.0.0.1/', { headers: { cookie: await cookieOf(db, personId) } }), {
      db,
      now: () => now,
    });
  const may = (username: string, password: string) =>
    checkPassword(db, { username, password, address: '10.0.0.1', now });

  it('are added once under a username', async () => {
    const person = { actor: academy, username: 'Wen.Ruyu', name: ' 温如玉 ', ageBand: '60-69', now };
    const outcome = await createPerson(db, person);
    if (!outcome.ok) throw new Error(outcome.reason);
    expect(await findPerson(db, outcome.personId)).toMatchObject({
      username: 'wen.ruyu',
      name: '温如玉',
      ageBand: '60-69',
      preferredView: 'standard',
      textSize: 1,
    });
    expect(await createPerson(db, person)).toEqual({ ok: false, reason: 'username-taken' });
    expect(await createPerson(db, { ...person, username: '温' })).toEqual({ ok: false, reason: 'username' });
    expect(await createPerson(db, { ...person, username: 'x1', name: ' ' })).toEqual({
      ok: false,
      reason: 'name',
    });
    expect(await createPerson(db, { ...person, username: 'x1', password: '12345678' })).toMatchObject({
      reason: 'password',
    });
  });

  it('come by the hundred for a demo or a load test', async () => {
    const street = await aUnit(db, null, 'street', '方圆街道');
    const people = Array.from({ length: 2010 }, (_, n) => ({
      username: `rush-${n}`,
      name: '学员',
      appointments: [{ position: 'resident' as const, orgUnitId: street.id, validFrom: '2026-01-01' }],
    }));
    const ids = await addPeople(db, { actor: academy, people, passwordHash: null, source: 'load', now });
    expect(new Set(ids).size).toBe(2010);
    expect(await findPerson(db, ids[2009]!)).toMatchObject({ username: 'rush-2009' });
    expect((await peopleInScope(db, { scopePath: street.path, onDay: '2026-11-22' })).total).toBe(2010);
  });

  describe('passwords', () => {
    it('change when the present one is known, and every session ends', async () => {
      const personId = await aPerson(db, { username: 'elder', password: PASSWORD });
      const actor = await actorOf(personId);
      const change = (current: string, next: string) =>
        changePassword(db, { actor, personId, current, next, address: '10.0.0.1', now });
      expect(await change('wrong', 'another-garden-8')).toEqual({ ok: false, reason: 'wrong-current' });
      expect(await change(PASSWORD, 'short')).toMatchObject({ reason: 'password' });
      expect(await change(PASSWORD, PASSWORD)).toMatchObject({ reason: 'password' });
      expect(await change(PASSWORD, 'another-garden-8')).toEqual({ ok: true });
      expect(await db.selectFrom('session').selectAll().execute()).toEqual([]);
      expect(await may('elder', PASSWORD)).toMatchObject({ reason: 'wrong' });
      expect(await may('elder', 'another-garden-8')).toMatchObject({ ok: true });
    });

    it('are set by the operator for somebody who had none', async () => {
      const personId = await aPerson(db, { username: 'elder' });
      expect(
        await setPassword(db, { actor: academy, personId: 'nobody', password: PASSWORD, now }),
      ).toMatchObject({ ok: false });
      expect(await setPassword(db, { actor: academy, personId, password: PASSWORD, now })).toEqual({
        ok: true,
      });
      expect(await may('elder', PASSWORD)).toMatchObject({ ok: true });
      const { hash } = await db.selectFrom('password_credential').select('hash').executeTakeFirstOrThrow();
      expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    });
  });

  describe('appointments', () => {
    it('last from their first day to their last, and overlap only for different posts', async () => {
      const personId = await aPerson(db);
      const building = await aUnit(db, null, 'building', '5 栋');
      const post = {
        actor: academy,
        personId,
        position: 'building-head' as const,
        orgUnitId: building.id,
        now,
      };
      const outcome = await appoint(db, { ...post, validFrom: '2026-03-01' });
      if (!outcome.ok) throw new Error(outcome.reason);
      expect(await appoint(db, { ...post, validFrom: '2026-05-01', validTo: '2026-06-01' })).toEqual({
        ok: false,
        reason: 'already',
      });
      expect(await appoint(db, { ...post, validFrom: '2026-05-01', validTo: '2026-04-01' })).toEqual({
        ok: false,
        reason: 'dates',
      });
      expect(await appoint(db, { ...post, position: 'party-member', validFrom: '2026-05-01' })).toMatchObject(
        { ok: true },
      );
      expect(await positionsOf(db, personId, '2026-02-28')).toEqual([]);
      expect(await positionsOf(db, personId, '2026-11-22')).toEqual(['building-head', 'party-member']);
      expect((await appointmentsOf(db, personId, '2026-03-01'))[0]).toMatchObject({
        position: 'building-head',
        unitName: '5 栋',
        unitPath: building.path,
        validFrom: '2026-03-01',
        validTo: null,
      });
      const end = (lastDay: string) =>
        endAppointment(db, { actor: academy, personId, appointmentId: outcome.appointmentId, lastDay, now });
      expect(await end('2026-06-30')).toBe(true);
      expect(await end('2026-12-31')).toBe(false);
      expect(await positionsOf(db, personId, '2026-06-30')).toEqual(['building-head', 'party-member']);
      expect(await positionsOf(db, personId, '2026-07-01')).toEqual(['party-member']);
      expect(await appoint(db, { ...post, validFrom: '2026-07-01' })).toMatchObject({ ok: true });
    });

    it("are made only within the registrar's own part", async () => {
      const street = await aUnit(db, null, 'street', '方圆街道');
      const east = await aUnit(db, street.id, 'community', '东园社区');
      const west = await aUnit(db, street.id, 'community', '西园社区');
      const [registrar, personId] = [await aPerson(db), await aPerson(db)];
      await aGrant(db, registrar, 'registrar', east.id);
      const actor = await actorOf(registrar);
      const wanted = { actor, personId, position: 'volunteer' as const, validFrom: '2026-01-01', now };
      expect(await appoint(db, { ...wanted, orgUnitId: west.id })).toEqual({
        ok: false,
        reason: 'out-of-scope',
      });
      expect(await appoint(db, { ...wanted, orgUnitId: east.id })).toMatchObject({ ok: true });
      expect(await appoint(db, { ...wanted, orgUnitId: 'nowhere' })).toEqual({
        ok: false,
        reason: 'unknown-unit',
      });
      expect(await appoint(db, { ...wanted, personId: 'nobody', orgUnitId: east.id })).toEqual({
        ok: false,
        reason: 'unknown-person',
      });
    });
  });

  describe('roles', () => {
    it("are never granted to oneself, nor beyond one's own, nor twice", async () => {
      const street = await aUnit(db, null, 'street', '方圆街道');
      const east = await aUnit(db, street.id, 'community', '东园社区');
      const [admin, personId] = [await aPerson(db), await aPerson(db)];
      await aGrant(db, admin, 'academy-admin', east.id);
      const actor = await actorOf(admin);
      const wanted = { actor, personId, validFrom: '2026-01-01', now };
      expect(
        await grantRole(db, { ...wanted, personId: admin, role: 'registrar', orgUnitId: east.id }),
      ).toEqual({ ok: false, reason: 'self' });
      const beyond = { ok: false, reason: 'not-yours-to-grant' };
      expect(await grantRole(db, { ...wanted, role: 'registrar', orgUnitId: street.id })).toEqual(beyond);
      expect(await grantRole(db, { ...wanted, role: 'registrar' })).toEqual(beyond);
      expect(await grantRole(db, { ...wanted, role: 'academy-admin', orgUnitId: east.id })).toEqual(beyond);
      expect(await grantRole(db, { ...wanted, role: 'assessor', orgUnitId: east.id })).toMatchObject({
        ok: true,
      });
      expect(await grantRole(db, { ...wanted, role: 'assessor', orgUnitId: east.id })).toEqual({
        ok: false,
        reason: 'already',
      });
      expect(await grantsOf(db, personId, '2026-11-22')).toMatchObject([
        { role: 'assessor', unitName: '东园社区' },
      ]);
    });

    it('of system, security and audit never meet in one person, not even at once', async () => {
      const personId = await aPerson(db);
      const grant = (role: 'system-admin' | 'security-admin' | 'auditor') =>
        grantRole(db, { actor: academy, personId, role, validFrom: '2026-01-01', now });
      const outcomes = await Promise.all([grant('system-admin'), grant('security-admin'), grant('auditor')]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.filter((outcome) => !outcome.ok && outcome.reason === 'separation')).toHaveLength(2);
    });

    it('of system and audit are over the whole academy or not at all', async () => {
      const personId = await aPerson(db);
      const { id: orgUnitId } = await aUnit(db, null, 'community', '西园社区');
      const more = { actor: academy, personId, orgUnitId, validFrom: '2026-01-01', now };
      for (const role of ['system-admin', 'auditor'] as const)
        expect(await grantRole(db, { ...more, role })).toEqual({ ok: false, reason: 'whole-only' });
      expect(await grantRole(db, { ...more, role: 'security-admin' })).toMatchObject({ ok: true });
    });
  });
});
