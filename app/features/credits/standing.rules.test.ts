import { describe, expect, it } from 'vitest';
import type { Position } from '#app/lib/vocabulary.ts';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };
import type { EarnedEntry } from './choice.rules.ts';
import { creditRules } from './rules.schema.ts';
import { creditSchemes } from './schemes.schema.ts';
import { type StandingInput, standingOf } from './standing.rules.ts';

const rules = creditRules.parse(rulesText);
const { schemes } = creditSchemes.parse(schemesText);

function schemeOf(position: Position) {
  const scheme = schemes.find(({ positions }) => positions.includes(position));
  if (!scheme) throw new Error(position);
  return scheme;
}

function earned(
  category: EarnedEntry['category'],
  amount: number,
  more: Partial<EarnedEntry> = {},
): EarnedEntry {
  const what = { category, amount, elective: false, line: 'face', item: 'completion c1' };
  return { ...what, school: 'governance', courseCode: 'ZL02', occurredOn: '2026-05-06', ...more };
}

/** A building head (16 credits, no minimum, three courses in the first year) of long standing, unless said otherwise. */
function standing(entries: EarnedEntry[], more: Partial<StandingInput> = {}) {
  return standingOf({
    rules,
    scheme: schemeOf('building-head'),
    entries,
    finishedCodes: new Set(),
    months: 12,
    firstYear: false,
    exempt: false,
    ...more,
  });
}

const onDays = (category: EarnedEntry['category'], ...amounts: number[]) =>
  amounts.map((amount, index) => earned(category, amount, { occurredOn: `2026-03-0${index + 1}` }));

describe('what counts towards a year', () => {
  it('adds up what was earned and says what is missing', () => {
    expect(standing([])).toMatchObject({
      required: 1600,
      earned: 0,
      counted: 0,
      missing: 1600,
      status: 'not-met',
      categories: [],
    });
    expect(standing(onDays('A', 800, 500))).toMatchObject({ earned: 1300, counted: 1300, missing: 300 });
    expect(standing(onDays('A', 800, 800, 800))).toMatchObject({
      earned: 2400,
      counted: 2400,
      missing: 0,
      status: 'met',
    });
  });

  it('is nearly met from exactly four fifths on', () => {
    const at = (amount: number) => standing(onDays('A', 700, amount - 700)).status;
    expect(at(1275)).toBe('not-met');
    expect(at(1279)).toBe('not-met');
    expect(at(1280)).toBe('nearly');
    expect(at(1599)).toBe('nearly');
    expect(standing(onDays('A', 800, 800)).status).toBe('met');
  });

  it('counts a share of the requirement at most, whatever more was earned', () => {
    const [online] = standing(onDays('B', 1000)).categories;
    expect(online).toEqual({ category: 'B', label: '在线学习', earned: 1000, counted: 640, cap: 640 });
    const shares = { C: 400, D: 480, E: 640, F: 640, G: 240 } as const;
    for (const [category, cap] of Object.entries(shares)) {
      const [line] = standing(onDays(category as EarnedEntry['category'], 5000)).categories;
      expect([category, line?.counted, line?.cap]).toEqual([category, cap, cap]);
    }
    const both = standing([...onDays('A', 800, 200), ...onDays('B', 1000)]);
    expect(both).toMatchObject({ earned: 2000, counted: 1640, missing: 0, status: 'met' });
  });

  it('takes the lower of the share and the maximum of the scheme', () => {
    const scheme = schemeOf('building-head');
    const maximum = (hundredths: number) => ({
      ...scheme,
      maximums: [{ label: '在线学习', category: 'B' as const, hundredths }],
    });
    expect(standing(onDays('B', 1000), { scheme: maximum(300) }).categories[0]).toMatchObject({
      counted: 300,
      cap: 300,
    });
    expect(standing(onDays('B', 1000), { scheme: maximum(900) }).categories[0]).toMatchObject({
      counted: 640,
      cap: 640,
    });
  });

  it('counts eight of one day at most, and every day by itself', () => {
    const sameDay = standing([earned('A', 600), earned('A', 600)]);
    expect(sameDay).toMatchObject({ earned: 1200, counted: 800 });
    expect(standing(onDays('A', 900, 300))).toMatchObject({ earned: 1200, counted: 1100 });
    expect(standing([earned('A', 800), earned('H', 800)])).toMatchObject({ counted: 1600 });
  });

  it('does not depend on the order of posting', () => {
    const entries = [...onDays('A', 900, 300), ...onDays('B', 400, 500), ...onDays('C', 200, 300)];
    expect(standing([...entries].reverse())).toEqual(standing(entries));
  });

  it('asks for a year in proportion to the months, to a quarter of a credit', () => {
    const required = (months: number) => standing([], { months }).required;
    expect([12, 9, 6, 1].map(required)).toEqual([1600, 1200, 800, 125]);
    expect(required(5)).toBe(675);
    const scheme = schemeOf('party-secretary');
    const half = standing([...onDays('B', 5000)], { scheme, months: 6 });
    expect(half.required).toBe(3000);
    expect(half.minimums.map((minimum) => minimum.required)).toEqual([800, 1200]);
    expect(half.categories[0]).toMatchObject({ counted: 1200, cap: 1200 });
  });

  it('asks for each school its minimum, besides the total', () => {
    const scheme = schemeOf('party-member');
    const done = { scheme, finishedCodes: new Set(['DX01']) };
    const short = standing(
      [
        ...onDays('A', 800, 800, 800),
        ...[4, 5].map((day) => earned('A', 800, { school: 'party', occurredOn: `2026-04-0${day}` })),
      ],
      done,
    );
    expect(short).toMatchObject({ counted: 4000, missing: 0, status: 'nearly' });
    expect(short.minimums).toEqual([
      { label: '社区党校', school: 'party', required: 2400, earned: 1600, missing: 800 },
    ]);
    const party = onDays('A', 800, 800, 800).map((entry) => ({ ...entry, school: 'party' as const }));
    expect(standing([...party, earned('A', 800)], done)).toMatchObject({ missing: 0, status: 'met' });
  });

  it('asks for the required courses of the year, and of the first year only in it', () => {
    const plenty = onDays('A', 800, 800);
    expect(standing(plenty, { firstYear: true }).status).toBe('nearly');
    const some = standing(plenty, { firstYear: true, finishedCodes: new Set(['SM04', 'ZL05']) });
    expect(some.requiredCourses.map(({ code, done, dueThisYear }) => [code, done, dueThisYear])).toEqual([
      ['SM04', true, true],
      ['ZL05', true, true],
      ['ZL07', false, true],
    ]);
    expect(some.status).toBe('nearly');
    expect(
      standing(plenty, { firstYear: true, finishedCodes: new Set(['SM04', 'ZL05', 'ZL07']) }).status,
    ).toBe('met');
    expect(standing(plenty).status).toBe('met');
    const everyYear = {
      scheme: {
        ...schemeOf('building-head'),
        requiredCourses: [{ code: 'DX01', alternatives: [], within: 'year' as const }],
      },
    };
    expect(standing(plenty, everyYear).status).toBe('nearly');
  });

  it('takes an alternative for a required course', () => {
    const leader = { scheme: schemeOf('organisation-leader'), firstYear: true };
    const plenty = onDays('A', 800, 800, 800);
    expect(standing(plenty, leader).status).toBe('nearly');
    for (const code of ['ZL10', 'ZL13']) {
      expect(standing(plenty, { ...leader, finishedCodes: new Set([code]) }).status).toBe('met');
    }
  });

  it('counts its schools, the courses that it names, and what belongs to no school', () => {
    const citizen = (courseCode: string | null) =>
      standing([earned('A', 400, { school: 'citizen', courseCode })]).earned;
    expect(citizen('SM04')).toBe(400);
    expect(citizen('SM12')).toBe(0);
    expect(citizen(null)).toBe(0);
    expect(standing([earned('F', 400, { school: null, courseCode: null })]).earned).toBe(400);
  });

  it('frees the exempt, and asks nothing where there is no scheme', () => {
    expect(standing([], { exempt: true })).toMatchObject({ status: 'exempt', missing: 1600 });
    const resident = { scheme: schemeOf('senior-learner') };
    const file = standing([...onDays('B', 5000), earned('G', 900, { school: 'senior' })], resident);
    expect(file).toMatchObject({ required: 0, missing: 0, earned: 5900, counted: 5900, status: 'no-scheme' });
    expect(standing([], { ...resident, exempt: true }).status).toBe('exempt');
  });
});
