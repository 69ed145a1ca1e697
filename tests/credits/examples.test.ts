import { describe, expect, it } from 'vitest';
import { payFor } from '#app/features/credits/conversion.rules.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import { personIn } from './person-of-example.ts';

/** Days of 2026 from 1 March on, one after another. */
const march = (day: number) => `2026-03-${String(day).padStart(2, '0')}`;

describe('云南: online by length', () => {
  it('pays 0.25, 0.5 or 1 by the length of the course, and 0.5 for a test', () => {
    const { does } = personIn('yunnan');
    const course = (minutes: number) => does({ on: march(1), category: 'B', activity: 'recorded', minutes });
    // To 15 minutes 0.25; over 15 and below 30 half; from 30 on one, however long.
    expect([5, 15, 16, 29, 30, 90].map(course)).toEqual([25, 25, 50, 50, 100, 100]);
    expect(does({ on: march(1), category: 'B', activity: 'test', level: 'passed' })).toBe(50);
  });

  it('says in words how long it was', () => {
    const { rules } = personIn('yunnan');
    const words = (minutes: number) =>
      payFor(rules, { category: 'B', activity: 'recorded', elective: false, minutes }).words;
    expect(words(10)).toBe('微课（15 分钟以内）每门 0.25 学分');
    expect(words(20)).toBe('网络课程（超过 15 分钟，不到 30 分钟）每门 0.5 学分');
    expect(words(45)).toBe('网络课程（满 30 分钟）每门 1 学分');
  });

  it('asks for 50 hours of it, which meeting in person does not replace', () => {
    const person = personIn('yunnan');
    for (let day = 1; day <= 28; day++) {
      person.does({ on: march(day), category: 'B', activity: 'recorded', minutes: 40 });
      person.does({ on: march(day), category: 'B', activity: 'recorded', minutes: 25 });
      person.does({ on: march(day), category: 'B', activity: 'recorded', minutes: 12 });
    }
    // 28 × (1 + 0.5 + 0.25) = 49.
    expect(person.in(2026)).toMatchObject({ required: 5000, counted: 4900, missing: 100, status: 'nearly' });
    person.does({ on: march(1), category: 'A', activity: 'face', units: 800 });
    // 49 + 8 = 57 in all, of which 49 online: one still missing there.
    expect(person.in(2026)).toMatchObject({ counted: 5700, missing: 0, status: 'nearly' });
    for (const _ of [1, 2]) person.does({ on: march(2), category: 'B', activity: 'test', level: 'passed' });
    expect(person.in(2026)).toMatchObject({ counted: 5800, status: 'met' });
  });
});

describe('山西: days, and hours by weight', () => {
  it('pays 8 a day, and an hour of 45 minutes 1 or 0.5', () => {
    const { does } = personIn('shanxi');
    expect(does({ on: march(1), category: 'A', activity: 'collective', units: 500 })).toBe(4000);
    const online = { on: march(1), category: 'B', activity: 'recorded' } as const;
    expect(does({ ...online, minutes: 45 })).toBe(100);
    expect(does({ ...online, minutes: 45, elective: true })).toBe(50);
    // 60 minutes are 1⅓ hours: 1.33 required; 0.666… elective, to the hundredth 0.67.
    expect(does({ ...online, minutes: 60 })).toBe(133);
    expect(does({ ...online, minutes: 60, elective: true })).toBe(67);
  });

  it('says that nine tenths have to be watched', () => {
    const { rules } = personIn('shanxi');
    expect(rules.categories.find(({ code }) => code === 'B')?.watchedPercent).toBe(90);
  });

  it('counts 8 of one day at most, and a year in proportion to its months', () => {
    const person = personIn('shanxi');
    person.does({ on: march(2), category: 'A', activity: 'collective', units: 100 });
    person.does({ on: march(2), category: 'A', activity: 'face', units: 300 });
    person.does({ on: march(3), category: 'A', activity: 'face', units: 300 });
    // 2 March: 8 + 3 = 11, of which 8 count; 3 March: 3. In all 11 of 14.
    expect(person.in(2026)).toMatchObject({ required: 9000, earned: 1400, counted: 1100, missing: 7900 });
    // Since April: nine of twelve months, 90 × 9 ÷ 12 = 67.5.
    expect(person.in(2026, { since: '2026-04-20' })).toMatchObject({ required: 6750, missing: 5650 });
  });

  it('frees who was excused with approval', () => {
    const { rules, scheme } = personIn('shanxi');
    const nothing = { rules, scheme, entries: [], finishedCodes: new Set<string>(), months: 12 };
    expect(standingOf({ ...nothing, firstYear: false, exempt: true }).status).toBe('exempt');
  });
});

describe('南京: required and total, caps, carry-over', () => {
  it('pays days, half days, groups, teaching five times and papers by level', () => {
    const { does } = personIn('nanjing');
    const day = (activity: string, units: number) => does({ on: march(1), category: 'A', activity, units });
    expect(day('party-school', 500)).toBe(3000);
    expect(day('half-day', 100)).toBe(300);
    expect(day('study-group', 400)).toBe(1200);
    // Three hours of teaching: 3 × 5.
    expect(does({ on: march(1), category: 'D', activity: 'teaching', units: 300 })).toBe(1500);
    const paper = (level: string) => does({ on: march(1), category: 'E', activity: 'paper', level });
    expect(['city', 'province', 'national'].map(paper)).toEqual([1200, 2400, 4800]);
  });

  it('caps a class in-house at 18, a trip at 48, degree studies at 24 a year', () => {
    const person = personIn('nanjing');
    const counted = () => person.in(2026).counted;
    const at = (activity: string, units: number, item: string) =>
      person.does({ on: march(1), category: 'A', activity, units, item });
    // Four days in-house are 24, of which 18 count; another class of two days counts its 12.
    at('in-house', 400, 'class 1');
    expect(counted()).toBe(1800);
    at('in-house', 200, 'class 2');
    expect(counted()).toBe(3000);
    // Ten days outside are 60, of which 48.
    at('outside', 1000, 'trip');
    expect(counted()).toBe(7800);
    // Degree: 20 and 10 hours in two subjects, of which 24 in the year.
    at('degree', 2000, 'subject 1');
    at('degree', 1000, 'subject 2');
    expect(counted()).toBe(10_200);
    expect(person.in(2026).earned).toBe(2400 + 1200 + 6000 + 3000);
  });

  it('pays a class at a university 24, and caps a trip abroad at 24, a long one at 48', () => {
    const person = personIn('nanjing');
    expect(person.does({ on: march(1), category: 'A', activity: 'university', level: 'class' })).toBe(2400);
    const counted = (activity: string, units: number, item: string) => {
      const before = person.in(2026).counted;
      person.does({ on: march(1), category: 'A', activity, units, item });
      return person.in(2026).counted - before;
    };
    // Three days abroad are 18; three more of the same trip 36, of which 24: 6 more. Another trip has its own 24.
    expect(counted('abroad-short', 300, 'trip 1')).toBe(1800);
    expect(counted('abroad-short', 300, 'trip 1')).toBe(600);
    expect(counted('abroad-short', 500, 'trip 2')).toBe(2400);
    // Twenty days of a long one are 120, of which 48.
    expect(counted('abroad-long', 2000, 'year')).toBe(4800);
    expect(person.in(2026).earned).toBe(2400 + 3600 + 3000 + 12_000);
  });

  it('counts a paper once, by its highest level', () => {
    const person = personIn('nanjing');
    const paper = (level: string, item: string, on: string) =>
      person.does({ on, category: 'E', activity: 'paper', level, item });
    paper('city', 'paper 1', '2026-03-01');
    paper('province', 'paper 1', '2026-06-01');
    // The same paper: 24, not 12 + 24. The ledger keeps both.
    expect(person.in(2026)).toMatchObject({ earned: 3600, counted: 2400 });
    paper('city', 'paper 2', '2026-07-01');
    expect(person.in(2026).counted).toBe(3600);
  });

  it('asks for 84, of which 56 required and 10 of them online', () => {
    const person = personIn('nanjing');
    person.does({ on: march(1), category: 'A', activity: 'party-school', units: 800 });
    person.does({ on: march(20), category: 'D', activity: 'teaching', units: 800, elective: true });
    // 48 required + 40 elective = 88 of 84, but only 48 of 56 required and none online.
    const short = person.in(2026);
    expect(short).toMatchObject({ required: 8400, counted: 8800, missing: 0, status: 'nearly' });
    expect(short.minimums.map(({ label, missing }) => [label, missing])).toEqual([
      ['必修', 800],
      ['在线必修', 1000],
    ]);
    person.does({ on: march(25), category: 'B', activity: 'recorded', units: 1000 });
    // 58 required, 10 of them online, 98 in all: 14 are left over.
    expect(person.in(2026)).toMatchObject({ counted: 9800, status: 'met', surplus: { all: 1400 } });
  });

  it('carries what is left over into the electives of the next year, once', () => {
    const person = personIn('nanjing');
    // 2026: 20 days required = 120; 36 more than 84.
    person.does({ on: '2026-05-10', category: 'A', activity: 'party-school', units: 2000 });
    // 2027: 9 days required = 54 and 10 online = 64 of 84.
    person.does({ on: '2027-05-10', category: 'A', activity: 'party-school', units: 900 });
    person.does({ on: '2027-06-10', category: 'B', activity: 'recorded', units: 1000 });
    // 20 are missing; electives may be 84 − 56 = 28, none earned; 36 are there: 20 are used.
    expect(person.in(2027, { earlier: [2026] })).toMatchObject({
      carriedIn: 2000,
      counted: 8400,
      missing: 0,
      status: 'met',
    });
    // Without the year before nothing comes over.
    expect(person.in(2027)).toMatchObject({ carriedIn: 0, missing: 2000 });
    // 2028: nothing of 2026 is left to use, it has expired; 2027 had nothing over.
    expect(person.in(2028, { earlier: [2027] })).toMatchObject({ carriedIn: 0, missing: 8400 });
  });

  it('does not let what was carried replace the required part', () => {
    const person = personIn('nanjing');
    person.does({ on: '2026-05-10', category: 'A', activity: 'party-school', units: 3000 });
    person.does({ on: '2027-05-10', category: 'A', activity: 'party-school', units: 200 });
    // 2026: 180, so 96 over. 2027: 12 of 84; the electives take 28 at most: 40, and 44 are missing.
    const next = person.in(2027, { earlier: [2026] });
    expect(next).toMatchObject({ carriedIn: 2800, counted: 4000, missing: 4400, status: 'not-met' });
    expect(next.minimums[0]).toMatchObject({ label: '必修', earned: 1200, missing: 4400 });
  });
});

describe('中卫: five years, by position', () => {
  const days = (person: ReturnType<typeof personIn>, year: number, number: number) =>
    person.does({ on: `${year}-04-10`, category: 'A', activity: 'off-job', units: number * 100 });

  it('asks for 60 in five years, or 90 of a secretary, and for the share of the years that have passed', () => {
    const person = personIn('zhongwei');
    // 60 × 1, 2, 5 of five years.
    expect([2026, 2027, 2030].map((year) => person.in(year).required)).toEqual([1200, 2400, 6000]);
    expect(person.in(2031).required).toBe(1200);
    expect(person.in(2027).days).toEqual({ from: '2026-01-01', to: '2027-12-31' });
    const asked = (year: number) => person.in(year, { position: 'party-secretary' });
    // 90 × 1, 2, 5 of five years; of each seven tenths off the job.
    expect([2026, 2027, 2030].map((year) => asked(year).required)).toEqual([1800, 3600, 9000]);
    expect(asked(2030).minimums[0]).toMatchObject({ required: 6300 });
    expect(person.in(2030, { position: 'committee-member' }).required).toBe(6000);
  });

  it('asks for seven tenths off the job', () => {
    const person = personIn('zhongwei');
    days(person, 2026, 40);
    person.does({ on: '2029-05-01', category: 'B', activity: 'recorded', units: 8000 });
    // 40 days and 80 hours at 0.25 = 20: 60 in all, but 70 % of 60 are 42 days.
    const found = person.in(2030);
    expect(found).toMatchObject({ required: 6000, counted: 6000, status: 'nearly' });
    expect(found.minimums[0]).toMatchObject({ required: 4200, earned: 4000, missing: 200 });
    days(person, 2030, 2);
    expect(person.in(2030).status).toBe('met');
  });

  it('lets what is missing be made up in the year after, which does not count there again', () => {
    const person = personIn('zhongwei');
    days(person, 2028, 50);
    // Ten are missing at the end of 2030.
    expect(person.in(2030)).toMatchObject({ counted: 5000, missing: 1000, status: 'nearly' });
    days(person, 2031, 13);
    // Ten of the thirteen days of 2031 make it up; three are left for the new cycle, of which 60 ÷ 5 = 12 are due.
    expect(person.in(2030)).toMatchObject({ madeUp: 1000, counted: 6000, missing: 0, status: 'met' });
    expect(person.in(2031, { earlier: [2030] })).toMatchObject({
      movedBack: 1000,
      counted: 300,
      missing: 900,
    });
    // What comes after the twelve months is too late for it.
    days(person, 2032, 30);
    expect(person.in(2030)).toMatchObject({ madeUp: 1000 });
  });
});
