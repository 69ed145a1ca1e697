/**
 * What of counts may be shown so that nobody can be picked out: nothing below five people, in no cell and in no difference of cells
 * that are shown together. Source: domain model §6.14 (aggregates of at least five people).
 */
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { largestFamilies } from './families.rules.ts';

export const FEWEST = 5;

/** So many people of a part of the scope, and how many of them have met what was asked. */
export interface Tally {
  people: number;
  met: number;
}

/** People who belong to the same groups, counted together. */
export interface Atom {
  people: number;
  /** Null: nothing is asked of them. They are in no group, but how many all together are is said elsewhere. */
  met: number | null;
  /** Keys of all groups to which they belong. */
  groups: readonly string[];
}

/**
 * A group as it is shown. `share`: in whole percent, exactly; `above`, `below`: only on which side of it, because those on the
 * other side are fewer than five; `people`: only how many they are, since the rest would give away others; `hidden`: nothing.
 */
export type Shown =
  | { kind: 'share' | 'above' | 'below'; people: number; percent: number }
  | { kind: 'people'; people: number }
  | { kind: 'hidden' };

/** Enough people, or nobody. */
const isEnough = ({ people }: Tally) => people === 0 || people >= FEWEST;
/** Enough people on both sides, or nobody. */
const isEven = ({ people, met }: Tally) => people === 0 || (met >= FEWEST && people - met >= FEWEST);

/** What is shown of each group, and of all together, by key; the whole's key is the empty text. */
export function disclose(atoms: readonly Atom[]): Map<string, Shown> {
  const cells = new Cells(atoms);
  const counted = cells.keep(cells.keys, isEnough);
  const exact = cells.keep(atoms.some(({ met }) => met === null) ? without(counted, WHOLE) : counted, isEven);
  return new Map(cells.keys.map((key) => [key, shownOf(cells.of(key), counted.has(key), exact.has(key))]));
}

function shownOf({ people, met }: Tally, isCounted: boolean, isExact: boolean): Shown {
  if (!isCounted || people === 0) return { kind: 'hidden' };
  if (isExact) return { kind: 'share', people, percent: Math.round((100 * met) / people) };
  if (people - met < FEWEST && people > 2 * FEWEST)
    return { kind: 'above', people, percent: Math.floor((100 * (people - FEWEST)) / people) };
  if (met < FEWEST && people > 2 * FEWEST)
    return { kind: 'below', people, percent: Math.ceil((100 * FEWEST) / people) };
  return { kind: 'people', people };
}

const WHOLE = '';

const without = (keys: Iterable<string>, one: string) => [...keys].filter((key) => key !== one);

class Cells {
  readonly keys: readonly string[];
  readonly #tallies: Tally[] = [];
  /** How many people two groups share, by the places of both among the keys. */
  readonly #shared: number[][] = [];

  constructor(atoms: readonly Atom[]) {
    this.keys = [...new Set([WHOLE, ...atoms.flatMap(({ groups }) => groups)])];
    const places = new Map(this.keys.map((key, at) => [key, at]));
    for (const _ of this.keys) {
      this.#tallies.push({ people: 0, met: 0 });
      this.#shared.push(this.keys.map(() => 0));
    }
    for (const { groups, people, met } of atoms) {
      const own = [...new Set([WHOLE, ...groups])].map((key) => places.get(key) ?? 0);
      for (const one of own) {
        const { people: before, met: metBefore } = this.at(one);
        this.#tallies[one] = { people: before + people, met: metBefore + (met ?? 0) };
        for (const other of own) (this.#shared[one] ?? [])[other] = this.#sharedBy(one, other) + people;
      }
    }
  }

  of(key: string): Tally {
    return this.at(this.keys.indexOf(key));
  }

  at(place: number): Tally {
    return this.#tallies[place] ?? { people: 0, met: 0 };
  }

  #sharedBy(one: number, other: number): number {
    return this.#shared[one]?.[other] ?? 0;
  }

  /** Of these groups the ones that may be shown together: each is fine, and so is whatever remains of one without others. */
  keep(keys: Iterable<string>, isFine: (tally: Tally) => boolean): Set<string> {
    const wanted = new Set(keys);
    const places = this.keys.flatMap((key, at) => (wanted.has(key) && this.at(at).people > 0 ? [at] : []));
    const kept = new Set(places.filter((at) => isFine(this.at(at))));
    for (;;) {
      const culprits = this.#givenAway(kept, isFine);
      if (culprits.length === 0) return new Set([...kept].map((at) => this.keys[at] ?? WHOLE));
      // The smallest is missed least.
      const [smallest] = culprits.sort((a, b) => this.at(a).people - this.at(b).people);
      kept.delete(smallest ?? 0);
    }
  }

  /**
   * Groups by which a few people could be reckoned: one of them must go; empty when there are none. Only as many groups as can be taken out
   * of one need be looked at: while another one fits into what remains, enough people are in it.
   */
  #givenAway(kept: ReadonlySet<number>, isFine: (tally: Tally) => boolean): number[] {
    for (const around of kept) {
      const inner = [...kept].filter(
        (at) => at !== around && this.#sharedBy(at, around) === this.at(at).people,
      );
      const areApart = (one: number, other: number) => one !== other && this.#sharedBy(one, other) === 0;
      const found = largestFamilies(inner, areApart, (taken) => !isFine(this.#without(around, taken)));
      if (found === 'too-many') return [around, ...inner];
      if (found && found.length > 0) return [around, ...found];
    }
    return [];
  }

  #without(around: number, taken: readonly number[]): Tally {
    let { people, met } = this.at(around);
    for (const at of taken) {
      people -= this.at(at).people;
      met -= this.at(at).met;
    }
    return { people, met };
  }
}

const obliged = ['met', 'nearly', 'not-met'] as const;
const free = ['exempt', 'no-scheme'] as const;
const statuses: readonly StandingStatus[] = [...obliged, ...free];

/**
 * How many people have each result, as far as that may be said; null: too few, or they would give away too few others. How many all are together
 * is said beside it, and by the chart also how many of them owe something and what part of those have met it: in each of these sums what is
 * hidden must be five or more, so that one that is too small takes the next smallest with it.
 */
export function shownCounts(
  counts: Partial<Record<StandingStatus, number>>,
): Record<StandingStatus, number | null> {
  const of = (status: StandingStatus) => counts[status] ?? 0;
  const sum = (some: readonly StandingStatus[]) => some.reduce((all, status) => all + of(status), 0);
  const hidden = new Set(statuses.filter((status) => of(status) > 0 && of(status) < FEWEST));
  for (const family of knownSums(sum))
    for (const next of [...family].sort((a, b) => of(a) - of(b))) {
      const unknown = sum(family.filter((status) => hidden.has(status)));
      if (unknown > 0 && unknown < FEWEST && of(next) > 0) hidden.add(next);
    }
  const shown = statuses.map((status) => [status, hidden.has(status) ? null : of(status)]);
  return Object.fromEntries(shown) as Record<StandingStatus, number | null>;
}

/** Results whose sum somebody knows who sees this page and the chart, the narrowest first. */
function knownSums(sum: (some: readonly StandingStatus[]) => number): (readonly StandingStatus[])[] {
  const met = sum(['met']);
  if (!isEven({ people: sum(obliged), met }) || met === 0) return [...owing(sum, obliged), statuses];
  const rest = without(statuses, 'met') as StandingStatus[];
  return [['nearly', 'not-met'], ...owing(sum, []), rest];
}

/** The chart says how many owe something, unless too few owe nothing or it. */
function owing(
  sum: (some: readonly StandingStatus[]) => number,
  some: readonly StandingStatus[],
): (readonly StandingStatus[])[] {
  return isEnough({ people: sum(free), met: 0 }) && isEnough({ people: sum(obliged), met: 0 })
    ? [some, free]
    : [];
}
