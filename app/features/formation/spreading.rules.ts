/**
 * Divides people among bins of given sizes: what they have in common is spread evenly or kept together, as the weights say.
 * First by the trait that weighs most, then by swapping two people wherever that is better. The same people in the same order give
 * the same outcome; nobody whose bin is fixed is moved.
 */
import {
  above,
  type Cell,
  count,
  type Entry,
  type Placeable,
  swapCost,
  type Tally,
  type Trait,
  tallyOf,
  traits,
  type Weights,
} from './tally.rules.ts';

/** Each pass looks at every pair; after few of them nothing more is found. */
const MOST_PASSES = 8;
const BETTER = -1e-9;

export interface Spreading {
  /** In the order in which a tie is broken. */
  people: readonly Placeable[];
  /** How many each bin holds in the end; together as many as there are people. */
  sizes: readonly number[];
  /** The bins of those who are not to be moved, by their id. */
  fixed: ReadonlyMap<string, number>;
  weights: Weights;
}

export interface Spread {
  tally: Tally;
  /** By the person's id. */
  bins: Map<string, number>;
}

/** Everybody's bin. */
export function spread({ people, sizes, fixed, weights }: Spreading): Spread {
  const tally = tallyOf(people, sizes, weights);
  const bins = new Map<string, number>();
  const room = [...sizes];
  const put = (entry: Entry, bin: number) => {
    bins.set(entry.person.id, bin);
    room[bin] = (room[bin] ?? 0) - 1;
    count(entry, bin);
  };
  const free: Entry[] = [];
  for (const entry of tally.entries) {
    const bin = fixed.get(entry.person.id);
    if (bin === undefined) free.push(entry);
    else put(entry, bin);
  }
  const lead = leadOf(weights);
  for (const heap of heapsOf(free, lead)) {
    if (weights[lead] < 0) layTogether(heap, lead, room, put);
    else for (const entry of heap) put(entry, roomiest(tally, entry.cells[lead], room));
  }
  improve(tally, free, bins);
  return { tally, bins };
}

/** The trait that weighs most, whichever way. */
export function leadOf(weights: Weights): Trait {
  return [...traits].sort((a, b) => Math.abs(weights[b]) - Math.abs(weights[a]))[0] ?? 'community';
}

/** People with the same value of a trait, the largest heap first; those of whom it is not known last. */
function heapsOf(entries: readonly Entry[], trait: Trait): Entry[][] {
  const heaps = new Map<Cell | null, Entry[]>();
  for (const entry of entries) {
    const cell = entry.cells[trait];
    heaps.set(cell, [...(heaps.get(cell) ?? []), entry]);
  }
  return [...heaps]
    .sort(([a, these], [b, those]) => Number(a === null) - Number(b === null) || those.length - these.length)
    .map(([, heap]) => heap);
}

/** The bin with room that has the least of a value beside its share; among equals the emptiest. */
function roomiest(tally: Tally, cell: Cell | null, room: readonly number[]): number {
  let best = { bin: -1, above: Number.POSITIVE_INFINITY, room: 0 };
  for (const [bin, left] of room.entries()) {
    if (left <= 0) continue;
    const one = { bin, above: above(tally, cell, bin), room: left };
    if (one.above < best.above || (one.above === best.above && one.room > best.room)) best = one;
  }
  return best.bin;
}

/** A heap goes where it fits whole and leaves least room, or where its own are already; else in as few parts as can be. */
function layTogether(
  heap: readonly Entry[],
  lead: Trait,
  room: readonly number[],
  put: (entry: Entry, bin: number) => void,
): void {
  const left = [...heap];
  while (left.length > 0) {
    const cell = left[0]?.cells[lead] ?? null;
    const [bin] = [...room.entries()]
      .filter(([, free]) => free > 0)
      .map(([at, free]) => ({ at, own: cell?.counts[at] ?? 0, free, whole: free >= left.length }))
      .sort(
        (a, b) =>
          b.own - a.own ||
          Number(b.whole) - Number(a.whole) ||
          (a.whole ? a.free - b.free : b.free - a.free) ||
          a.at - b.at,
      );
    if (!bin) throw new Error('the bins hold fewer than there are people');
    for (const entry of left.splice(0, bin.free)) put(entry, bin.at);
  }
}

/** Swaps two of the free people wherever that lowers the cost, until nothing does. */
function improve(tally: Tally, free: readonly Entry[], bins: Map<string, number>): void {
  const places = free.map((entry) => ({ entry, bin: bins.get(entry.person.id) ?? 0 }));
  for (let pass = 0, swapped = true; swapped && pass < MOST_PASSES; pass++) {
    swapped = false;
    for (const [at, one] of places.entries())
      for (const other of places.slice(at + 1)) {
        if (one.bin === other.bin) continue;
        if (swapCost(tally, one.entry, one.bin, other.entry, other.bin) >= BETTER) continue;
        count(one.entry, one.bin, -1);
        count(other.entry, other.bin, -1);
        [one.bin, other.bin] = [other.bin, one.bin];
        count(one.entry, one.bin);
        count(other.entry, other.bin);
        swapped = true;
      }
  }
  for (const { entry, bin } of places) bins.set(entry.person.id, bin);
}
