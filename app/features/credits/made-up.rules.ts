/**
 * What made-up meetings take from the face-to-face line of a completion. Source: domain model §6.8 (补课 0.8 × A) with the numbers of
 * the rule version that was pinned at enrolment.
 */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { activityOf, categoryRule } from './activities.rules.ts';
import { rounded } from './conversion.rules.ts';
import type { AwardLine } from './rules.rules.ts';
import type { CreditRules } from './rules.schema.ts';

/** One made-up meeting as the evidence of attendance keeps it; `counts` when attendance was not enough without it. */
export interface MadeUpMeeting {
  makeUpId: string;
  number: number;
  topic: string;
  minutes: number;
  watchedPercent: number;
  score: number;
  doneAt: string;
  counts: boolean;
}

/** What the evidence of 到课 says of making up; the rest of it is of no concern here. `minutes` of all meetings together. */
export interface AttendanceEvidence {
  minutes?: number;
  madeUp?: readonly MadeUpMeeting[];
}

/** A line as it is paid; `before` is what it would have paid, in hundredths, had those meetings been attended. */
export interface PaidLine extends AwardLine {
  before?: number;
}

/** Which part of all meetings was made up: minutes of `of`. Null when nothing that counts was. */
export function madeUpPart({ minutes = 0, madeUp = [] }: AttendanceEvidence) {
  const made = madeUp.filter(({ counts }) => counts).reduce((sum, meeting) => sum + meeting.minutes, 0);
  return made > 0 && minutes > 0 ? { minutes: Math.min(made, minutes), of: minutes } : null;
}

/**
 * The lines of an award as they are paid after making up: the hours of a section belong to its meetings by their length, those of
 * made-up ones pay `makeUpPercent`, and the whole line is rounded once, as every line is.
 */
export function paidLines(
  rules: CreditRules,
  award: readonly AwardLine[],
  attendance: AttendanceEvidence | null,
): PaidLine[] {
  const part = attendance && madeUpPart(attendance);
  const { makeUpPercent = 100 } = part ? categoryRule(rules, 'A') : {};
  if (!part || makeUpPercent === 100) return [...award];
  return award.map((line) =>
    line.line === 'face' ? reduced(rules, line, { ...part, makeUpPercent }) : line,
  );
}

type Reducing = { minutes: number; of: number; makeUpPercent: number };

function reduced(rules: CreditRules, line: AwardLine, { minutes, of, makeUpPercent }: Reducing): PaidLine {
  const { hundredths: required = 0, electiveHundredths } = activityOf(rules, 'A', 'face');
  const rate = line.elective ? (electiveHundredths ?? required) : required;
  // Enrolments of before make-up keep no hours with the line: then the sum stands for them.
  const hours = line.hours ?? (rate > 0 ? (line.amount * 100) / rate : 0);
  // Whole numbers until the one rounding: a half must not be lost in a fraction.
  const exact = hours * rate * (100 * of - (100 - makeUpPercent) * minutes);
  const amount = rounded(rules, exact, 10_000 * of);
  const madeUp = formatHundredths(Math.round((hours * minutes) / of));
  return {
    ...line,
    amount,
    before: line.amount,
    ruleLine: 'A.makeUp',
    words: `面授 ${formatHundredths(hours)} 学时，其中补课 ${madeUp} 学时按 ${formatHundredths(makeUpPercent)} 倍记，每学时 ${formatHundredths(rate)} 学分，取到 ${formatHundredths(rules.roundingHundredths)} 是 ${formatHundredths(amount)} 学分`,
  };
}
