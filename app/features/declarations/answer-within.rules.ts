/** By which working day whoever waits is answered, and whether that has passed: declarations, appeals, and what needs a second person. */
import { unknownYearsWords, workingDaysAfter } from '#app/features/timetable/working-days.rules.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';

export interface Answer {
  /** Null where nobody waits for an answer. */
  answerBy: string | null;
  overdue: boolean;
  /** Years on the way whose holidays are not known yet. */
  unknownYears: number[];
}

/** `since`: the instant from which somebody waits, or null. */
export function answerWithin(since: string | null, workingDays: number, now: Date): Answer {
  if (!since) return { answerBy: null, overdue: false, unknownYears: [] };
  const { day, unknownYears } = workingDaysAfter(dayOf(since), workingDays);
  return { answerBy: day, overdue: day < dayOf(now), unknownYears };
}

/** The same in words, for whoever waits; empty where nobody does. */
export function answerWords({ answerBy, overdue, unknownYears }: Answer): string {
  if (answerBy === null) return '';
  if (overdue) return `应在${formatDate(answerBy)}前答复，已经过期，可以直接找能办的人催一下。`;
  return `会在${formatDate(answerBy)}前答复。${unknownYearsWords(unknownYears) ?? ''}`;
}
