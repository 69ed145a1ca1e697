/** What people have that decides where they go, and how it lies over the places ("bins") that they are divided among. */
export const traits = ['community', 'goal', 'step', 'position'] as const;
export type Trait = (typeof traits)[number];

/** Above 0: people who have this in common are spread evenly. Below 0: they are kept together. 0: it does not matter. */
export type Weights = Record<Trait, number>;

/** One person to be placed; what is not known of them is null and decides nothing. */
export interface Placeable {
  id: string;
  traits: Record<Trait, string | null>;
}

/** How many share one value of a trait, in all and in each bin. */
export interface Cell {
  total: number;
  counts: number[];
}

/** Somebody with the cells that they count in. */
export interface Entry {
  person: Placeable;
  cells: Record<Trait, Cell | null>;
}

export interface Tally {
  weights: Weights;
  /** How many each bin is to hold. */
  sizes: readonly number[];
  entries: Entry[];
}

/** Everybody with their cells; nobody is counted into a bin yet. */
export function tallyOf(people: readonly Placeable[], sizes: readonly number[], weights: Weights): Tally {
  const cells = new Map<string, Cell>();
  const cellOf = (trait: Trait, value: string | null): Cell | null => {
    if (value === null) return null;
    const cell = cells.get(`${trait} ${value}`) ?? { total: 0, counts: sizes.map(() => 0) };
    cells.set(`${trait} ${value}`, cell);
    cell.total += 1;
    return cell;
  };
  const entries = people.map((person) => ({
    person,
    cells: {
      community: cellOf('community', person.traits.community),
      goal: cellOf('goal', person.traits.goal),
      step: cellOf('step', person.traits.step),
      position: cellOf('position', person.traits.position),
    },
  }));
  return { weights, sizes, entries };
}

/** Counts somebody into a bin, or with -1 out of it. */
export function count({ cells }: Entry, bin: number, by: 1 | -1 = 1): void {
  for (const trait of traits) {
    const cell = cells[trait];
    if (cell) cell.counts[bin] = (cell.counts[bin] ?? 0) + by;
  }
}

/** By how many a bin has more of a value than its even share of all who have it. */
export function above({ sizes, entries }: Tally, cell: Cell | null, bin: number): number {
  return cell ? (cell.counts[bin] ?? 0) - (cell.total * (sizes[bin] ?? 0)) / entries.length : 0;
}

/**
 * What the cost changes by when two people in different bins change places; below 0 is better. The cost is the weighted sum of
 * the squares of all differences from the even share.
 */
export function swapCost(tally: Tally, one: Entry, oneBin: number, other: Entry, otherBin: number): number {
  let cost = 0;
  for (const trait of traits) {
    const weight = tally.weights[trait];
    const [mine, theirs] = [one.cells[trait], other.cells[trait]];
    if (weight === 0 || mine === theirs) continue;
    if (mine) cost += weight * 2 * (1 + above(tally, mine, otherBin) - above(tally, mine, oneBin));
    if (theirs) cost += weight * 2 * (1 + above(tally, theirs, oneBin) - above(tally, theirs, otherBin));
  }
  return cost;
}
