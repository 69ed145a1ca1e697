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
export interface Atom extends Tally {
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
  const exact = cells.keep(counted, isEven);
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
        this.#tallies[one] = { people: before + people, met: metBefore + met };
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

const statuses = ['met', 'nearly', 'not-met', 'exempt', 'no-scheme'] as const;

/**
 * How many people have each result, as far as that may be said; null: too few, or they would give away too few others. How many all are together
 * stands on the same page, so what is hidden must be five or more in all: one that is too small takes the next smallest with it.
 */
export function shownCounts(
  counts: Partial<Record<StandingStatus, number>>,
): Record<StandingStatus, number | null> {
  const sorted = [...statuses].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  const few = sorted.filter((status) => (counts[status] ?? 0) > 0 && (counts[status] ?? 0) < FEWEST);
  const sum = few.reduce((total, status) => total + (counts[status] ?? 0), 0);
  const next = sorted.find((status) => (counts[status] ?? 0) >= FEWEST);
  const hidden = new Set<StandingStatus>(few);
  if (few.length > 0 && sum < FEWEST && next) hidden.add(next);
  const shown = statuses.map((status) => [status, hidden.has(status) ? null : (counts[status] ?? 0)]);
  return Object.fromEntries(shown) as Record<StandingStatus, number | null>;
}
