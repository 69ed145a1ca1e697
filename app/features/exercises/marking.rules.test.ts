import fc from 'fast-check';
import { expect, it } from 'vitest';
import { drawQuestions, isRight, scoreOf, shuffled } from './marking.rules.ts';
import type { DrawnQuestion } from './questions.schema.ts';

const question = (questionId: string, ...answer: string[]): DrawnQuestion => ({
  questionId,
  kind: answer.length > 1 ? 'multiple' : 'single',
  stem: '问',
  options: ['A', 'B', 'C'].map((key) => ({ key, text: key })),
  answer,
  explanation: '',
});

const banks = fc.array(fc.record({ id: fc.nat(), objective: fc.integer({ min: 1, max: 5 }) }), {
  maxLength: 40,
});
/** A repeatable stand-in for Math.random. */
const randomOf = (seed: number) => () => {
  seed = (seed * 16807) % 2147483647;
  return (seed - 1) / 2147483646;
};

it('draws as many as wanted, each once, never more than there are, and no objective twice before the others once', () => {
  fc.assert(
    fc.property(banks, fc.nat({ max: 50 }), fc.integer({ min: 1, max: 1e6 }), (bank, count, seed) => {
      const drawn = drawQuestions(bank, count, randomOf(seed));
      expect(drawn).toHaveLength(Math.min(count, bank.length));
      expect(new Set(drawn).size).toBe(drawn.length);
      const of = (from: readonly { objective: number }[], objective: number) =>
        from.filter((one) => one.objective === objective).length;
      const objectives = [...new Set(bank.map(({ objective }) => objective))];
      for (const more of objectives)
        for (const fewer of objectives)
          if (of(drawn, more) > of(drawn, fewer) + 1) expect(of(drawn, fewer)).toBe(of(bank, fewer));
    }),
  );
});

it('shuffles without losing any', () => {
  const items = [1, 2, 3, 4, 5, 6];
  expect(shuffled(items, randomOf(7)).sort()).toEqual(items);
  expect(shuffled(items, randomOf(7))).not.toEqual(items);
  expect(items).toEqual([1, 2, 3, 4, 5, 6]);
});

it('is right only with exactly the answers', () => {
  const both = question('q', 'A', 'C');
  expect(isRight(both, ['C', 'A'])).toBe(true);
  expect(isRight(both, ['A', 'A'])).toBe(false);
  expect([['A'], [], ['A', 'B', 'C'], ['B', 'C']].some((choice) => isRight(both, choice))).toBe(false);
  expect(isRight(question('q', 'A'), ['A', 'B'])).toBe(false);
});

it('is the rounded share of right ones', () => {
  const three = [question('1', 'A'), question('2', 'B'), question('3', 'C')];
  expect(scoreOf(three, new Map([['1', ['A']]]))).toBe(33);
  expect(
    scoreOf(
      three,
      new Map([
        ['1', ['A']],
        ['2', ['B']],
      ]),
    ),
  ).toBe(67);
  expect(scoreOf([], new Map())).toBe(0);
});
