import { describe, expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import schemesText from '#content/policies/schemes-2026.json' with { type: 'json' };
import type { EarnedEntry } from './choice.rules.ts';
import { creditRules } from './rules.schema.ts';
import { type AskedInYear, schemeYear, type TermOfPost, yearsBefore } from './scheme-year.rules.ts';
import { creditSchemes, type Scheme } from './schemes.schema.ts';

const college = creditRules.parse(rulesText);
const schemes = creditSchemes.parse(schemesText);
const head = schemes.schemes.find(({ position }) => position === 'building-head');
if (!head) throw new Error('no building head');
const [social] = schemes.schemes.flatMap(({ counters = [] }) =>
  counters.filter(({ key }) => key === 'licensed-social-work'),
);
if (!social) throw new Error('no counter of social workers');

const asked = (year: number, rules = college): AskedInYear => ({
  year,
  day: `${year}-12-31`,
  rules,
  schemes,
});

const post = (validFrom: string, validTo: string | null = null): TermOfPost => ({
  position: 'building-head',
  validFrom,
  validTo,
  exemptYears: [],
});

function earned(occurredOn: string, amount: number, more: Partial<EarnedEntry> = {}): EarnedEntry {
  const what = { category: 'A' as const, line: 'face', item: `item ${occurredOn}`, elective: true };
  return { ...what, occurredOn, amount, school: null, courseCode: null, ...more };
}

function yearOf(
  year: AskedInYear,
  awards: EarnedEntry[],
  more: { posts?: TermOfPost[]; scheme?: Scheme; earlier?: AskedInYear[] } = {},
) {
  const { posts = [post('2020-01-01')], scheme = head as Scheme, earlier = [] } = more;
  return schemeYear(year, scheme, { posts, awards, finishedCodes: new Set() }, earlier);
}

describe('a scheme’s year', () => {
  it('may begin on another day than the calendar’s (陆良: 1 December to 30 November)', () => {
    const rules = creditRules.parse({ ...rulesText, accountingYear: { from: '12-01', to: '11-30' } });
    const days = ['2025-11-30', '2025-12-01', '2026-11-30', '2026-12-01'];
    const entries = days.map((day, index) => earned(day, 100 * (index + 1)));
    const found = yearOf(asked(2026, rules), entries);
    // 2 + 3: of the others one belongs to 2025 and one to 2027. The calendar’s year would have 3 + 4.
    expect(found).toMatchObject({ days: { from: '2025-12-01', to: '2026-11-30' }, counted: 500 });
    expect(yearOf(asked(2026), entries)).toMatchObject({ counted: 700 });
    // Since 15 March: March to November are nine of twelve months, 16 × 9 ÷ 12 = 12.
    const posts = [post('2026-03-15')];
    const year = { ...asked(2026, rules), day: '2026-11-30' };
    expect(yearOf(year, [], { posts })).toMatchObject({ required: 1200, since: '2026-03-15' });
    expect(yearOf(asked(2026), [], { posts })).toMatchObject({ required: 1325 });
  });

  it('is whole for somebody who changed the community in it, and partial after a break', () => {
    const moved = [post('2022-01-01', '2026-05-31'), post('2026-06-01')];
    expect(yearOf(asked(2026), [], { posts: moved })).toMatchObject({ required: 1600, since: '2022-01-01' });
    const overlapping = [post('2022-01-01', '2026-07-31'), post('2026-06-01')];
    expect(yearOf(asked(2026), [], { posts: overlapping })).toMatchObject({ required: 1600 });
    // A day without a post is a break: June to December are seven months, 16 × 7 ÷ 12 = 9.33, to a quarter 9.25.
    const broken = [post('2022-01-01', '2026-05-30'), post('2026-06-01')];
    expect(yearOf(asked(2026), [], { posts: broken })).toMatchObject({ required: 925, since: '2026-06-01' });
    expect(yearOf(asked(2026), [], { posts: [post('2022-01-01', '2026-05-31')] })).toBeNull();
  });

  it('does not look back where the rules only announce carry-over', () => {
    expect(yearsBefore(asked(2026))).toEqual([]);
    const surplus = [earned('2025-05-01', 800), earned('2025-06-01', 800), earned('2025-07-01', 800)];
    expect(yearOf(asked(2026), surplus, { earlier: [asked(2025)] })).toMatchObject({ carriedIn: 0 });
  });

  it('takes over electives only, to a fifth, for as many years as the rules say', () => {
    const carryOver = { ...college.carryOver, into: 'total', validYears: 2 };
    const rules = creditRules.parse({ ...rulesText, carryOver });
    const year = (number: number) => asked(number, rules);
    expect(yearsBefore(year(2026))).toEqual([2023, 2024, 2025]);
    const earlier = [2023, 2024, 2025, 2026].map(year);
    const days = ['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04'];
    const all = days.map((day) => earned(day, 800));
    // 2024: 32 of 16. A fifth of 16 is 3.2: that much in 2025, that much again in 2026, nothing in 2027.
    const carried = (number: number, entries = all) => yearOf(year(number), entries, { earlier })?.carriedIn;
    expect([2025, 2026, 2027].map((number) => carried(number))).toEqual([320, 320, 0]);
    // Only what is missing is used: 14 of 16 earned in 2025 leave 2 to fill.
    const more = [...all, earned('2025-03-01', 800), earned('2025-03-02', 600)];
    expect(carried(2025, more)).toBe(200);
    // Of 32 only one credit was elective: one is carried, in 2025, and is used up then.
    const required = days.map((day) => earned(day, 800, { elective: false }));
    const one = [
      ...required.slice(1),
      earned('2024-05-01', 700, { elective: false }),
      earned('2024-06-01', 100),
    ];
    expect([2025, 2026].map((number) => carried(number, one))).toEqual([100, 0]);
  });

  it('reckons counters side by side, over rolling years or a block', () => {
    // An hour of 45 minutes is 0.75 hours; an elective hour online pays half a credit.
    const counts = [
      { categories: ['A' as const], schools: ['governance' as const], unitHundredthsPerCredit: 75 },
      { categories: ['B' as const], elective: true, unitHundredthsPerCredit: 150 },
    ];
    const block = { ...social, key: 'block', years: 5, first: 2023, counts };
    const scheme: Scheme = { ...(head as Scheme), counters: [{ ...social, counts }, block, social] };
    const entries = [
      earned('2022-12-31', 4000, { school: 'governance' }),
      earned('2023-01-01', 1000, { school: 'governance' }),
      earned('2024-06-01', 4000, { school: 'governance' }),
      earned('2025-06-01', 8000, { school: 'party' }),
      earned('2026-06-01', 200, { category: 'B' }),
    ];
    const counters = yearOf(asked(2026), entries, { scheme })?.counters ?? [];
    // 2024–2026: 40 × 0.75 = 30 hours, the party school's do not count, 2 × 1.5 = 3: 33 of 72 or 90.
    // 2023–2026 of the block 2023–2027: 10 × 0.75 more. The one without `counts` is only named.
    expect(counters.map(({ key, days, counted }) => [key, days.from, days.to, counted])).toEqual([
      ['licensed-social-work', '2024-01-01', '2026-12-31', 3300],
      ['block', '2023-01-01', '2026-12-31', 4050],
    ]);
    expect(counters[0]?.levels.map(({ required, missing }) => [required, missing])).toEqual([
      [7200, 3900],
      [9000, 5700],
    ]);
  });
});
