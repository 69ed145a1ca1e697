import { describe, expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };
import type { EarnedEntry } from './choice.rules.ts';
import { gainOf, helps, missingThings } from './filling.rules.ts';
import { planAward } from './rules.rules.ts';
import { creditRules } from './rules.schema.ts';
import { creditSchemes, type Scheme } from './schemes.schema.ts';
import { type StandingInput, standingOf } from './standing.rules.ts';

const rules = creditRules.parse(rulesText);
const { schemes } = creditSchemes.parse(schemesText);
const [secretary, , , , head] = schemes as [Scheme, Scheme, Scheme, Scheme, Scheme];

const input = (scheme: Scheme, entries: EarnedEntry[] = []): StandingInput => ({
  ...{ rules, scheme, entries, months: 12, firstYear: false, exempt: false },
  finishedCodes: new Set(['DX01']),
});
const earned = (amount: number, more: Partial<EarnedEntry> = {}): EarnedEntry => ({
  ...{ category: 'A', line: 'face', item: `completion ${amount}`, elective: false, amount },
  ...{ occurredOn: '2026-05-01', school: 'party', courseCode: null, ...more },
});
const section = (face: number, recorded: number, school: 'party' | 'governance' = 'governance') => ({
  sectionId: 's',
  courseCode: 'ZL99',
  on: '2026-12-01',
  lines: planAward(rules, {
    ...{ school, required: true },
    hoursFaceHundredths: face,
    hoursRecordedHundredths: recorded,
  }),
});

describe('what is missing', () => {
  it('is the courses first, then the minimums, then what is left of the total', () => {
    const standing = standingOf(input(secretary, [earned(800)]));
    expect(missingThings(secretary, standing).map((each) => [each.kind, each.label, each.missing])).toEqual([
      ['course', 'DX12', 0],
      ['minimum', '社区党校', 800],
      ['minimum', '社区治理学院', 2400],
      ['rest', '', 2000],
    ]);
  });

  it('is nothing for whoever has met the scheme, is exempt or owes nothing', () => {
    const met = standingOf(
      input(head, [earned(800), earned(800, { item: 'completion b', occurredOn: '2026-05-02' })]),
    );
    expect(met.status).toBe('met');
    expect(missingThings(head, met)).toEqual([]);
    expect(missingThings(head, standingOf({ ...input(head), exempt: true }))).toEqual([]);
  });

  it('knows what no section pays: practice and projects are done and declared', () => {
    const among = (categories: ('A' | 'C')[]) => ({ label: '实践', among: { categories }, hundredths: 400 });
    const scheme = { ...head, minimums: [among(['C']), among(['A', 'C'])] };
    const things = missingThings(scheme, standingOf(input(scheme)));
    expect(things.map(({ bySections }) => bySections)).toEqual([false, true, true]);
  });
});

describe('what a section would add', () => {
  it('is what counts of it within the caps, not what it pays', () => {
    // Online counts 6.4 of 16 at most, and 6 are there.
    const standing = standingOf(input(head, [earned(600, { category: 'B', line: 'recorded' })]));
    expect(standing.counted).toBe(600);
    const gain = gainOf(
      input(head, [earned(600, { category: 'B', line: 'recorded' })]),
      standing,
      section(0, 400),
    );
    expect(gain.counted).toBe(40);
  });

  it('helps with a minimum of its school and with the total, and with the course that is asked for', () => {
    const before = standingOf(input(secretary));
    const gain = gainOf(input(secretary), before, section(300, 0, 'party'));
    expect(gain).toEqual({ counted: 300, minimums: [300, 0] });
    const [course, party, governance, rest] = missingThings(secretary, before);
    const helping = [course, party, governance, rest].map((thing) => thing && helps(thing, 'ZL99', gain));
    expect(helping).toEqual([false, true, false, true]);
    expect(course && helps(course, 'DX12', { counted: 0, minimums: [] })).toBe(true);
  });

  it('is nothing where the scheme does not count it', () => {
    const before = standingOf(input(head));
    const lines = section(300, 0).lines.map((line) => ({ ...line, school: 'senior' as const }));
    expect(gainOf(input(head), before, { ...section(300, 0), lines }).counted).toBe(0);
  });
});
