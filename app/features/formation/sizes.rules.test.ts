import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cohortsFor, evenSizes, groupsFor, outsideOf, sizeNotes } from './sizes.rules.ts';

const cohort = { from: 20, to: 40 };
const group = { from: 5, to: 7 };
const even = (people: number, parts: number) =>
  evenSizes(
    people,
    Array.from({ length: parts }, () => 0),
  );

describe('the number of cohorts', () => {
  it.each([
    [1, 1],
    [19, 1],
    [39, 1],
    [40, 1],
    [41, 2],
    [80, 2],
    [81, 3],
    [500, 13],
  ])('of %i people is %i', (people, cohorts) => expect(cohortsFor(people, cohort)).toBe(cohorts));

  it('keeps the bounds whenever some number does, with the fewest', () => {
    const bounds = fc
      .tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 40 }))
      .map(([from, more]) => ({ from, to: from + more }));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), bounds, (people, wanted) => {
        const parts = cohortsFor(people, wanted);
        const all = Array.from({ length: people }, (_, at) => at + 1);
        const fits = (count: number) => outsideOf(wanted, even(people, count)) === 0;
        if (people < 2 * wanted.from) expect(parts).toBe(1);
        else if (all.some(fits)) expect(parts).toBe(all.find(fits));
      }),
    );
  });

  it('comes as close as can be where none keeps them', () => {
    // 65 people in cohorts of 25 to 30: three lack four each, two are three too many.
    expect(cohortsFor(65, { from: 25, to: 30 })).toBe(2);
  });
});

describe('the number of groups', () => {
  it.each([
    [4, 1],
    [8, 1],
    [9, 2],
    [12, 2],
    [13, 2],
    [20, 3],
    [31, 5],
    [40, 7],
  ])('of %i people is %i', (people, groups) => expect(groupsFor(people, group)).toBe(groups));

  it('gives groups of five to seven whenever that can be', () => {
    for (let people = 10; people <= 500; people++)
      expect(outsideOf(group, even(people, groupsFor(people, group))), `${people}`).toBe(0);
  });
});

describe('even sizes', () => {
  it('differ by one at most, and leave what is held', () => {
    expect(even(41, 2)).toEqual([21, 20]);
    expect(evenSizes(30, [14, 0, 1])).toEqual([14, 8, 8]);
    expect(evenSizes(3, [3, 0])).toEqual([3, 0]);
  });
});

describe('the notes about sizes', () => {
  const bounds = { cohort, group };
  it('say nothing where all is well', () =>
    expect(sizeNotes([{ name: '一班', groups: [6, 6, 6, 6] }], bounds)).toEqual([]));
  it('say what is too small, too large, or cannot be divided', () => {
    expect(sizeNotes([{ name: '一班', groups: [4, 5] }], bounds)).toEqual([
      '一共 9 人，不到两个班的人数，就分成一个班。',
      '一班的小组不都是 5–7 人，现在是 4、5 人。',
    ]);
    expect(
      sizeNotes(
        [
          { name: '一班', groups: [6, 6] },
          { name: '二班', groups: [7, 7, 7, 7, 7, 7] },
        ],
        bounds,
      ),
    ).toEqual(['一班有 12 人，少于 20 人。', '二班有 42 人，多于 40 人。']);
  });
});
