/** The statutory holidays within a term. Source: 国务院办公厅关于节假日安排的通知, one a year, as content/policies/holidays.json. */
import holidaysOfAllYears from '#content/policies/holidays.json';
import { holidaysFile } from './holidays.schema.ts';

/** Days without classes, both ends included, as `2026-11-22`. */
export interface Break {
  name: string;
  fromDay: string;
  toDay: string;
}

const { years } = holidaysFile.parse(holidaysOfAllYears);

/** The days off of every known year, and the weekends on which people work instead. */
export const statutoryCalendar = {
  years: years.map(({ year }) => year),
  holidays: years.flatMap(({ holidays }) => holidays),
  workdays: years.flatMap(({ workdays }) => workdays.map(({ day }) => day)),
} as const;

/** The holidays that share a day with a term, in their order. */
export function holidaysWithin({ startsOn, endsOn }: { startsOn: string; endsOn: string }): Break[] {
  return years
    .flatMap(({ holidays }) => holidays)
    .filter(({ from, to }) => from <= endsOn && startsOn <= to)
    .map(({ name, from, to }) => ({ name, fromDay: from, toDay: to }));
}

/** The years of a term whose holidays are not known yet: they are announced late in the year before. */
export function yearsWithoutHolidays({ startsOn, endsOn }: { startsOn: string; endsOn: string }): number[] {
  const [first, last] = [Number(startsOn.slice(0, 4)), Number(endsOn.slice(0, 4))];
  const known = years.map(({ year }) => year);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    (year) => !known.includes(year),
  );
}
