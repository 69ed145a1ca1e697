/**
 * What is counted beside the credits of a scheme, side by side: 学时, hours over three rolling years, a block of five years. Sources: domain
 * model §2.4 (72 or 90 hours in three years), §2.1 (550 学时 in five), §6.9.
 */
import { type EarnedEntry, fits } from './choice.rules.ts';
import { type Days, daysOfYears } from './cycle.rules.ts';
import type { CreditRules } from './rules.schema.ts';
import type { Counter } from './schemes.schema.ts';

/** Amounts in hundredths of the counter's unit. */
export interface CounterStanding {
  key: string;
  label: string;
  unit: string;
  days: Days;
  counted: number;
  /** What each of the years that it looks at has brought; each is rounded down, so together they may be a trifle less. */
  years: { year: number; counted: number }[];
  /** `pace`: what a year should bring, so that the whole is reached in time. */
  levels: { label: string; required: number; missing: number; pace: number }[];
}

/** Each counter that says what counts, in a year; `entries` of all years. */
export function countersOf(
  counters: readonly Counter[] | undefined,
  { rules, year, entries }: { rules: CreditRules; year: number; entries: readonly EarnedEntry[] },
): CounterStanding[] {
  return (counters ?? []).flatMap((counter) => {
    if (!counter.counts) return [];
    const first = firstYearOf(counter, year);
    const within = ({ from, to }: Days) =>
      unitsOf(
        counter,
        entries.filter(({ occurredOn }) => occurredOn >= from && occurredOn <= to),
      );
    const days = daysOfYears(rules, first, year);
    const counted = within(days);
    const levels = counter.levels.map(({ label, required, yearlyPace }) => ({
      label,
      required: required * 100,
      missing: Math.max(0, required * 100 - counted),
      pace: yearlyPace * 100,
    }));
    const years = Array.from({ length: year - first + 1 }, (_, index) => ({
      year: first + index,
      counted: within(daysOfYears(rules, first + index, first + index)),
    }));
    return [{ key: counter.key, label: counter.label, unit: counter.unit, days, counted, years, levels }];
  });
}

/** Where the last years up to this one begin, or the block in which it lies. */
function firstYearOf({ years, first }: Counter, year: number): number {
  return first === undefined ? year - years + 1 : first + Math.floor((year - first) / years) * years;
}

/** Rounds down once, at the end: the order of entries means nothing. */
function unitsOf({ counts = [] }: Counter, entries: readonly EarnedEntry[]): number {
  let exact = 0;
  for (const entry of entries) {
    const choice = counts.find((each) => fits(each, entry));
    if (choice) exact += entry.amount * choice.unitHundredthsPerCredit;
  }
  return Math.floor(exact / 100);
}
