import { describe, expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import { madeUpPart, paidLines } from './made-up.rules.ts';
import { planAward } from './rules.rules.ts';
import { creditRules } from './rules.schema.ts';

const rules = creditRules.parse(rulesText);

const meeting = (minutes: number, counts = true) => ({
  makeUpId: 'm',
  number: 1,
  topic: '议事',
  minutes,
  watchedPercent: 95,
  score: 80,
  doneAt: '2026-11-22T05:00:00.000Z',
  counts,
});

/** What face hours pay when some of equally long meetings were made up. */
function paid(hoursFaceHundredths: number, made: number, meetings: number, by = rules): number {
  const award = planAward(by, {
    hoursFaceHundredths,
    hoursRecordedHundredths: 0,
    required: true,
    school: 'party',
  });
  const madeUp = Array.from({ length: made }, () => meeting(45));
  return paidLines(by, award, { minutes: 45 * meetings, madeUp })[0]?.amount ?? -1;
}

const exactly = { ...rules, roundingHundredths: 1 };

describe('what a completion pays after making up', () => {
  it.each([
    // Hours, made up, meetings: 10 h, 3 of 10 → 7 + 3 × 0.8 = 9.4 → 9.5.
    [1000, 3, 10, 950],
    [1000, 1, 10, 975],
    [1000, 2, 10, 950],
    [400, 1, 4, 375],
    // 3 h, 1 of 10 → 2.94 → 3: rounding to quarters swallows it.
    [300, 1, 10, 300],
    // 2.5 h, 1 of 4 → 2.375, exactly between two quarters: up.
    [250, 1, 4, 250],
    [225, 1, 4, 225],
    [225, 2, 4, 200],
    [1600, 2, 7, 1500],
  ])('%i hundredths of an hour with %i of %i made up', (hours, made, meetings, amount) => {
    expect(paid(hours, made, meetings)).toBe(amount);
  });

  it('pays 0.8 of exactly the made-up part where nothing is rounded', () => {
    expect(paid(1000, 1, 10, exactly)).toBe(980);
    expect(paid(225, 1, 3, exactly)).toBe(210);
    expect(paid(700, 2, 7, exactly)).toBe(660);
    expect(paid(100, 1, 3, exactly)).toBe(93);
  });

  it('never pays more for more of it, nor less than 0.8 of all, nor more than all', () => {
    for (let hours = 25; hours <= 2400; hours += 25)
      for (let meetings = 1; meetings <= 12; meetings++) {
        const whole = paid(hours, 0, meetings);
        let before = whole;
        for (let made = 1; made <= meetings; made++) {
          const amount = paid(hours, made, meetings);
          expect(amount % rules.roundingHundredths).toBe(0);
          expect(amount).toBeLessThanOrEqual(before);
          expect(amount).toBeGreaterThanOrEqual(Math.floor((hours * 0.8) / 25) * 25);
          const exact = hours - (hours * 0.2 * made) / meetings;
          expect(Math.abs(amount - exact)).toBeLessThanOrEqual(12.5 + 1e-6);
          before = amount;
        }
      }
  });

  it('weighs a meeting by its length, and leaves aside what did not count', () => {
    expect(madeUpPart({ minutes: 300, madeUp: [meeting(90), meeting(45, false)] })).toEqual({
      minutes: 90,
      of: 300,
    });
    expect(madeUpPart({ minutes: 300, madeUp: [meeting(90, false)] })).toBeNull();
    expect(madeUpPart({})).toBeNull();
  });

  it('touches only the line of meetings, says how, and keeps what it would have been', () => {
    const award = planAward(rules, {
      hoursFaceHundredths: 1000,
      hoursRecordedHundredths: 100,
      required: true,
      school: 'party',
    });
    const [face, recorded] = paidLines(rules, award, { minutes: 450, madeUp: [meeting(45), meeting(45)] });
    expect(face).toMatchObject({ amount: 950, before: 1000, ruleLine: 'A.makeUp', category: 'A' });
    expect(face?.words).toBe(
      '面授 10 学时，其中补课 2 学时按 0.8 倍记，每学时 1 学分，取到 0.25 是 9.5 学分',
    );
    expect(recorded).toEqual(award[1]);
    expect(paidLines(rules, award, { present: 9 } as object)).toEqual(award);
    expect(paidLines(rules, award, null)).toEqual(award);
  });

  it('reckons from the sum where an older enrolment keeps no hours, and pays all where no rule is', () => {
    const [line] = planAward(rules, {
      hoursFaceHundredths: 1000,
      hoursRecordedHundredths: 0,
      required: true,
      school: 'party',
    });
    if (!line) throw new Error('no line');
    const { hours: _, ...older } = line;
    const evidence = { minutes: 450, madeUp: [meeting(45)] };
    expect(paidLines(rules, [older], evidence)[0]?.amount).toBe(975);
    const without = {
      ...rules,
      categories: rules.categories.map(({ makeUpPercent: _percent, ...category }) => category),
    };
    expect(paidLines(without, [line], evidence)).toEqual([line]);
  });
});
