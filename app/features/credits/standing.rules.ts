/**
 * What of the ledger counts towards a position's year. Entries keep what was earned; caps and shares are applied here, on
 * reading, so the order of posting never matters. Sources: the college's rules and schemes (content/policies); status words
 * 达标 / 基本达标 (at least 80 %) / 未达标 / 免考核 of the domain model. People are never ordered by any of this.
 */
import type { Position, School } from '#app/lib/vocabulary.ts';
import { countsFor, type EarnedEntry } from './choice.rules.ts';
import { carriedInto, categoriesOf, minimumOf, needed, share, sum, targetOf } from './reckoning.rules.ts';
import type { CategoryCode, CreditRules } from './rules.schema.ts';
import type { Scheme } from './schemes.schema.ts';

export type StandingStatus = 'met' | 'nearly' | 'not-met' | 'exempt' | 'no-scheme';

export interface CategoryStanding {
  category: CategoryCode;
  label: string;
  earned: number;
  counted: number;
  cap: number | null;
}

/** A minimum of a kind; `earned` is what reaches it, by its own rule before or within the caps. */
export interface MinimumStanding {
  label: string;
  school: School | null;
  required: number;
  earned: number;
  missing: number;
}

/** Amounts in hundredths. `counted` is own credits less `movedBack` and with `carriedIn` and `madeUp`. */
export interface Standing {
  required: number;
  earned: number;
  counted: number;
  missing: number;
  /** Left over from the cycles before and used here. */
  carriedIn: number;
  /** Earned in the months after the cycle for what was missing in it. */
  madeUp: number;
  /** Earned here and needed for what was missing in the cycle before. */
  movedBack: number;
  /** What is left over, of everything and of electives alone, for the next cycles if the rules carry it over. */
  surplus: { all: number; elective: number };
  categories: CategoryStanding[];
  minimums: MinimumStanding[];
  requiredCourses: { code: string; alternatives: string[]; done: boolean; dueThisYear: boolean }[];
  status: StandingStatus;
}

export interface StandingInput {
  rules: CreditRules;
  scheme: Scheme;
  entries: readonly EarnedEntry[];
  /** Codes of all courses completed, in any year. */
  finishedCodes: ReadonlySet<string>;
  /** Months in which the position was held up to the end of this year, of all months of the cycle (12, when nothing is said). */
  months: number;
  ofMonths?: number;
  /** The position was taken up this year. */
  firstYear: boolean;
  exempt: boolean;
  /** Which of the scheme's positions are held, and the rank, for targets of their own. */
  positions?: readonly Position[];
  rank?: string | null;
  /** What the cycles before have left over. */
  carried?: number;
  /** Earned after the cycle, while it may still be made up. */
  late?: readonly EarnedEntry[];
  /** What of this cycle's first days was needed for the cycle before. */
  movedBack?: { amount: number; until: string };
}

/** The standing of one position in one cycle. */
export function standingOf(input: StandingInput): Standing {
  const { scheme } = input;
  const required = share(targetOf(input), input);
  const entries = input.entries.filter((entry) => countsFor(scheme, entry));
  const late = input.late?.filter((entry) => countsFor(scheme, entry)) ?? [];
  const categories = categoriesOf(entries, required, input);
  const own = sum(categories.map(({ counted }) => counted));
  const counting = (chosen: readonly EarnedEntry[]) =>
    sum(categoriesOf(chosen, required, input).map(({ counted }) => counted));
  const movedBack = needed(input.movedBack, { own, entries, counting });
  const madeUp =
    late.length === 0 || own >= required
      ? 0
      : Math.min(required - own, counting([...entries, ...late]) - own);
  const here = own - movedBack + madeUp;
  const carriedIn = carriedInto(input, { required, own, here, entries, counting });
  const over = Math.max(0, own - movedBack - required);
  const electives = over === 0 ? 0 : counting(entries.filter(({ elective }) => elective));
  const standing = {
    required,
    earned: sum(entries.map(({ amount }) => amount)),
    counted: here + carriedIn,
    missing: Math.max(0, required - here - carriedIn),
    carriedIn,
    madeUp,
    movedBack,
    surplus: { all: over, elective: Math.min(over, electives) },
    categories,
    minimums: scheme.minimums.map((each) => minimumOf(each, { required, input, entries, late, counting })),
    requiredCourses: requiredCoursesOf(input),
  };
  return { ...standing, status: statusOf(standing, input) };
}

function requiredCoursesOf({ scheme, finishedCodes, firstYear }: StandingInput) {
  return scheme.requiredCourses.map(({ code, alternatives, within }) => ({
    code,
    alternatives,
    done: [code, ...alternatives].some((each) => finishedCodes.has(each)),
    dueThisYear: within === 'year' || firstYear,
  }));
}

function statusOf(standing: Omit<Standing, 'status'>, input: StandingInput): StandingStatus {
  if (input.exempt) return 'exempt';
  if (targetOf(input) === 0) return 'no-scheme';
  const coursesDone = standing.requiredCourses.every(({ done, dueThisYear }) => done || !dueThisYear);
  const minimumsMet = standing.minimums.every(({ missing }) => missing === 0);
  if (standing.missing === 0 && minimumsMet && coursesDone) return 'met';
  const nearly = standing.counted * 100 >= standing.required * input.scheme.nearlyPercent;
  return nearly ? 'nearly' : 'not-met';
}
