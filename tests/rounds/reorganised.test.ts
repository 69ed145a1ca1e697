import { beforeEach, expect, it } from 'vitest';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import type { Db } from '#db/database.ts';
import { aTown, done, somebody, TODAY } from '#tests/restructuring/town.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, closed, drawable, firstOf, rosters } from './hall.ts';

const OTHERS = 12;

describeOnBothDatabases('seats reserved for a community that changed after they were', (open) => {
  let db: Db;
  let town: Awaited<ReturnType<typeof aTown>>;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    town = await aTown(db);
  });

  /** Two seats, one of them for 东园社区; `near` asks and many from elsewhere; then the community changes and it is drawn. */
  async function drawn(change: Change, at: { id: string; path: string }) {
    const quotas = [
      { sectionId: null, kind: 'community', value: town.east.id, label: '东园社区', share: 50 },
    ] as const;
    const hall = await aRound(db, { sections: [{ capacity: 2 }], quotas: [...quotas] });
    const near = await somebody(db, at, 'resident');
    const north = await somebody(db, town.north, 'resident');
    const others = await Promise.all(Array.from({ length: OTHERS }, () => aLearner(db)));
    for (const learner of [north, ...others, near])
      expect(await ask(db, learner, [firstOf(hall)])).toMatchObject({ outcome: 'applied' });
    await done(db, change, TODAY);
    for (const at of [closed, drawable]) await advanceRounds(db, { actor: academy, now: at });
    const [roster = []] = await rosters(db, hall);
    const marks = await db.selectFrom('application').select(['person_id', 'community_id']).execute();
    const markOf = (personId: string) => marks.find(({ person_id: id }) => id === personId)?.community_id;
    return {
      roster,
      near: near.personId,
      nearMark: markOf(near.personId),
      northMark: markOf(north.personId),
    };
  }

  it.each(['east', 'west'] as const)(
    'go on for whoever is in what it was merged into: somebody of the %s',
    async (side) => {
      const change = { kind: 'merge', unitIds: [town.east.id], intoId: town.west.id, name: '' } as const;
      const { roster, near, nearMark, northMark } = await drawn(change, town[side]);
      expect(roster).toHaveLength(2);
      expect(roster).toContain(near);
      expect([nearMark, northMark]).toEqual([town.east.id, town.north.id]);
    },
  );

  it.each(['grid', 'one'] as const)(
    'go on for whoever is in a part of it, after it was split: somebody of %s',
    async (side) => {
      const parts = [
        { name: '东一社区', childIds: [town.grid.id] },
        { name: '东二社区', childIds: [town.yard.id] },
      ];
      const { roster, near, nearMark } = await drawn(
        { kind: 'split', unitId: town.east.id, parts, rest: 0 },
        town[side],
      );
      expect(roster).toContain(near);
      expect(nearMark).toBe(town.east.id);
    },
  );

  it('leave with a yard that goes to another community', async () => {
    const change = { kind: 'move', unitId: town.yard.id, parentId: town.west.id } as const;
    const { nearMark } = await drawn(change, town.one);
    expect(nearMark).toBe(town.west.id);
  });
});
