import { beforeEach, expect, it } from 'vitest';
import { assessedScopes, reaches } from '#app/features/assessment/scope.server.ts';
import { postsOfMany } from '#app/features/credits/records.server.ts';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { optionalActor } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { peopleInScope } from '#app/features/identity/people-search.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { linkedUnits } from '#app/features/organisation/unit-history.server.ts';
import { findUnit } from '#app/features/organisation/units.server.ts';
import { changeUnits } from '#app/features/restructuring/changing.server.ts';
import { rulesIn } from '#app/features/selection/facts.server.ts';
import { sectionsOfCourse } from '#app/features/timetable/reading.server.ts';
import { sectionSheet } from '#app/features/timetable/section-sheet.server.ts';
import { venueById } from '#app/features/venues/reading.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { choose } from '#tests/selection/desk.ts';
import { aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now, withPolicies } from '#tests/support/world.ts';
import { aGrantOver, aTown, done, somebody, TODAY } from './town.ts';

type Town = Awaited<ReturnType<typeof aTown>>;
const DAY = '2026-10-01';
const EVE = '2026-09-30';

describeOnBothDatabases('after a change', (open) => {
  let db: Db;
  let town: Town;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
  });

  const moves = (): Change => ({ kind: 'move', unitId: town.east.id, parentId: town.other.id });
  const idOf = async (name: string) =>
    (await db.selectFrom('org_unit').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
  /** As the gate lets them in on this day. */
  async function signedIn(personId: string, at = now): Promise<Actor> {
    const cookie = (await startSession(db, { personId, secure: false, now: at })).split(';')[0] ?? '';
    const request = new Request('http://localhost/', { headers: { cookie } });
    const actor = await optionalActor(request, { db, now: () => at });
    if (!actor) throw new Error('nobody');
    return actor;
  }
  const names = async (actor: Actor, onDay: string) => {
    const scopes = scopesOf(actor, 'assessor');
    if (scopes === 'everywhere') throw new Error('not of a part');
    return (await peopleInScope(db, { scopePath: scopes, onDay, asItStood: true })).people
      .map(({ id }) => id)
      .sort();
  };

  it('an assessor whose right goes on sees today’s people, and on a day before those of that day', async () => {
    const assessor = await aGrantOver(db, 'assessor', town.east);
    const head = await somebody(db, town.one);
    const gone = await somebody(db, town.grid, 'grid-leader', { validTo: '2026-06-30' });
    const west = await somebody(db, town.nine);
    await done(db, moves(), DAY);
    const actor = await signedIn(assessor.personId);
    expect(await names(actor, TODAY)).toEqual([head.personId]);
    expect(await names(actor, EVE)).toEqual([head.personId]);
    expect(await names(actor, '2026-06-30')).toEqual([head.personId, gone.personId].sort());
    expect(assessedScopes(actor)).toHaveLength(2);
    const scopes = scopesOf(actor, 'assessor');
    expect(await belongsTo(db, { personId: gone.personId, scopes, onDay: '2026-06-30' })).toBe(true);
    expect(await belongsTo(db, { personId: west.personId, scopes, onDay: '2026-06-30' })).toBe(false);
    const span = { from: '2026-01-01', to: '2026-12-31', years: [2026] };
    const posts = (await postsOfMany(db, [gone.personId], span)).get(gone.personId)?.posts ?? [];
    expect([reaches(actor, posts, '2026-06-30'), reaches(actor, posts, TODAY)]).toEqual([true, false]);
  });

  it('whoever has a part of what was split reaches back to that part only; whoever had it whole, to the whole', async () => {
    const whole = await aGrantOver(db, 'assessor', town.east);
    const [own, head] = [await somebody(db, town.east, 'volunteer'), await somebody(db, town.one)];
    const grid = await somebody(db, town.grid, 'grid-leader');
    const parts = [
      { name: '东一社区', childIds: [town.grid.id] },
      { name: '东二社区', childIds: [town.yard.id] },
    ];
    await done(db, { kind: 'split', unitId: town.east.id, parts, rest: 0 }, DAY);
    const units = await db
      .selectFrom('org_unit')
      .select(['id', 'path', 'name'])
      .where('name', 'in', ['东一社区', '东二社区'])
      .orderBy('path')
      .execute();
    const [first, second] = units;
    if (!first || !second) throw new Error('no parts');
    const one = await signedIn((await aGrantOver(db, 'assessor', first)).personId);
    const two = await signedIn((await aGrantOver(db, 'assessor', second)).personId);
    expect(await names(one, EVE)).toEqual([own.personId, grid.personId].sort());
    expect(await names(two, EVE)).toEqual([head.personId]);
    const all = [own.personId, head.personId, grid.personId].sort();
    expect(await names(await signedIn(whole.personId), EVE)).toEqual(all);
    expect(await names(await signedIn(whole.personId), TODAY)).toEqual(all);
  });

  it('a merge that is planned widens nobody’s view before its day', async () => {
    const west = await aGrantOver(db, 'assessor', town.west);
    await somebody(db, town.one);
    await done(db, { kind: 'merge', unitIds: [town.east.id], intoId: town.west.id, name: '' }, '2027-01-01');
    const actor = await signedIn(west.personId);
    expect(actor.roles).toMatchObject([{ scopePath: town.west.path }]);
    expect(await names(actor, TODAY)).toEqual([]);
    const later = await signedIn(west.personId, new Date('2027-01-05T04:00:00.000Z'));
    expect(await names(later, '2027-01-05')).toHaveLength(1);
  });

  it('nobody’s year changes: the position was held throughout', async () => {
    await withPolicies(db);
    const head = await somebody(db, town.one, 'building-head', { validFrom: '2025-03-01' });
    const asked = { year: 2026, today: TODAY };
    const before = await yearStanding(db, head.personId, asked);
    await done(db, moves(), DAY);
    const { standings } = await yearStanding(db, head.personId, asked);
    expect(standings).toMatchObject([
      { since: '2025-03-01', required: 1600, share: { months: 12, ofMonths: 12 } },
    ]);
    expect(standings.map(({ required, since }) => [required, since])).toEqual(
      before.standings.map(({ required, since }) => [required, since]),
    );
  });

  it('a section, a place and a party organisation mean what has taken the place of their community', async () => {
    const { unitId } = await done(db, moves(), DAY);
    const moved = await findUnit(db, unitId);
    const heirs = `${town.east.id}\t${moved?.path}\t${DAY}\n`;
    const eligibility = `community\t${town.east.id}\t东园社区\t${town.east.path}\n`;
    expect(rulesIn({ eligibility, heirs }, TODAY).map(({ path }) => path)).toEqual([
      town.east.path,
      moved?.path,
    ]);
    expect(rulesIn({ eligibility, heirs }, EVE).map(({ path }) => path)).toEqual([town.east.path]);
    const committee = await findUnit(db, town.committee.id);
    if (!committee || !moved) throw new Error('gone');
    expect(await linkedUnits(db, committee, TODAY)).toMatchObject([{ id: unitId }]);
    expect(await linkedUnits(db, committee, EVE)).toMatchObject([{ id: town.east.id }]);
    expect(await linkedUnits(db, moved, TODAY)).toMatchObject([{ id: town.committee.id }]);
    const venue = {
      id: newId(),
      name: '东园睦邻中心',
      tier: '睦邻中心',
      address: '和风路 1 号',
      capacity: 40,
    };
    await db
      .insertInto('venue')
      .values({ ...venue, ramp: 1, lift: 0, toilet: 1, opening_hours: '', org_unit_id: town.east.id })
      .execute();
    await done(db, { kind: 'rename', unitId, name: '东和社区' }, '2026-11-01');
    expect(await venueById(db, venue.id, TODAY)).toMatchObject({ community: '东和社区' });
  });

  it('a section says its community as it is called on the day', async () => {
    await withPolicies(db);
    const section = await aSection(db, {
      termId: await aTerm(db),
      eligibility: [{ kind: 'community', value: town.east.id, label: '东园社区' }],
    });
    const said = async (day: string) => (await sectionSheet(db, section.sectionId, day))?.eligibility;
    expect(await said(TODAY)).toEqual(['东园社区']);
    await done(db, { kind: 'rename', unitId: town.east.id, name: '东和社区' }, DAY);
    expect([await said(EVE), await said(TODAY)]).toEqual([['东园社区'], ['东和社区']]);
    const offered = await sectionsOfCourse(db, section.course.courseId, now);
    expect(offered[0]?.eligibility).toEqual(['东和社区']);
    expect(await choose(db, await somebody(db, town.west), { section })).toMatchObject({
      refusal: { asks: 'community', labels: ['东和社区'] },
    });
    const renamed = await idOf('东和社区');
    await done(db, { kind: 'merge', unitIds: [renamed], intoId: town.west.id, name: '' }, '2026-11-01');
    expect([await said('2026-10-31'), await said(TODAY)]).toEqual([['东和社区'], ['西园社区']]);
    await done(db, { kind: 'rename', unitId: town.west.id, name: '和园社区' }, '2027-01-01');
    expect([await said(TODAY), await said('2027-01-01')]).toEqual([['西园社区'], ['和园社区']]);
  });

  it('two at once follow each other, and one that comes too late is refused', async () => {
    for (const place of [town.one, town.two, town.grid]) await somebody(db, place);
    const both = await Promise.all(
      [
        { kind: 'rename', unitId: town.east.id, name: '甲社区' } as const,
        { kind: 'move', unitId: town.east.id, parentId: town.other.id } as const,
        { kind: 'rename', unitId: town.west.id, name: '乙社区' } as const,
        { kind: 'move', unitId: town.yard.id, parentId: town.west.id } as const,
      ].map((change) => changeUnits(db, { actor: academy, change, day: DAY, reason: '区划调整', now })),
    );
    expect(both.filter(({ ok }) => ok).length).toBeGreaterThanOrEqual(1);
    for (const outcome of both) if (!outcome.ok) expect(outcome.reason).toBe('changed-since');
    const standing = await db
      .selectFrom('org_unit')
      .select('id')
      .where('name', 'in', ['东园社区', '甲社区'])
      .where('valid_to', 'is', null)
      .execute();
    expect(standing).toHaveLength(1);
  });
});
