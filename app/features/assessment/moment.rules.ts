/**
 * Which year and which day somebody looks at: the year's result is that of the whole year, who belongs to the scope and what
 * they are is that of one day of it. Source: domain model §6.1, last year's assessment keeps last year's organisation.
 */
import { accountingYear, yearOfDay } from '#app/features/credits/cycle.rules.ts';
import type { CreditRules } from '#app/features/credits/rules.schema.ts';

export interface Moment {
  year: number;
  /** The day of which the organisation is shown. */
  onDay: string;
  /** The last day of the year that has been reached: the year's result is of this day. */
  lastDay: string;
  /** What was asked for lies ahead or is no day; this is what is shown in its place. */
  corrected: boolean;
}

const FIRST_YEAR = 2000;

type Calendar = Pick<CreditRules, 'accountingYear'>;

/**
 * The moment that the address asks for: a day (`on`), else the last one of a `year`, else today. Never one that lies ahead. `rules` say when
 * a year of credits begins.
 */
export function momentOf(
  { year, on }: { year?: string; on?: string },
  today: string,
  rules: Calendar = {},
): Moment {
  const thisYear = yearOfDay(rules, today);
  const lastOf = (wanted: number) => {
    const { to } = accountingYear(rules, wanted);
    return to < today ? to : today;
  };
  if (on && isDay(on) && on <= today && Number(on.slice(0, 4)) >= FIRST_YEAR) {
    const ofDay = yearOfDay(rules, on);
    return { year: ofDay, onDay: on, lastDay: lastOf(ofDay), corrected: false };
  }
  const wanted = /^\d{4}$/.test(year ?? '') ? Number(year) : null;
  const known = wanted !== null && wanted >= FIRST_YEAR && wanted <= thisYear;
  const shown = known ? wanted : thisYear;
  return { year: shown, onDay: lastOf(shown), lastDay: lastOf(shown), corrected: !!on || (!!year && !known) };
}

/** The address's part that says the same: empty for today. */
export function momentQuery(
  { year, onDay, lastDay }: Moment,
  today: string,
  rules: Calendar = {},
): Record<string, string> {
  if (onDay !== lastDay) return { on: onDay };
  return year === yearOfDay(rules, today) ? {} : { year: String(year) };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
