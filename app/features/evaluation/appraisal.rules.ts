/** How a teacher's appraisal is graded. Source: domain model §6.7 (four criteria, four levels, 优秀 for at most 15 % of a class). */
import type { AppraisalLevel, AppraisalRubric } from './forms.schema.ts';

export type AppraisalScores = Record<string, AppraisalLevel>;

/** True when there is one level of the rubric for each criterion and nothing else. */
export function scoresFit(
  rubric: AppraisalRubric,
  scores: Record<string, string>,
): scores is AppraisalScores {
  const levels = new Set<string>(rubric.levels.map(({ key }) => key));
  return (
    Object.keys(scores).length === rubric.criteria.length &&
    rubric.criteria.every(({ key }) => levels.has(scores[key] ?? ''))
  );
}

/** The weighted points, 0–100. */
export function appraisalPoints(rubric: AppraisalRubric, scores: AppraisalScores): number {
  const points = (level: AppraisalLevel | undefined) =>
    rubric.levels.find(({ key }) => key === level)?.points ?? 0;
  return Math.round(
    rubric.criteria.reduce((sum, { key, weight }) => sum + points(scores[key]) * weight, 0) / 100,
  );
}

/** The level that the points reach. */
export function appraisalLevel(rubric: AppraisalRubric, scores: AppraisalScores): AppraisalLevel {
  const points = appraisalPoints(rubric, scores);
  const reached = [...rubric.levels]
    .sort((a, b) => b.minimum - a.minimum)
    .find(({ minimum }) => points >= minimum);
  return reached?.key ?? 'improve';
}

/** How many of a class may be 优秀: a share, but one always. */
export function mostExcellent(rubric: AppraisalRubric, classSize: number): number {
  return Math.max(1, Math.floor((classSize * rubric.excellentMaxPercent) / 100));
}
