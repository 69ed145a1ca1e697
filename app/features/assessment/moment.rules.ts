/**
 * Which year and which day somebody looks at: the year's result is that of the whole year, who belongs to the scope and what
 * they are is that of one day of it. Source: domain model §6.1, last year's assessment keeps last year's organisation.
 */
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

/** The moment that the address asks for: a day (`on`), else the last one of a `year`, else today. Never one that lies ahead. */
export function momentOf({ year, on }: { year?: string; on?: string }, today: string): Moment {
  const thisYear = Number(today.slice(0, 4));
  const lastOf = (wanted: number) => (wanted === thisYear ? today : `${wanted}-12-31`);
  if (on && isDay(on) && on <= today && Number(on.slice(0, 4)) >= FIRST_YEAR) {
    const ofDay = Number(on.slice(0, 4));
    return { year: ofDay, onDay: on, lastDay: lastOf(ofDay), corrected: false };
  }
  const wanted = /^\d{4}$/.test(year ?? '') ? Number(year) : null;
  const known = wanted !== null && wanted >= FIRST_YEAR && wanted <= thisYear;
  const shown = known ? wanted : thisYear;
  return { year: shown, onDay: lastOf(shown), lastDay: lastOf(shown), corrected: !!on || (!!year && !known) };
}

/** The address's part that says the same: empty for today. */
export function momentQuery({ year, onDay, lastDay }: Moment, today: string): Record<string, string> {
  if (onDay !== lastDay) return { on: onDay };
  return year === Number(today.slice(0, 4)) ? {} : { year: String(year) };
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00.000Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
