import { addDays } from '#app/lib/time.ts';

export { addDays, instantAt as momentOf, mondayOf } from '#app/lib/time.ts';

const DAY_MS = 86_400_000;

export function plusMinutes(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * 60_000);
}

export function plusDays(moment: Date, days: number): Date {
  return new Date(moment.getTime() + days * DAY_MS);
}

/** A half-year of teaching. */
export interface Semester {
  code: string;
  name: string;
  startsOn: string;
  endsOn: string;
}

/**
 * The semesters around a day: `shift` 0 is the one that it lies in, −1 the one before, 1 the next. The present one is
 * stretched where needed, so that it began ten weeks ago at least and ends eight weeks from now at the earliest: the demo
 * must show sections that have ended as well as some that lie ahead, on whatever day it is loaded.
 */
export function semesterOf(today: string, shift: -2 | -1 | 0 | 1): Semester {
  const present = half(halfOf(today));
  const startsOn = earlier(present.startsOn, addDays(today, -77));
  const endsOn = later(present.endsOn, addDays(today, 56));
  if (shift === 0) return { ...present, startsOn, endsOn };
  const other = half(halfOf(today) + shift);
  if (shift === -1) return { ...other, endsOn: addDays(startsOn, -1) };
  return shift === 1 ? { ...other, startsOn: addDays(endsOn, 1) } : other;
}

const earlier = (one: string, other: string) => (one < other ? one : other);
const later = (one: string, other: string) => (one > other ? one : other);

/** Halves counted on: spring of year y is 2y (from 1 March), autumn 2y + 1 (from 1 September). */
function halfOf(day: string): number {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (month < 3) return 2 * year - 1;
  return month < 9 ? 2 * year : 2 * year + 1;
}

function half(number: number): Semester {
  const year = Math.floor(number / 2);
  if (number % 2 === 0)
    return {
      code: `${year}-spring`,
      name: `${year}年春季学期`,
      startsOn: `${year}-03-01`,
      endsOn: `${year}-08-31`,
    };
  return {
    code: `${year}-autumn`,
    name: `${year}年秋季学期`,
    startsOn: `${year}-09-01`,
    endsOn: addDays(`${year + 1}-03-01`, -1),
  };
}
