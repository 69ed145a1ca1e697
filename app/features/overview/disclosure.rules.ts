/**
 * What of counts may be shown so that nobody can be picked out: nothing below five people, in no cell and in no difference of cells
 * that are shown together. Source: domain model §6.14 (aggregates of at least five people).
 */
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';

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
/** So many steps are taken to look for what could be reckoned from what is shown; where it takes more, less is shown. */
const MOST_STEPS = 20_000;

class Cells {
  readonly keys: readonly string[];
  readonly #tallies = new Map<string, Tally>();
  /** How many people two groups share. */
  readonly #shared = new Map<string, number>();

  constructor(atoms: readonly Atom[]) {
    for (const { groups, people, met } of atoms) {
      const own = [WHOLE, ...new Set(groups)];
      for (const key of own) {
        const known = this.of(key);
        this.#tallies.set(key, { people: known.people + people, met: known.met + met });
        for (const other of own) this.#shared.set(`${key}\n${other}`, this.#sharedBy(key, other) + people);
      }
    }
    this.keys = [...this.#tallies.keys()];
  }

  of(key: string): Tally {
    return this.#tallies.get(key) ?? { people: 0, met: 0 };
  }

  #sharedBy(one: string, other: string): number {
    return this.#shared.get(`${one}\n${other}`) ?? 0;
  }

  /** Of these groups the ones that may be shown together: each is fine, and so is whatever remains of one without others. */
  keep(keys: Iterable<string>, isFine: (tally: Tally) => boolean): Set<string> {
    const kept = new Set([...keys].filter((key) => isFine(this.of(key))));
    for (;;) {
      const culprits = this.#givenAway(kept, isFine);
      if (culprits.length === 0) return kept;
      // The smallest is missed least.
      const [smallest] = culprits.sort((a, b) => this.of(a).people - this.of(b).people);
      kept.delete(smallest ?? WHOLE);
    }
  }

  /** Groups by which a few people could be reckoned: one of them must go. Empty when there are none. */
  #givenAway(kept: ReadonlySet<string>, isFine: (tally: Tally) => boolean): string[] {
    let steps = 0;
    for (const around of kept) {
      const inner = [...kept].filter(
        (key) => key !== around && this.#sharedBy(key, around) === this.of(key).people,
      );
      const found = this.#takenApart(around, inner, { rest: this.of(around), taken: [], isFine, step });
      if (found) return found;
    }
    return [];

    function step(): boolean {
      steps += 1;
      return steps > MOST_STEPS;
    }
  }

  /** A way to take groups that have nobody in common out of another one so that too few remain. */
  #takenApart(
    around: string,
    inner: readonly string[],
    {
      rest,
      taken,
      isFine,
      step,
    }: {
      rest: Tally;
      taken: readonly string[];
      isFine: (tally: Tally) => boolean;
      step: () => boolean;
    },
  ): string[] | null {
    if (!isFine(rest)) return [around, ...taken];
    for (const [at, key] of inner.entries()) {
      if (step()) return [around, ...inner];
      const { people, met } = this.of(key);
      const apart = inner.slice(at + 1).filter((other) => this.#sharedBy(other, key) === 0);
      const less = { people: rest.people - people, met: rest.met - met };
      const found = this.#takenApart(around, apart, { rest: less, taken: [...taken, key], isFine, step });
      if (found) return found;
    }
    return null;
  }
}

const assessed = ['met', 'nearly', 'not-met'] as const;
const others = ['exempt', 'no-scheme'] as const;

/** How many people have each result, as far as that may be said; null: too few, or they would give away too few others. */
export function shownCounts(
  counts: Partial<Record<StandingStatus, number>>,
): Record<StandingStatus, number | null> {
  return { ...together(assessed, counts), ...together(others, counts) };
}

/** Results whose sum is known from elsewhere: one that is too small takes the next smallest with it. */
function together<Status extends StandingStatus>(
  statuses: readonly Status[],
  counts: Partial<Record<StandingStatus, number>>,
): Record<Status, number | null> {
  const sorted = [...statuses].sort((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0));
  const few = sorted.filter((status) => (counts[status] ?? 0) > 0 && (counts[status] ?? 0) < FEWEST);
  const sum = few.reduce((total, status) => total + (counts[status] ?? 0), 0);
  const next = sorted.find((status) => (counts[status] ?? 0) >= FEWEST);
  const hidden = new Set<Status>(few);
  if (few.length > 0 && sum < FEWEST && next) hidden.add(next);
  const shown = statuses.map((status) => [status, hidden.has(status) ? null : (counts[status] ?? 0)]);
  return Object.fromEntries(shown) as Record<Status, number | null>;
}
