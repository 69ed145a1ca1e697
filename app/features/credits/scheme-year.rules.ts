/**
 * A scheme's year of one person: which days and months it looks at, what the cycles before leave over, what is made up after it. Sources:
 * domain model §6.8 (carry-over that expires), §6.9 (pro-rata by month), §2.5 (陆良's year, 中卫's five years with making up).
 */
import type { Position } from '#app/lib/vocabulary.ts';
import type { EarnedEntry } from './choice.rules.ts';
import { type CounterStanding, countersOf } from './counters.rules.ts';
import {
  accountingYear,
  cycleEndsBefore,
  cycleYears,
  type Days,
  daysOfYears,
  heldSince,
  monthsAfter,
  monthsOf,
} from './cycle.rules.ts';
import { countedOnce } from './once-a-year.rules.ts';
import { targetOf } from './reckoning.rules.ts';
import type { CreditRules } from './rules.schema.ts';
import type { CreditSchemes, Scheme } from './schemes.schema.ts';
import { type Standing, type StandingInput, standingOf } from './standing.rules.ts';

/** What was asked in a year. `day`: the last one that has been reached. */
export interface AskedInYear {
  year: number;
  day: string;
  rules: CreditRules;
  schemes: CreditSchemes;
}

export interface TermOfPost {
  position: Position;
  validFrom: string;
  validTo: string | null;
  exemptYears: readonly number[];
}

export interface PersonOfYear {
  /** All posts that are known, also of earlier years. */
  posts: readonly TermOfPost[];
  /** All awards that stand, of all years. */
  awards: readonly EarnedEntry[];
  finishedCodes: ReadonlySet<string>;
}

export interface SchemeYear extends Standing {
  /** The days of which entries count: a year, or a longer cycle up to the end of the year. */
  days: Days;
  /** What a whole cycle asks, and for how many of its months it is asked here. */
  share: { whole: number; months: number; ofMonths: number };
  counters: CounterStanding[];
  since: string;
  held: Position[];
}

/** The year of a scheme; null for somebody who is not under it on the last day. `earlier` years are taken as far as they are given. */
export function schemeYear(
  asked: AskedInYear,
  scheme: Scheme,
  person: PersonOfYear,
  earlier: readonly AskedInYear[] = [],
): SchemeYear | null {
  const now = inputOfYear(asked, scheme, person, earlier);
  if (!now) return null;
  const { days, since, held, input } = now;
  const { rules, year } = asked;
  const { months, ofMonths = 12 } = input;
  return {
    ...standingOf(input),
    days,
    share: { whole: targetOf(input), months: Math.min(months, ofMonths), ofMonths },
    counters: countersOf(scheme.counters, { rules, year, entries: countedOnce(rules, person.awards) }),
    since,
    held,
  };
}

/** What the standing of a scheme's year is reckoned from, the cycles before included; null for somebody who is not under it. */
export function inputOfYear(
  asked: AskedInYear,
  scheme: Scheme,
  person: PersonOfYear,
  earlier: readonly AskedInYear[] = [],
) {
  const now = cycleInput(asked, scheme, person);
  if (!now) return null;
  const before = earlier.length > 0 ? leftBefore(asked, scheme, person, earlier) : {};
  return { ...now, input: { ...now.input, ...before } };
}

/** The years whose policies tell what was left over or not reached before a year, oldest first; mostly none. */
export function yearsBefore({ year, rules, schemes }: Omit<AskedInYear, 'day'>): number[] {
  const years = new Set(schemes.schemes.flatMap((scheme) => cycleEndsBefore(rules, scheme, year)));
  return [...years].sort((a, b) => a - b);
}

type Before = Pick<StandingInput, 'carried' | 'movedBack'>;

function leftBefore(
  asked: AskedInYear,
  scheme: Scheme,
  person: PersonOfYear,
  earlier: readonly AskedInYear[],
): Before {
  const { electiveOnly = false, validYears = 1 } = asked.rules.carryOver ?? {};
  let left: number[] = [];
  let movedBack: Before['movedBack'];
  for (const year of cycleEndsBefore(asked.rules, scheme, asked.year)) {
    const then = earlier.find((each) => each.year === year);
    const thenScheme = then?.schemes.schemes.find(({ position }) => position === scheme.position);
    const cycle = then && thenScheme && cycleInput(then, thenScheme, person);
    const standing = cycle && standingOf({ ...cycle.input, carried: total(left), movedBack });
    left = without(left, standing?.carriedIn ?? 0);
    left.push((electiveOnly ? standing?.surplus.elective : standing?.surplus.all) ?? 0);
    left = left.slice(-validYears);
    movedBack = cycle && standing ? { amount: standing.madeUp, until: cycle.madeUpUntil } : undefined;
  }
  return { carried: total(left), movedBack };
}

/** What is left of the amounts, oldest first, when so much is taken. */
function without(amounts: readonly number[], taken: number): number[] {
  let rest = taken;
  return amounts.map((amount) => {
    const used = Math.min(amount, rest);
    rest -= used;
    return amount - used;
  });
}

const total = (amounts: readonly number[]): number => amounts.reduce((sum, amount) => sum + amount, 0);

function cycleInput(asked: AskedInYear, scheme: Scheme, person: PersonOfYear) {
  const { year, day, rules, schemes } = asked;
  const terms = person.posts.filter(({ position }) => scheme.positions.includes(position));
  if (terms.length === 0) return null;
  const onDay = terms.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
  const since = heldSince(terms, day);
  if (since === null) return null;
  const years = cycleYears(scheme, year);
  const days = daysOfYears(rules, years.from, year);
  const from = schemes.proRata === 'none' || since < days.from ? days.from : since;
  const ends = accountingYear(rules, years.to).to;
  const awards = countedOnce(rules, person.awards);
  const madeUpUntil = scheme.makeUp ? monthsAfter(ends, scheme.makeUp.months) : ends;
  const input: StandingInput = {
    rules,
    scheme,
    entries: within(awards, days.from, days.to),
    late: scheme.makeUp && year === years.to ? within(awards, ends, madeUpUntil, true) : [],
    finishedCodes: person.finishedCodes,
    months: Math.min(12 * (year - years.from + 1), monthsOf({ from, to: days.to })),
    ofMonths: 12 * (years.to - years.from + 1),
    firstYear: since >= accountingYear(rules, year).from,
    exempt: onDay.some(({ exemptYears }) => exemptYears.includes(year)),
    positions: onDay.map(({ position }) => position),
  };
  return { input, days, since, held: onDay.map(({ position }) => position), madeUpUntil };
}

function within(entries: readonly EarnedEntry[], from: string, to: string, after = false): EarnedEntry[] {
  return entries.filter(
    ({ occurredOn }) => (after ? occurredOn > from : occurredOn >= from) && occurredOn <= to,
  );
}
