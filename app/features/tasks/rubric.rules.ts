/**
 * How work is marked: whole points for each criterion, a pass mark out of their sum. Source: the college's credit rules (category C,
 * assignments and “为” actions accepted by the teacher) and the published rubric of the task; nobody is ranked by points.
 */

export interface Criterion {
  label: string;
  /** What full points look like. */
  words: string;
  points: number;
}

/** One criterion as it was marked; `of` is what it could bring. */
export interface CriterionMark {
  label: string;
  points: number;
  of: number;
}

export const MOST_CRITERIA = 6;

/** The most points that a rubric can bring. */
export function pointsOf(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { points }) => sum + points, 0);
}

export type Marking =
  | { ok: true; marks: CriterionMark[]; score: number }
  | { ok: false; problems: { index: number; message: string }[] };

/** Reads the points given, one text for each criterion in its order. An empty one is a problem unless `mayBeEmpty` (returned work). */
export function readMarks(
  criteria: readonly Criterion[],
  given: readonly string[],
  { mayBeEmpty }: { mayBeEmpty: boolean },
): Marking {
  const problems: { index: number; message: string }[] = [];
  const marks: CriterionMark[] = [];
  for (const [index, { label, points: of }] of criteria.entries()) {
    const text = (given[index] ?? '').trim();
    if (text === '' && mayBeEmpty) continue;
    const points = Number(text);
    if (text === '' || !/^\d+$/.test(text) || points > of)
      problems.push({ index, message: `“${label}”要写 0 到 ${of} 的整数。` });
    else marks.push({ label, points, of });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, marks, score: marks.reduce((sum, { points }) => sum + points, 0) };
}
