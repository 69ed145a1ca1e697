import { addDays } from '#app/lib/time.ts';

/** How long ago at least a change may have happened that is entered late: a quarter, in days. */
const LATE_DAYS = 92;
/** How far ahead a change is planned at most, in days. */
const AHEAD_DAYS = 366;

/** The first day from which a change may hold: this year's first, or a quarter ago where that is earlier. What is of earlier years has been told and used. */
export function earliestDay(today: string): string {
  const [newYear, quarter] = [`${today.slice(0, 4)}-01-01`, addDays(today, -LATE_DAYS)];
  return newYear < quarter ? newYear : quarter;
}

/** The last day for which a change may be planned. */
export const latestDay = (today: string): string => addDays(today, AHEAD_DAYS);
