import fc from 'fast-check';
import { expect, it } from 'vitest';
import { keptChoice, moved, shownOrder } from './choices.rules.ts';

const options = ['A', 'B', 'C'].map((key) => ({ key, text: key }));
const ordering = { kind: 'ordering', options } as const;

it('keeps of a choice the options that there are, of a text its words, of an order only a whole one', () => {
  expect(keptChoice({ kind: 'multiple', options }, ['C', 'X', 'A'])).toEqual(['C', 'A']);
  expect(keptChoice({ kind: 'short-text', options: [] }, ['  四方 五步 ', 'B'])).toEqual(['四方 五步']);
  expect(keptChoice({ kind: 'short-text', options: [] }, ['   '])).toEqual([]);
  expect(keptChoice({ kind: 'short-text', options: [] }, ['长'.repeat(500)])[0]).toHaveLength(200);
  expect(keptChoice(ordering, ['C', 'A', 'B'])).toEqual(['C', 'A', 'B']);
  for (const wrong of [
    ['C', 'A'],
    ['C', 'A', 'A'],
    ['C', 'A', 'X'],
    ['A', 'B', 'C', 'A'],
  ])
    expect(keptChoice(ordering, wrong)).toEqual([]);
});

it('shows an order as last put, or as drawn', () => {
  expect(shownOrder(ordering, ['B', 'C', 'A'])).toEqual(['B', 'C', 'A']);
  expect(shownOrder(ordering, ['B'])).toEqual(['A', 'B', 'C']);
});

it('moves by one place, loses nothing, and stays at the ends', () => {
  expect(moved(['A', 'B', 'C'], 'C', 'up')).toEqual(['A', 'C', 'B']);
  expect(moved(['A', 'B', 'C'], 'A', 'up')).toEqual(['A', 'B', 'C']);
  expect(moved(['A', 'B', 'C'], 'C', 'down')).toEqual(['A', 'B', 'C']);
  expect(moved(['A', 'B', 'C'], 'X', 'down')).toEqual(['A', 'B', 'C']);
  const moves = fc.array(fc.tuple(fc.constantFrom('A', 'B', 'C', 'D', 'X'), fc.constantFrom('up', 'down')));
  fc.assert(
    fc.property(moves, (steps) => {
      const order = steps.reduce<string[]>((one, [key, way]) => moved(one, key, way), ['A', 'B', 'C', 'D']);
      expect([...order].sort()).toEqual(['A', 'B', 'C', 'D']);
    }),
  );
});
