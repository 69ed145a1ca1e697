import { describe, expect, it } from 'vitest';
import type { EarnedEntry } from '#app/features/credits/choice.rules.ts';
import { missingThings } from '#app/features/credits/filling.rules.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes, type Scheme } from '#app/features/credits/schemes.schema.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };
import { declaredWays } from './declared-ways.rules.ts';

const rules = creditRules.parse(rulesText);
const head = creditSchemes.parse(schemesText).schemes.find(({ position }) => position === 'building-head');

const among = (...categories: CategoryCode[]) => ({
  ...{ label: categories.join(), among: { categories }, hundredths: 400 },
});

function waysOf(minimum: Scheme['minimums'][number], entries: EarnedEntry[] = []) {
  const scheme = { ...(head as Scheme), minimums: [{ ...minimum, reachedBy: 'counted' as const }] };
  const input = {
    ...{ rules, scheme, entries, months: 12, firstYear: false, exempt: false },
    finishedCodes: new Set<string>(),
  };
  const standing = standingOf(input);
  const [thing] = missingThings(scheme, standing).filter(({ kind }) => kind === 'minimum');
  const declaring = { rules, standing, input, on: '2026-11-22' };
  return thing ? declaredWays(thing, declaring).map(({ key }) => key) : null;
}

describe('what may be declared for what is missing', () => {
  it('is the kinds that the minimum counts', () => {
    expect(waysOf(among('D'))).toEqual(['D.teaching']);
    expect(waysOf(among('G', 'H'))).toEqual(['G.service', 'H.outside']);
  });

  it('is nothing for practice, which a teacher accepts, and nothing for a school', () => {
    expect(waysOf(among('C'))).toEqual([]);
    expect(waysOf({ label: '社区党校', school: 'party', hundredths: 400 })).toEqual([]);
  });

  it('is nothing that the caps let count no more', () => {
    // Service counts 15 % of 16 credits.
    const served: EarnedEntry = {
      ...{ category: 'G', line: 'service', item: 'declaration 1', elective: true, amount: 240 },
      ...{ occurredOn: '2026-05-01', school: null, courseCode: null },
    };
    expect(waysOf(among('G'))).toEqual(['G.service']);
    expect(waysOf(among('G'), [served])).toEqual([]);
  });
});
