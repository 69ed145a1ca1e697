import { beforeEach, expect, it } from 'vitest';
import { appoint, endAppointment } from '#app/features/identity/appointments.server.ts';
import { grantRole, revokeRole } from '#app/features/identity/grants.server.ts';
import { transferPost } from '#app/features/identity/transfers.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { takeBack } from '#app/features/restructuring/taking-back.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, now } from '#tests/support/world.ts';
import { aGrantOver, aTown, done, postsOf, shapeOn, somebody, TODAY } from './town.ts';

type Town = Awaited<ReturnType<typeof aTown>>;
const DAY = '2027-03-01';
const EVE = '2027-02-28';

describeOnBothDatabases('a planned change', (open) => {
  let db: Db;
  let town: Town;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
  });

  const moves = (): Change => ({ kind: 'move', unitId: town.east.id, parentId: town.other.id });
  const back = (changeId: string, at = now) => takeBack(db, { actor: academy, changeId, now: at });
  const everything = async () => [await shapeOn(db, TODAY), await shapeOn(db, EVE), await shapeOn(db, DAY)];

  it('is seen on its day and can be taken back before, as if it had never been', async () => {
    await somebody(db, town.one);
    await somebody(db, town.one, 'unit-head', { validTo: '2027-06-30' });
    const late = await somebody(db, town.grid, 'grid-leader', { validFrom: '2027-05-01' });
    await aGrantOver(db, 'assessor', town.east, { validTo: '2027-12-31' });
    const before = await everything();
    const kinds: Change[] = [
      moves(),
      { kind: 'rename', unitId: town.east.id, name: '东和社区' },
      { kind: 'merge', unitIds: [town.east.id], intoId: town.west.id, name: '' },
      {
        kind: 'split',
        unitId: town.east.id,
        parts: [
          { name: '甲', childIds: [town.grid.id] },
          { name: '乙', childIds: [] },
        ],
        rest: 1,
      },
      { kind: 'close', unitId: town.yard.id, toId: town.grid.id },
    ];
    for (const change of kinds) {
      const { changeId } = await done(db, change, DAY);
      expect((await everything())[0]).toEqual(before[0]);
      expect((await everything())[2]).not.toEqual(before[2]);
      expect(await back(changeId)).toMatchObject({ ok: true });
      expect(await everything()).toEqual(before);
      expect(await back(changeId)).toEqual({ ok: false, reason: 'unknown' });
    }
    expect(await postsOf(db, late.personId)).toMatchObject([
      { path: town.grid.path, from: '2027-05-01', to: null },
    ]);
    const grants = await db
      .selectFrom('role_grant')
      .select(['org_unit_id', 'valid_from', 'valid_to'])
      .execute();
    expect(grants.filter(({ valid_from, valid_to }) => (valid_to ?? '9999') >= valid_from)).toEqual([
      { org_unit_id: town.east.id, valid_from: '2024-01-01', valid_to: '2027-12-31' },
    ]);
  });

  it('is in force from its day on, and not taken back any more', async () => {
    const { changeId } = await done(db, moves(), '2026-11-23');
    expect(await back(changeId, after({ days: 1 }))).toEqual({ ok: false, reason: 'in-force' });
    expect(await back('no-such-change')).toEqual({ ok: false, reason: 'unknown' });
  });

  it('is taken back behind those that follow it', async () => {
    const first = await done(db, moves(), DAY);
    const second = await done(db, { kind: 'rename', unitId: first.unitId, name: '东和社区' }, '2027-04-01');
    expect(await back(first.changeId)).toEqual({ ok: false, reason: 'changed-since' });
    expect(await back(second.changeId)).toMatchObject({ ok: true });
    const below = {
      actor: academy,
      tree: 'territory',
      kind: 'grid',
      name: '第二网格',
      validFrom: DAY,
      now,
    } as const;
    const grid = await createUnit(db, { ...below, parentId: first.unitId });
    expect(grid.ok).toBe(true);
    expect(await createUnit(db, { ...below, parentId: town.east.id })).toEqual({
      ok: false,
      reason: 'parent-over',
    });
    expect(await back(first.changeId)).toEqual({ ok: false, reason: 'changed-since' });
  });

  it('takes along a post that is given meanwhile, and ends it with the one from which it goes on', async () => {
    const { changeId, unitId } = await done(db, moves(), DAY);
    const late = await somebody(db, town.east, 'volunteer', { validFrom: '2026-11-01' });
    expect(await postsOf(db, late.personId)).toMatchObject([
      { path: town.east.path, from: '2026-11-01', to: EVE },
      { from: DAY, to: null },
    ]);
    const end = { actor: academy, personId: late.personId, appointmentId: late.appointmentId, now };
    const early = await somebody(db, town.east, 'volunteer');
    expect(await endAppointment(db, { ...end, lastDay: '2027-04-30' })).toBe(true);
    expect(await postsOf(db, late.personId)).toMatchObject([{ to: EVE }, { from: DAY, to: '2027-04-30' }]);
    expect(await endAppointment(db, { ...end, lastDay: EVE })).toBe(true);
    expect(await postsOf(db, late.personId)).toMatchObject([{ to: EVE }]);
    expect(await endAppointment(db, { ...end, lastDay: EVE })).toBe(false);
    const move = {
      actor: academy,
      personId: early.personId,
      appointmentId: early.appointmentId,
      orgUnitId: town.west.id,
    };
    expect(await transferPost(db, { ...move, firstDay: '2027-01-01', now })).toMatchObject({ ok: true });
    expect(await postsOf(db, early.personId)).toMatchObject([
      { path: town.east.path, to: '2026-12-31' },
      { path: town.west.path, from: '2027-01-01', to: null },
    ]);
    expect(await back(changeId)).toMatchObject({ ok: true });
    expect(await postsOf(db, late.personId)).toMatchObject([{ path: town.east.path, to: EVE }]);
    expect(await postsOf(db, early.personId)).toHaveLength(2);
    expect(unitId).not.toBe(town.east.id);
  });

  it('stays while somebody was given a post at what it made, and a right ends with all that goes on from it', async () => {
    const { changeId, unitId } = await done(db, moves(), DAY);
    const grant = await aGrantOver(db, 'liaison', town.east);
    expect(
      await db.selectFrom('role_grant').select('id').where('person_id', '=', grant.personId).execute(),
    ).toHaveLength(2);
    expect(
      await revokeRole(db, { actor: academy, personId: grant.personId, grantId: grant.grantId, now }),
    ).toBe(true);
    const held = await db
      .selectFrom('role_grant')
      .select(['valid_from', 'valid_to'])
      .where('person_id', '=', grant.personId)
      .execute();
    expect(held.every(({ valid_to }) => valid_to === '2026-11-21')).toBe(true);
    const { personId } = await aLearner(db);
    const post = { actor: academy, personId, position: 'volunteer', orgUnitId: unitId, now } as const;
    // What it comes from stood before: the post is there until the day.
    expect(await appoint(db, { ...post, validFrom: DAY })).toMatchObject({ ok: true });
    expect(await back(changeId)).toEqual({ ok: false, reason: 'posts-there' });
    expect(await shapeOn(db, DAY)).toContain('蓝山区/芦荡街道/东园社区 1');
  });

  it('is not taken back where somebody would then be two administrators in one', async () => {
    const { personId } = await aGrantOver(db, 'security-admin', town.one);
    const { changeId } = await done(db, { kind: 'close', unitId: town.one.id, toId: null }, DAY);
    const audit = { actor: academy, personId, role: 'auditor', validFrom: DAY, now } as const;
    expect(await grantRole(db, { ...audit, validFrom: EVE })).toMatchObject({ reason: 'separation' });
    expect(await grantRole(db, audit)).toMatchObject({ ok: true });
    expect(await back(changeId)).toEqual({ ok: false, reason: 'duties-meet' });
  });
});
