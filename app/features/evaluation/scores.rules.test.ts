import fc from 'fast-check';
import { expect, it } from 'vitest';
import formFile from '#content/forms/evaluation.json';
import { evaluationForms } from './forms.schema.ts';
import { answersFit, ballotScore, batchIsFull, dimensionScore, shrunkScore } from './scores.rules.ts';

const forms = evaluationForms.parse(formFile);

it('puts a ballot between its lowest and its highest answer, on a scale to a hundred', () => {
  for (const form of forms) {
    const value = fc.constantFrom(...form.choices.map((choice) => choice.value));
    const answers = fc.tuple(...form.questions.map(({ key }) => value.map((one) => [key, one] as const)));
    fc.assert(
      fc.property(answers, (pairs) => {
        const given = Object.fromEntries(pairs);
        const scores = Object.values(given).map(dimensionScore);
        expect(answersFit(form, given)).toBe(true);
        expect(ballotScore(form, given)).toBeGreaterThanOrEqual(Math.min(...scores));
        expect(ballotScore(form, given)).toBeLessThanOrEqual(Math.max(...scores));
      }),
    );
  }
});

it('takes answers to all questions and to no others', () => {
  const [form] = forms;
  if (!form) throw new Error('There is no form.');
  const whole = Object.fromEntries(form.questions.map(({ key }) => [key, 3]));
  expect(answersFit(form, whole)).toBe(true);
  expect(answersFit(form, { ...whole, toString: 3 })).toBe(false);
  expect(answersFit(form, { ...whole, relevance: 0 })).toBe(false);
  expect(answersFit(form, {})).toBe(false);
});

it('draws a mean towards the school’s, the less the more ballots there are', () => {
  expect(shrunkScore({ total: 0, n: 0, schoolMean: 8_000 })).toBe(8_000);
  expect(shrunkScore({ total: 5 * 10_000, n: 5, schoolMean: 8_000 })).toBe(9_000);
  expect(shrunkScore({ total: 45 * 10_000, n: 45, schoolMean: 8_000 })).toBe(9_800);
});

it('is full from five on', () => {
  expect([0, 4, 5, 6].map(batchIsFull)).toEqual([false, false, true, true]);
});
