import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { planAward } from '#app/features/credits/rules.rules.ts';
import { creditRules } from '#app/features/credits/rules.schema.ts';
import { creditSchemes } from '#app/features/credits/schemes.schema.ts';
import { standingOf } from '#app/features/credits/standing.rules.ts';
import { peopleOf2026 } from './frozen/people-of-2026.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`frozen/${name}`, import.meta.url), 'utf8'));
const rules = creditRules.parse(read('rules-2026.1.json'));
const schemes = creditSchemes.parse(read('schemes-2026.1.json'));

/** The files of 2026.1 as academies have published them. They never change again, and neither does what they mean. */
describe('the policies of 2026.1', () => {
  it('give the standings that they gave on the day of publication, to the hundredth', () => {
    const found = peopleOf2026(schemes).map((person) => {
      const standing = standingOf({ rules, ...person });
      const { required, earned, counted, missing, status, categories, minimums, requiredCourses } = standing;
      return [
        ...[required, earned, counted, missing, status],
        categories.map((each) => `${each.category} ${each.earned} ${each.counted} ${each.cap}`).join('; '),
        minimums.map((each) => `${each.school} ${each.required} ${each.earned} ${each.missing}`).join('; '),
        requiredCourses
          .map((each) => `${each.code} ${each.done ? 'done' : 'open'} ${each.dueThisYear ? 'due' : 'later'}`)
          .join('; '),
      ];
    });
    expect(found).toEqual(read('standings-2026.1.json'));
  });

  it('carry nothing over and reckon no counter: both were announced only', () => {
    expect(rules.carryOver).toMatchObject({ electiveOnly: true, maxPercentOfNextRequirement: 20 });
    expect(rules.carryOver?.into).toBeUndefined();
    for (const { counters = [] } of schemes.schemes)
      for (const counter of counters) expect(counter.counts).toBeUndefined();
  });

  it('pay what they paid', () => {
    const pay = (hoursFaceHundredths: number, hoursRecordedHundredths: number, required: boolean) =>
      planAward(rules, { hoursFaceHundredths, hoursRecordedHundredths, required, school: 'party' }).map(
        ({ line, amount, ruleLine, words }) => [line, amount, ruleLine, words],
      );
    expect(pay(600, 150, false)).toEqual([
      ['face', 600, 'A.rate', '面授 6 学时 × 每学时 1 学分 = 6 学分'],
      ['recorded', 75, 'B.elective', '录播 1.5 学时 × 选修每学时 0.5 学分 = 0.75 学分'],
    ]);
    expect(pay(0, 33, true)).toEqual([['recorded', 25, 'B.micro', '微课（15 分钟以内）每门 0.25 学分']]);
  });

  it('are read even where earlier versions of the program kept something unread that cannot be used', () => {
    const odd = { ...rules, carryOver: { validYears: 99 }, roundingMode: 'bankers', appeal: '十天' };
    expect(creditRules.parse(odd)).toMatchObject({ version: '2026.1', carryOver: undefined });
    const counters = [{ key: 'old', years: 'three' }];
    const [first] = schemes.schemes;
    expect(creditSchemes.parse({ ...schemes, schemes: [{ ...first, counters }] }).schemes).toHaveLength(1);
  });
});
