import { expect, it } from 'vitest';
import rulesText from '#content/policies/rules-2026.json' with { type: 'json' };
import { creditRules } from './rules.schema.ts';
import { creditsOf, payWords, worthNow } from './worth.rules.ts';

const rules = creditRules.parse(rulesText);
const teaching = {
  hoursFaceHundredths: 0,
  hoursRecordedHundredths: 25,
  required: true,
  school: 'citizen',
} as const;

it('says what a section pays by the rule that pays it', () => {
  expect(worthNow(rules, teaching)).toEqual({
    creditsHundredths: 25,
    creditWords: ['微课（15 分钟以内）每门 0.25 学分'],
  });
  expect(worthNow(rules, { ...teaching, hoursFaceHundredths: 300, hoursRecordedHundredths: 100 })).toEqual({
    creditsHundredths: 400,
    creditWords: ['面授 3 学时 × 每学时 1 学分 = 3 学分', '录播 1 学时 × 必修每学时 1 学分 = 1 学分'],
  });
  expect(worthNow(null, teaching)).toBeNull();
});

it('says it in words, also when there is nothing to pay or to reckon with', () => {
  expect([25, 0, null].map(creditsOf)).toEqual(['0.25 学分', '不计学分', '学分规则还没有发布']);
  expect([25, 0].map(payWords)).toEqual(['学完得 0.25 学分', '这个班不计学分']);
});
