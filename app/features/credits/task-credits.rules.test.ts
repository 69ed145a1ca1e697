import { expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import { creditRules } from './rules.schema.ts';
import { taskCreditChoices, taskPay } from './task-credits.rules.ts';

const rules = creditRules.parse(rulesText);

it('offers what the rules allow, in halves', () => {
  expect(taskCreditChoices(rules)).toEqual([100, 150, 200, 250, 300, 350, 400]);
  expect(taskCreditChoices(null)).toEqual([]);
});

it.each([
  [0, null],
  [50, 100],
  [250, 250],
  [401, 400],
])('a task of %d hundredths pays %s', (credits, amount) => {
  expect(taskPay(rules, credits)?.amount ?? null).toBe(amount);
});

it('pays nothing where the rules have no sums for tasks', () => {
  const categories = rules.categories.map(({ minimumHundredths: _least, ...category }) => category);
  expect(taskPay({ ...rules, categories }, 200)).toBeNull();
  expect(taskCreditChoices({ ...rules, categories })).toEqual([]);
});
