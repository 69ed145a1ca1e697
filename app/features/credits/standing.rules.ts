/**
 * What of the ledger counts towards a position's year. Entries keep what was earned; caps and shares are applied here, on
 * reading, so the order of posting never matters. Sources: the college's rules and schemes (content/policies); status words
 * 达标 / 基本达标 (at least 80 %) / 未达标 / 免考核 of the domain model. People are never ordered by any of this.
 */
import type { School } from '#app/lib/vocabulary.ts';
import { type CategoryCode, type CreditRules, categoryCodes } from './rules.schema.ts';
import type { Scheme } from './schemes.schema.ts';

/** One award that has not been reversed; `amount` in hundredths, `occurredOn` a calendar day. */
export interface EarnedEntry {
  category: CategoryCode;
  amount: number;
  school: School | null;
  courseCode: string | null;
  occurredOn: string;
}

export type StandingStatus = 'met' | 'nearly' | 'not-met' | 'exempt' | 'no-scheme';

export interface CategoryStanding {
  category: CategoryCode;
  label: string;
  earned: number;
  counted: number;
  cap: number | null;
}

export interface Standing {
  required: number;
  earned: number;
  counted: number;
  missing: number;
  categories: CategoryStanding[];
  minimums: { label: string; school: School; required: number; earned: number; missing: number }[];
  requiredCourses: { code: string; alternatives: string[]; done: boolean; dueThisYear: boolean }[];
  status: StandingStatus;
}

export interface StandingInput {
  rules: CreditRules;
  scheme: Scheme;
  entries: readonly EarnedEntry[];
  /** Codes of all courses completed, in any year. */
  finishedCodes: ReadonlySet<string>;
  /** Months of this year in which the position was held, 1–12. */
  months: number;
  /** The position was taken up this year. */
  firstYear: boolean;
  exempt: boolean;
}

/** The standing of one position in one year. */
export function standingOf(input: StandingInput): Standing {
  const { scheme, rules, months } = input;
  const required = proRata(scheme.totalHundredths, months, rules.roundingHundredths);
  const entries = input.entries.filter((entry) => countsFor(scheme, entry));
  const categories = categoryCodes
    .map((code) => categoryStanding(code, entries, required, input))
    .filter(({ earned }) => earned > 0);
  const counted = sum(categories.map((each) => each.counted));
  const minimums = scheme.minimums.map((minimum) => {
    const needed = proRata(minimum.hundredths, months, rules.roundingHundredths);
    const earned = sum(entries.filter(({ school }) => school === minimum.school).map(({ amount }) => amount));
    return {
      label: minimum.label,
      school: minimum.school,
      required: needed,
      earned,
      missing: Math.max(0, needed - earned),
    };
  });
  const requiredCourses = scheme.requiredCourses.map((course) => ({
    code: course.code,
    alternatives: course.alternatives,
    done: [course.code, ...course.alternatives].some((code) => input.finishedCodes.has(code)),
    dueThisYear: course.within === 'year' || input.firstYear,
  }));
  const standing = {
    required,
    earned: sum(entries.map(({ amount }) => amount)),
    counted,
    missing: Math.max(0, required - counted),
    categories,
    minimums,
    requiredCourses,
  };
  return { ...standing, status: statusOf(standing, input) };
}

function proRata(hundredths: number, months: number, rounding: number): number {
  return months >= 12 ? hundredths : Math.floor((hundredths * months) / 12 / rounding + 0.5) * rounding;
}

/** A scheme counts its schools and, besides, the courses that it names; what belongs to no school counts for all. */
function countsFor(scheme: Scheme, { school, courseCode }: EarnedEntry): boolean {
  if (school === null || scheme.countingSchools.includes(school)) return true;
  return courseCode !== null && scheme.countingCourses.includes(courseCode);
}

function categoryStanding(
  code: CategoryCode,
  entries: readonly EarnedEntry[],
  required: number,
  { rules, scheme, months }: StandingInput,
): CategoryStanding {
  const rule = rules.categories.find((each) => each.code === code);
  const own = entries.filter(({ category }) => category === code);
  const withinDays =
    rule?.dailyCapHundredths == null
      ? sum(own.map(({ amount }) => amount))
      : cappedByDay(own, rule.dailyCapHundredths);
  const maximum = scheme.maximums.find(({ category }) => category === code);
  const caps = [
    ...(rule?.annualShareCapPercent == null || required === 0
      ? []
      : [Math.floor((required * rule.annualShareCapPercent) / 100)]),
    ...(maximum ? [proRata(maximum.hundredths, months, rules.roundingHundredths)] : []),
  ];
  const cap = caps.length > 0 ? Math.min(...caps) : null;
  return {
    category: code,
    label: rule?.label ?? code,
    earned: sum(own.map(({ amount }) => amount)),
    counted: cap === null ? withinDays : Math.min(withinDays, cap),
    cap,
  };
}

function cappedByDay(entries: readonly EarnedEntry[], cap: number): number {
  const days = new Map<string, number>();
  for (const { occurredOn, amount } of entries) days.set(occurredOn, (days.get(occurredOn) ?? 0) + amount);
  return sum([...days.values()].map((day) => Math.min(day, cap)));
}

function statusOf(standing: Omit<Standing, 'status'>, { exempt, scheme }: StandingInput): StandingStatus {
  if (exempt) return 'exempt';
  if (scheme.totalHundredths === 0) return 'no-scheme';
  const coursesDone = standing.requiredCourses.every(({ done, dueThisYear }) => done || !dueThisYear);
  const minimumsMet = standing.minimums.every(({ missing }) => missing === 0);
  if (standing.missing === 0 && minimumsMet && coursesDone) return 'met';
  return standing.counted * 100 >= standing.required * scheme.nearlyPercent ? 'nearly' : 'not-met';
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
