/**
 * Working days: Monday to Friday without the statutory holidays, and the weekends on which people work instead (调休). Source:
 * 国务院办公厅关于节假日安排的通知 as content/policies/holidays.json. Of a year that has not been announced only the weekends are known.
 */
import { addDays } from '#app/lib/time.ts';
import { statutoryCalendar } from './holidays.rules.ts';

export interface WorkingCalendar {
  /** The years that it knows. */
  years: readonly number[];
  holidays: readonly { from: string; to: string }[];
  /** Weekends on which people work. */
  workdays: readonly string[];
}

/** A day reached by counting, and the years on the way whose holidays are not known. */
export interface CountedDay {
  day: string;
  unknownYears: number[];
}

/** Whether people work on a calendar day. */
export function isWorkingDay(day: string, calendar: WorkingCalendar = statutoryCalendar): boolean {
  if (calendar.workdays.includes(day)) return true;
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6) return false;
  return !calendar.holidays.some(({ from, to }) => from <= day && day <= to);
}

/** The working day that is the `count`th after a day, which itself does not count. `count` from 1. */
export function workingDaysAfter(
  day: string,
  count: number,
  calendar: WorkingCalendar = statutoryCalendar,
): CountedDay {
  const unknown = new Set<number>();
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    const year = Number(at.slice(0, 4));
    if (!calendar.years.includes(year)) unknown.add(year);
    if (isWorkingDay(at, calendar)) left -= 1;
  }
  return { day: at, unknownYears: [...unknown] };
}

/** What to say where a day was counted without knowing the holidays: null where all are known. */
export function unknownYearsWords(unknownYears: readonly number[]): string | null {
  if (unknownYears.length === 0) return null;
  return `${unknownYears.join('、')} 年的放假安排还没有公布，先按周一到周五算；公布以后，以公布的为准。`;
}
