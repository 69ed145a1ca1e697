/**
 * The days of a cycle and the months that a position was held in it. Sources: accounting year 1 December – 30 November (陆良), five-year
 * cycles (中卫, 安徽), three rolling years of licensed social workers; domain model §2.4, §2.5, §6.9.
 */
import { addDays } from '#app/lib/time.ts';
import type { CreditRules } from './rules.schema.ts';
import type { Scheme } from './schemes.schema.ts';

/** Calendar days, both included. */
export interface Days {
  from: string;
  to: string;
}

/** A year of credits, named for the calendar year in which it ends. */
export function accountingYear({ accountingYear }: Pick<CreditRules, 'accountingYear'>, year: number): Days {
  const from = accountingYear?.from ?? '01-01';
  if (from === '01-01') return { from: `${year}-01-01`, to: `${year}-12-31` };
  return { from: `${year - 1}-${from}`, to: addDays(`${year}-${from}`, -1) };
}

/** The year of credits in which a calendar day lies. */
export function yearOfDay(rules: Pick<CreditRules, 'accountingYear'>, day: string): number {
  const year = Number(day.slice(0, 4));
  return accountingYear(rules, year).to < day ? year + 1 : year;
}

/** The years of credits `from`–`to` that make up the cycle in which a year lies. */
export function cycleYears({ cycle }: Pick<Scheme, 'cycle'>, year: number): { from: number; to: number } {
  if (!cycle) return { from: year, to: year };
  const from = cycle.first + Math.floor((year - cycle.first) / cycle.years) * cycle.years;
  return { from, to: from + cycle.years - 1 };
}

/**
 * The last years of the cycles before, oldest first. What a cycle leaves can be used in `validYears` others, and what they used of it
 * depends on what was left to them: so many cycles are looked back as any of it can reach.
 */
export function cycleEndsBefore(
  { carryOver }: Pick<CreditRules, 'carryOver'>,
  scheme: Pick<Scheme, 'cycle' | 'makeUp'>,
  year: number,
): number[] {
  const cycles = carryOver?.into ? 2 * carryOver.validYears - 1 : scheme.makeUp ? 1 : 0;
  const { from, to } = cycleYears(scheme, year);
  return Array.from({ length: cycles }, (_, index) => from - 1 - index * (to - from + 1)).reverse();
}

/** The days from the beginning of one year of credits to the end of another. */
export function daysOfYears(rules: Pick<CreditRules, 'accountingYear'>, from: number, to: number): Days {
  return { from: accountingYear(rules, from).from, to: accountingYear(rules, to).to };
}

/** The calendar day so many months later; the last of the month where it has no such day. */
export function monthsAfter(day: string, months: number): string {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const last = new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).getUTCDate();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${Math.floor(month / 12)}-${two((month % 12) + 1)}-${two(Math.min(last, Number(day.slice(8))))}`;
}

/** How many months days touch, the first and the last included. */
export function monthsOf({ from, to }: Days): number {
  const month = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
  return Math.max(0, month(to) - month(from) + 1);
}

interface Term {
  validFrom: string;
  validTo: string | null;
}

/**
 * Since when a position has been held without a break, as seen from a day on which it is held. Who changes the community on the first of
 * the next month, or is appointed anew, has held it throughout: a break is a day on which nothing was held.
 */
export function heldSince(terms: readonly Term[], day: string): string | null {
  let since: string | null = null;
  for (const { validFrom, validTo } of terms)
    if (validFrom <= day && (validTo ?? day) >= day && (since === null || validFrom < since))
      since = validFrom;
  for (let before: string | null = null; since !== null && since !== before; ) {
    before = since;
    since = earliestThatJoins(terms, since);
  }
  return since;
}

/** The beginning of the terms that reach up to the day before another begins; that one's own where there are none. */
function earliestThatJoins(terms: readonly Term[], since: string): string {
  const earlier = terms.filter(({ validFrom }) => validFrom < since);
  if (earlier.length === 0) return since;
  const joins = addDays(since, -1);
  return earlier
    .filter(({ validTo }) => (validTo ?? joins) >= joins)
    .reduce((first, { validFrom }) => (validFrom < first ? validFrom : first), since);
}
