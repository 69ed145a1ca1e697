import { describe, expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import { type Cappable, withinCaps } from './caps.rules.ts';
import { Pipes } from './most-through.rules.ts';
import { creditRules } from './rules.schema.ts';

const [first] = rulesText.categories;
const { rateHundredths: _, ...plain } = first ?? {};
/** 8 of a day; a class at most 10; classes at most 15 in all; the rest is free. */
const [rule] = creditRules.parse({
  ...rulesText,
  categories: [
    {
      ...plain,
      activities: [
        {
          key: 'in-house',
          label: '内训',
          unit: '天',
          hundredths: 600,
          itemCapHundredths: 1000,
          cycleCapHundredths: 1500,
        },
        { key: 'face', label: '面授', unit: '学时', hundredths: 100 },
      ],
    },
  ],
}).categories;

const entry = (line: string, item: string, day: number, amount: number): Cappable => ({
  category: 'A',
  line,
  item,
  amount,
  occurredOn: `2026-03-0${day}`,
});

describe('what counts where caps meet', () => {
  it('is within the day, the item and the kind at once', () => {
    const inHouse = [entry('in-house', 'x', 1, 600), entry('in-house', 'x', 2, 600)];
    // Class x: 12, of which 10.
    expect(withinCaps(rule, inHouse)).toBe(1000);
    // Class y too: 10 + 6 = 16, of which 15.
    expect(withinCaps(rule, [...inHouse, entry('in-house', 'y', 3, 600)])).toBe(1500);
    // Four hours on the first day: it has 10, of which 8. Class x gives its 6 of the second day and 4 of the first.
    expect(withinCaps(rule, [...inHouse, entry('face', 'z', 1, 400)])).toBe(1400);
    // Eight hours on the first day fill it; class x gives 6 of the second.
    expect(withinCaps(rule, [...inHouse, entry('face', 'z', 1, 800)])).toBe(1400);
    expect(withinCaps(rule, [...inHouse, entry('face', 'z', 1, 800), entry('face', 'z', 2, 800)])).toBe(1600);
    expect(withinCaps(undefined, inHouse)).toBe(1200);
    expect(withinCaps(rule, [])).toBe(0);
  });

  it('is as much as flows through pipes, also where the first way has to be taken back', () => {
    const pipes = new Pipes();
    for (const [from, to] of [
      ['source', 'a'],
      ['source', 'b'],
      ['a', 'x'],
      ['a', 'y'],
      ['b', 'x'],
      ['x', 'sink'],
      ['y', 'sink'],
    ] as const)
      pipes.add(from, to, 5);
    // b has only x, so a has to give it up for y.
    expect(pipes.mostThrough()).toBe(10);
    expect(pipes.mostThrough()).toBe(0);
  });
});
