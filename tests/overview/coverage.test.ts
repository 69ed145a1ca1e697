import { beforeEach, expect, it } from 'vitest';
import { scopeCoverage } from '#app/features/overview/coverage.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { aPlace, assessorOf, earn, type Place, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now, withPolicies } from '#tests/support/world.ts';

const moment = { year: 2026, lastDay: '2026-11-22' };

describeOnBothDatabases('how many of a scope have reached their year', (open) => {
  let db: Db;
  let street: Place;
  let east: Place;
  let west: Place;
  let assessor: string;
  let ruleVersionId: string;
  beforeEach(async () => {
    db = await open();
    ruleVersionId = await withPolicies(db);
    street = await aPlace(db, null, 'street', '方圆街道');
    east = await aPlace(db, street, 'community', '东园社区');
    west = await aPlace(db, street, 'community', '西园社区');
    assessor = await somebody(db, '查小看', []);
  });

  /** So many people of a kind, of whom some have what a volunteer needs. */
  async function crowd(place: Place, position: Position, { people, met }: { people: number; met: number }) {
    for (let at = 0; at < people; at++) {
      const personId = await somebody(db, '佟向暖', [[position, place]]);
      if (at < met) await earn(db, { personId, amount: 1_600, ruleVersionId, courseCode: 'SM03' });
    }
  }

  const of = (...places: (Place | null)[]): Actor => assessorOf(assessor, places);

  it('is told by community in the order of the organisation and by position in that of the words', async () => {
    await crowd(west, 'volunteer', { people: 12, met: 6 });
    await crowd(east, 'volunteer', { people: 10, met: 5 });
    await crowd(east, 'resident', { people: 6, met: 0 });
    await reckonYears(db, { now });
    const seen = await scopeCoverage(db, { actor: of(street), moment });
    expect(seen.whole).toEqual({ kind: 'share', people: 22, percent: 50 });
    expect(seen.communities).toEqual([
      { label: '东园社区', shown: { kind: 'share', people: 10, percent: 50 } },
      { label: '西园社区', shown: { kind: 'share', people: 12, percent: 50 } },
    ]);
    expect(seen.positions).toEqual([{ label: '志愿者', shown: { kind: 'share', people: 22, percent: 50 } }]);
    expect(seen.until).toBe(now.toISOString());
    expect(await scopeCoverage(db, { actor: of(null), moment })).toEqual(seen);
  });

  it('counts people of the scope only, each in one community: where they live', async () => {
    await crowd(east, 'volunteer', { people: 10, met: 5 });
    const both = await somebody(db, '安如山', [
      ['volunteer', east],
      ['resident', west],
    ]);
    await crowd(west, 'volunteer', { people: 9, met: 4 });
    await earn(db, { personId: both, amount: 1_600, ruleVersionId, courseCode: 'SM03' });
    await reckonYears(db, { now });
    expect((await scopeCoverage(db, { actor: of(street), moment })).communities).toEqual([
      { label: '东园社区', shown: { kind: 'share', people: 10, percent: 50 } },
      { label: '西园社区', shown: { kind: 'share', people: 10, percent: 50 } },
    ]);
    expect((await scopeCoverage(db, { actor: of(east), moment })).whole).toMatchObject({ people: 11 });
    expect(await scopeCoverage(db, { actor: of(), moment })).toMatchObject({
      communities: [],
      positions: [],
    });
  });

  it('says nothing of four people, nor what would tell of them', async () => {
    await crowd(east, 'volunteer', { people: 14, met: 7 });
    await crowd(west, 'volunteer', { people: 4, met: 2 });
    await reckonYears(db, { now });
    const { whole, communities } = await scopeCoverage(db, { actor: of(street), moment });
    const shown = [whole, ...communities.map((one) => one.shown)].filter(({ kind }) => kind !== 'hidden');
    expect(shown).toHaveLength(1);
    expect(communities.find(({ label }) => label === '西园社区')?.shown).toEqual({ kind: 'hidden' });
  });
});
