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
  levels: { label: string; required: number; missing: number }[];
}

/** Each counter that says what counts, in a year; `entries` of all years. */
export function countersOf(
  counters: readonly Counter[] | undefined,
  { rules, year, entries }: { rules: CreditRules; year: number; entries: readonly EarnedEntry[] },
): CounterStanding[] {
  return (counters ?? []).flatMap((counter) => {
    if (!counter.counts) return [];
    const days = daysOfCounter(counter, rules, year);
    const counted = unitsOf(
      counter,
      entries.filter(({ occurredOn }) => occurredOn >= days.from && occurredOn <= days.to),
    );
    const levels = counter.levels.map(({ label, required }) => ({
      label,
      required: required * 100,
      missing: Math.max(0, required * 100 - counted),
    }));
    return [{ key: counter.key, label: counter.label, unit: counter.unit, days, counted, levels }];
  });
}

/** The last years up to this one, or those of the block in which it lies. */
function daysOfCounter({ years, first }: Counter, rules: CreditRules, year: number): Days {
  const from = first === undefined ? year - years + 1 : first + Math.floor((year - first) / years) * years;
  return daysOfYears(rules, from, year);
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
