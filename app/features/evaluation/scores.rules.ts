/**
 * From answers to a published score. Source: domain model §6.7: weighted dimensions, 100-point scale, mean shrunk towards the
 * school's mean with the weight of five ballots, nothing shown below five; ballots count in batches of five or more, so that
 * no single answer can be told from the difference of two published figures.
 */
import type { EvaluationForm } from './forms.schema.ts';

/** The fewest ballots that may be shown, on any slice or difference of slices. */
export const FEWEST_SHOWN = 5;
/** How many ballots the school's mean weighs in the shrunk score. */
export const PRIOR_WEIGHT = 5;

export type Answers = Record<string, number>;

/** True when there is one answer of the form's choices for each of its questions and nothing else. */
export function answersFit(form: EvaluationForm, answers: Answers): boolean {
  const values = new Set(form.choices.map(({ value }) => value));
  const keys = Object.keys(answers);
  return (
    keys.length === form.questions.length &&
    form.questions.every(({ key }) => values.has(answers[key] ?? Number.NaN))
  );
}

/** One ballot on the 100-point scale, in hundredths: 5 → 10000, 1 → 2000. */
export function ballotScore(form: EvaluationForm, answers: Answers): number {
  const weighted = form.questions.reduce((sum, { key, weight }) => sum + (answers[key] ?? 0) * weight, 0);
  return Math.round((weighted / 5) * 100);
}

/** One dimension on the same scale. */
export function dimensionScore(value: number): number {
  return Math.round((value / 5) * 10_000);
}

/** (C·m + Σx) / (C + n), in hundredths of a 100-point scale. `total` is Σx, `schoolMean` m. */
export function shrunkScore({
  total,
  n,
  schoolMean,
}: {
  total: number;
  n: number;
  schoolMean: number;
}): number {
  return Math.round((PRIOR_WEIGHT * schoolMean + total) / (PRIOR_WEIGHT + n));
}

/** True when the ballots not yet counted are enough to be counted together. */
export function batchIsFull(uncounted: number): boolean {
  return uncounted >= FEWEST_SHOWN;
}
