import { expect, it } from 'vitest';
import rubricFile from '#content/forms/appraisal.json';
import { appraisalLevel, appraisalPoints, mostExcellent, scoresFit } from './appraisal.rules.ts';
import { type AppraisalLevel, appraisalRubric } from './forms.schema.ts';

const rubric = appraisalRubric.parse(rubricFile);
const scores = (...levels: AppraisalLevel[]) =>
  Object.fromEntries(rubric.criteria.map(({ key }, index) => [key, levels[index] ?? levels[0]])) as Record<
    string,
    AppraisalLevel
  >;

it('weighs four criteria to a hundred', () => {
  expect(rubric.criteria.reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
  expect(appraisalPoints(rubric, scores('excellent'))).toBe(100);
  expect(appraisalPoints(rubric, scores('improve'))).toBe(50);
  // 25 % of 100, 20 % of 85, 30 % of 70, 25 % of 50
  expect(appraisalPoints(rubric, scores('excellent', 'good', 'pass', 'improve'))).toBe(76);
});

it('gives the level that the points reach', () => {
  expect(appraisalLevel(rubric, scores('excellent', 'excellent', 'excellent', 'pass'))).toBe('excellent');
  expect(appraisalLevel(rubric, scores('excellent', 'good', 'pass', 'improve'))).toBe('good');
  expect(appraisalLevel(rubric, scores('pass'))).toBe('pass');
  expect(appraisalLevel(rubric, scores('improve'))).toBe('improve');
});

it('asks one level for each criterion', () => {
  const { work: _, ...fewer } = scores('good');
  expect(scoresFit(rubric, scores('good'))).toBe(true);
  expect(scoresFit(rubric, fewer)).toBe(false);
  expect(scoresFit(rubric, { ...scores('good'), work: 'superb' })).toBe(false);
  expect(scoresFit(rubric, { ...scores('good'), more: 'good' })).toBe(false);
});

it.each([
  [1, 1],
  [6, 1],
  [13, 1],
  [14, 2],
  [19, 2],
  [20, 3],
  [40, 6],
])('lets of %d at most %d be excellent', (size, most) => {
  expect(mostExcellent(rubric, size)).toBe(most);
});
