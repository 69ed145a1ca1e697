import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  asShown,
  comparable,
  drawQuestions,
  isRight,
  questionsToMark,
  scoreOf,
  shownOptions,
  shuffled,
} from './marking.rules.ts';
import { answersFit, type DrawnQuestion, drawnQuestion } from './questions.schema.ts';

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

it('takes a written answer in any width, case and spacing, and no other wording', () => {
  const text: DrawnQuestion = {
    ...question('q', '四方五步', 'GB/T 37668'),
    kind: 'short-text',
    options: [],
  };
  for (const written of ['四方五步', ' 四方 五步。', '“四方五步”', 'ｇｂ／ｔ　３７６６８', 'gb/t37668'])
    expect(isRight(text, [written]), written).toBe(true);
  for (const written of ['', '。', '五步四方', '四方', '四方五步 议事', '四方，五步'])
    expect(isRight(text, [written]), written).toBe(false);
  expect(isRight(text, [])).toBe(false);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (one) => comparable(comparable(one)) === comparable(one)),
  );
});

it('takes an order only from first to last', () => {
  const order: DrawnQuestion = { ...question('q', 'B', 'A', 'C'), kind: 'ordering' };
  expect(isRight(order, ['B', 'A', 'C'])).toBe(true);
  for (const wrong of [['A', 'B', 'C'], ['B', 'A'], [], ['B', 'A', 'C', 'C']])
    expect(isRight(order, wrong)).toBe(false);
});

it('never shows an ordering in its right order, and loses no option', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 1, max: 1e6 }), (count, seed) => {
      const answer = shuffled('ABCDEFGH'.slice(0, count).split(''), randomOf(seed));
      const options = [...answer].sort().map((key) => ({ key, text: key }));
      const shown = shownOptions({ kind: 'ordering', options, answer }, randomOf(seed + 1)).map(
        ({ key }) => key,
      );
      expect(shown).not.toEqual(answer);
      expect([...shown].sort()).toEqual([...answer].sort());
    }),
  );
  const truth = { ...question('q', 'A'), kind: 'true-false' as const };
  expect(shownOptions(truth, randomOf(3))).toEqual(truth.options);
});

it('tells nothing of an order by the keys of its items', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 8 }), fc.integer({ min: 1, max: 1e6 }), (count, seed) => {
      const keys = 'ABCDEFGH'.slice(0, count).split('');
      const inOrder = { kind: 'ordering' as const, options: keys.map((key) => ({ key, text: `第 ${key}` })) };
      const { options, answer } = asShown({ ...inOrder, answer: keys }, randomOf(seed));
      expect(options.map(({ key }) => key)).toEqual(keys);
      const textOf = new Map(options.map(({ key, text }) => [key, text]));
      expect(answer.map((key) => textOf.get(key))).toEqual(inOrder.options.map(({ text }) => text));
    }),
  );
});

it('reads what was drawn before there were other kinds', () => {
  const stored = `{"questionId":"1","kind":"single","stem":"问","options":[{"key":"A","text":"一"},{"key":"B","text":"二"}],"answer":["B"],"explanation":"因为"}`;
  expect(isRight(drawnQuestion.parse(JSON.parse(stored)), ['B'])).toBe(true);
});

it('knows which answers fit which kind', () => {
  const options = ['A', 'B', 'C'].map((key) => ({ key }));
  const fits = (kind: DrawnQuestion['kind'], answer: string[], of = options) =>
    answersFit({ kind, answer, options: of });
  expect([fits('single', ['A']), fits('multiple', ['A', 'C']), fits('ordering', ['C', 'A', 'B'])]).toEqual([
    true,
    true,
    true,
  ]);
  expect(fits('short-text', ['四方'], [])).toBe(true);
  expect([fits('single', ['A', 'B']), fits('multiple', ['A']), fits('multiple', ['A', 'A'])]).toEqual([
    false,
    false,
    false,
  ]);
  expect([fits('ordering', ['A', 'B']), fits('single', ['D']), fits('short-text', ['四方'])]).toEqual([
    false,
    false,
    false,
  ]);
});

it('takes an upload as right only when a person found it so, and asks for that person only where there are files', () => {
  const upload: DrawnQuestion = { ...question('q'), kind: 'upload', options: [] };
  expect(isRight(upload, ['file'])).toBe(false);
  expect(isRight(upload, ['file'], new Set(['q']))).toBe(true);
  expect(isRight(upload, [], new Set(['q']))).toBe(false);
  const paper = [question('1', 'A'), upload];
  const given = new Map([
    ['1', ['A']],
    ['q', ['file']],
  ]);
  expect(questionsToMark(paper, given)).toEqual([upload]);
  expect(questionsToMark(paper, new Map([['1', ['A']]]))).toEqual([]);
  expect([scoreOf(paper, given), scoreOf(paper, given, new Set(['q']))]).toEqual([50, 100]);
  expect(answersFit({ kind: 'upload', options: [], answer: [] })).toBe(true);
  expect(answersFit({ kind: 'upload', options: [], answer: ['A'] })).toBe(false);
  expect(answersFit({ kind: 'single', options: [{ key: 'A' }, { key: 'B' }], answer: [] })).toBe(false);
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
