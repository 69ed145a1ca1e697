import { describe, expect, it } from 'vitest';
import { declarableKinds, payOfClaim } from '#app/features/declarations/declarable.rules.ts';
import { exampleOf, type Place } from '#tests/credits/policy-files.ts';
import { rules2026 } from '#tests/support/world.ts';

const kinds = (place: Place) => declarableKinds(exampleOf(place).rules).map(({ key }) => key);
const claim = { level: null, units: null, again: false } as const;

describe('what the published rule sets of other places let people declare', () => {
  it('is what no section pays, kind by kind', () => {
    expect(kinds('nanjing')).toEqual([
      ...['A.party-school', 'A.half-day', 'A.study-group', 'A.outside', 'A.abroad-short', 'A.abroad-long'],
      ...['A.university', 'A.in-house', 'A.degree', 'D.teaching', 'E.paper'],
    ]);
    expect(kinds('yunnan')).toEqual(['B.test']);
    expect(kinds('shanxi')).toEqual(['A.collective']);
    expect(kinds('zhongwei')).toEqual(['A.off-job']);
  });

  it('is reckoned by rate and by level, required or elective as the rules say', () => {
    const { rules } = exampleOf('nanjing');
    const pays = (category: 'A' | 'D' | 'E', activity: string, said: object) =>
      payOfClaim(rules, { ...claim, category, activity, ...said });
    expect(pays('A', 'outside', { units: 1000 })).toMatchObject({ amount: 6000, line: 'outside' });
    expect(pays('D', 'teaching', { units: 300 })).toMatchObject({ amount: 1500, line: 'teaching' });
    expect(pays('E', 'paper', { level: 'province' })).toMatchObject({ amount: 2400, line: 'paper.province' });
    expect(pays('E', 'paper', { level: 'world' })).toBeNull();
    const electives = declarableKinds(rules).filter(({ elective }) => elective);
    expect(electives.map(({ key }) => key)).toEqual(['A.degree', 'D.teaching', 'E.paper']);
    const itemised = declarableKinds(rules).filter((kind) => kind.item !== null);
    expect(itemised.map(({ key }) => key)).toEqual([
      ...['A.outside', 'A.abroad-short', 'A.abroad-long', 'A.in-house', 'E.paper'],
    ]);
  });

  it('of the college itself stays as it was: elective, and nothing of A, B or C', () => {
    const own = declarableKinds(rules2026);
    expect(new Set(own.map(({ category }) => category))).toEqual(new Set(['D', 'E', 'F', 'G', 'H']));
    expect(own.every(({ elective, item }) => elective && item === null)).toBe(true);
  });
});
