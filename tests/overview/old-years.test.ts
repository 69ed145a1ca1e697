import { beforeEach, expect, it } from 'vitest';
import { momentOf } from '#app/features/assessment/moment.rules.ts';
import { scopeCoverage } from '#app/features/overview/coverage.server.ts';
import { listedPeople, scopeOverview } from '#app/features/overview/people.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { withPolicies } from '#tests/support/world.ts';

/** Two years after the first rules: 2026 was never closed, and for 2025 nothing was published. */
const today = '2028-03-01';
const now = new Date(`${today}T02:00:00.000Z`);

describeOnBothDatabases('a year that is long over and was never closed', (open) => {
  let db: Db;
  let actor: Actor;
  beforeEach(async () => {
    db = await open();
    const ruleVersionId = await withPolicies(db);
    const east = await aPlace(db, null, 'community', '东园社区');
    const head = await somebody(db, '安如山', [['building-head', east]]);
    await somebody(db, '白小河', [['building-head', east]]);
    await earn(db, { personId: head, amount: 1_300, ruleVersionId });
    actor = assessorOf(await somebody(db, '查看人', []), [east]);
    await reckonYears(db, { now });
  });

  const asked = { q: '', page: 1, position: null, community: null };
  const of = (year: string, result: 'nearly' | 'no-scheme' | null) =>
    scopeOverview(db, { actor, moment: momentOf({ year }, today), asked: { ...asked, result } });
  const names = ({ people }: { people: readonly { name: string }[] }) => people.map(({ name }) => name);

  it('is counted, and the list narrowed by result, like any other', async () => {
    const found = await of('2026', 'nearly');
    expect(found).toMatchObject({
      isAsked: true,
      counts: { nearly: 1, 'not-met': 1 },
      until: now.toISOString(),
    });
    expect(names(found)).toEqual(['安如山']);
  });

  it('says so where nothing was asked of anybody, and shows everybody whatever result the address asks for', async () => {
    for (const result of ['nearly', 'no-scheme', null] as const) {
      const found = await of('2025', result);
      expect(found).toMatchObject({ isAsked: false, counts: {}, until: null, total: 2 });
      expect(names(found)).toEqual(['安如山', '白小河']);
    }
    const moment = momentOf({ year: '2025' }, today);
    const listed = await listedPeople(db, {
      ...{ actor, moment, pageSize: 9 },
      asked: { ...asked, result: 'nearly' },
    });
    expect(names(listed)).toEqual(['安如山', '白小河']);
    expect(await scopeCoverage(db, { actor, moment })).toMatchObject({ isAsked: false, until: null });
    expect(await scopeCoverage(db, { actor, moment: momentOf({ year: '2026' }, today) })).toMatchObject({
      isAsked: true,
      until: now.toISOString(),
    });
  });
});
