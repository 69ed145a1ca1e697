/**
 * The parts of a standing: what is asked, what counts by category, what is carried in and moved back, what reaches a minimum. Amounts in
 * hundredths; sources as in standing.rules.ts.
 */
import { withinCaps } from './caps.rules.ts';
import { type EarnedEntry, fits } from './choice.rules.ts';
import { rounded } from './conversion.rules.ts';
import { type CategoryCode, categoryCodes } from './rules.schema.ts';
import type { Minimum } from './schemes.schema.ts';
import type { CategoryStanding, MinimumStanding, StandingInput } from './standing.rules.ts';

export type Counting = (entries: readonly EarnedEntry[]) => number;

/** The first target that fits what is held and the rank, else the scheme's own total. */
export function targetOf({ scheme, positions = [], rank = null }: StandingInput): number {
  const fitting = scheme.targets?.find(
    (target) =>
      (target.positions?.some((position) => positions.includes(position)) ?? true) &&
      (target.rank === undefined || target.rank === rank),
  );
  return fitting?.hundredths ?? scheme.totalHundredths;
}

/**
 * The part of a number of a whole cycle that the months held ask for. Rounds half up to the step of the rules, never above the whole:
 * a number that is no multiple of the step stays as it is in a whole cycle, and fewer months ask for no more.
 */
export function share(hundredths: number, { months, ofMonths = 12, rules }: StandingInput): number {
  if (months >= ofMonths) return hundredths;
  const step = { roundingHundredths: rules.roundingHundredths, roundingMode: 'half-up' } as const;
  return Math.min(hundredths, rounded(step, hundredths * months, ofMonths));
}

export function categoriesOf(
  entries: readonly EarnedEntry[],
  required: number,
  input: StandingInput,
): CategoryStanding[] {
  const own = new Map<CategoryCode, EarnedEntry[]>();
  for (const entry of entries) {
    const others = own.get(entry.category);
    if (others) others.push(entry);
    else own.set(entry.category, [entry]);
  }
  return categoryCodes
    .filter((code) => own.has(code))
    .map((code) => categoryStanding(code, own.get(code) ?? [], required, input))
    .filter(({ earned }) => earned > 0);
}

function categoryStanding(
  code: CategoryCode,
  own: readonly EarnedEntry[],
  required: number,
  input: StandingInput,
): CategoryStanding {
  const { rules, scheme } = input;
  const rule = rules.categories.find((each) => each.code === code);
  const within = withinCaps(rule, own);
  const maximum = scheme.maximums.find(({ category }) => category === code);
  const caps = [
    ...(rule?.annualShareCapPercent == null || required === 0
      ? []
      : [Math.floor((required * rule.annualShareCapPercent) / 100)]),
    ...(maximum?.hundredths === undefined ? [] : [share(maximum.hundredths, input)]),
    ...(maximum?.percentOfRequired === undefined
      ? []
      : [Math.floor((required * maximum.percentOfRequired) / 100)]),
  ];
  const cap = caps.length > 0 ? Math.min(...caps) : null;
  return {
    category: code,
    label: rule?.label ?? code,
    earned: sum(own.map(({ amount }) => amount)),
    counted: cap === null ? within : Math.min(within, cap),
    cap,
  };
}

/** What of a cycle's first days goes to the cycle before: no more than those days add to this one. */
export function needed(
  movedBack: StandingInput['movedBack'],
  { own, entries, counting }: { own: number; entries: readonly EarnedEntry[]; counting: Counting },
): number {
  if (!movedBack || movedBack.amount === 0) return 0;
  const rest = entries.filter(({ occurredOn }) => occurredOn > movedBack.until);
  return Math.min(movedBack.amount, own - counting(rest));
}

interface Reckoned {
  required: number;
  /** What counts of the cycle's own credits, and what of them stays here with what is made up. */
  own: number;
  here: number;
  entries: readonly EarnedEntry[];
  counting: Counting;
}

/**
 * What earlier cycles left over fills only what is missing, to the percentage of the rules at most, and where it is for electives only what
 * the requirement leaves beside its required part.
 */
export function carriedInto(
  { rules, scheme, carried = 0, ...input }: StandingInput,
  reckoned: Reckoned,
): number {
  const { required, own, here, entries, counting } = reckoned;
  const rule = rules.carryOver;
  if (!rule?.into || carried === 0 || here >= required) return 0;
  const most = Math.floor((required * rule.maxPercentOfNextRequirement) / 100);
  const usable = Math.min(carried, most, required - here);
  if (rule.into === 'total') return usable;
  const requiredPart = scheme.minimums
    .filter(({ among }) => among?.elective === false && Object.keys(among).length === 1)
    .map((minimum) => askedBy(minimum, required, { rules, scheme, ...input }));
  // What electives add to the required ones. Alone they might count for more, where both share a cap.
  const electives = own - counting(entries.filter(({ elective }) => !elective));
  return Math.max(0, Math.min(usable, required - Math.max(0, ...requiredPart) - electives));
}

function askedBy({ hundredths, percentOfRequired }: Minimum, required: number, input: StandingInput): number {
  return percentOfRequired === undefined
    ? share(hundredths ?? 0, input)
    : Math.ceil((required * percentOfRequired) / 100);
}

type Minima = {
  required: number;
  input: StandingInput;
  entries: readonly EarnedEntry[];
  late: readonly EarnedEntry[];
  counting: Counting;
};

export function minimumOf(
  minimum: Minimum,
  { required, input, entries, late, counting }: Minima,
): MinimumStanding {
  const { label, school, among, reachedBy = 'earned' } = minimum;
  const asked = askedBy(minimum, required, input);
  const chosen = [...entries, ...late].filter(
    (entry) => (school === undefined || entry.school === school) && (!among || fits(among, entry)),
  );
  const earned = reachedBy === 'counted' ? counting(chosen) : sum(chosen.map(({ amount }) => amount));
  return { label, school: school ?? null, required: asked, earned, missing: Math.max(0, asked - earned) };
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
