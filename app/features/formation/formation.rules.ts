/**
 * Divides the people of one section into cohorts (一班, 二班 …) and groups within them. Source: domain.md §6.4 and A17
 * (根据教学目标合理分班): goals, level, community and position; who was placed by hand stays and the others are placed around them.
 * The same people, settings and seed give the same outcome, in whatever order the people come.
 */
import { createHash } from 'node:crypto';
import { cohortName, groupName, type Strategy } from './formation-words.ts';
import { type PlacesOfOne, reasonFor, type TraitWords } from './reasons.rules.ts';
import { type Bounds, cohortsFor, evenSizes, groupsFor } from './sizes.rules.ts';
import { type Spread, spread } from './spreading.rules.ts';
import type { Entry, Placeable, Weights } from './tally.rules.ts';

export interface FormationSettings {
  strategy: Strategy;
  cohort: Bounds;
  group: Bounds;
}

/** Both counted from 1. */
export interface PlaceOf {
  cohort: number;
  group: number;
}

export interface Placement extends PlaceOf {
  id: string;
  reason: string;
}

export interface Forming {
  people: readonly Placeable[];
  settings: FormationSettings;
  /** Breaks the ties. */
  seed: string;
  /** Who stays where they are, by id: placed by hand, or before somebody came late. */
  fixed?: ReadonlyMap<string, PlaceOf>;
  /** How many groups each cohort has, when there are to be no others: for placing who came late. */
  shape?: readonly number[];
  words: TraitWords;
  /** What the cohorts are called, where somebody has named them. */
  names?: ReadonlyMap<number, string>;
}

/** What counts for how much. Community before goal before level before position; a minus keeps people together. */
const weightsOf: Record<Strategy, Weights> = {
  mixed: { community: 16, goal: 4, step: 2, position: 1 },
  'near-home': { community: -16, goal: 1, step: 2, position: 0 },
  'by-goal': { community: 4, goal: -16, step: 2, position: 1 },
};

/** A place for everybody who has none yet. */
export function formCohorts(forming: Forming): Placement[] {
  const { people, settings, seed, fixed = new Map<string, PlaceOf>(), shape } = forming;
  const weights = weightsOf[settings.strategy];
  const ordered = inDrawnOrder(people, seed);
  const held = ordered.flatMap(({ id }) => fixed.get(id) ?? []);
  const parts =
    shape?.length ?? Math.max(cohortsFor(people.length, settings.cohort), ...held.map((p) => p.cohort));
  const cohorts = spread({
    people: ordered,
    sizes: evenSizes(people.length, heldIn(parts, held, 'cohort')),
    fixed: binsOf(fixed, 'cohort'),
    weights,
  });
  return cohorts.tally.sizes.flatMap((size, at) => {
    const own = held.filter(({ cohort }) => cohort === at + 1);
    const groups = shape?.[at] ?? Math.max(groupsFor(size, settings.group), ...own.map(({ group }) => group));
    const members = ordered.filter(({ id }) => cohorts.bins.get(id) === at);
    const grouped = spread({
      people: members,
      sizes: evenSizes(size, heldIn(groups, own, 'group')),
      fixed: binsOf(fixed, 'group'),
      weights,
    });
    const name = forming.names?.get(at + 1) ?? cohortName(at + 1);
    return placements({ at, name, cohorts, grouped, fixed, words: forming.words });
  });
}

/** An order that nobody can foresee and anybody with the seed can repeat: SHA-256 of seed and id. */
function inDrawnOrder(people: readonly Placeable[], seed: string): Placeable[] {
  return people
    .map((person) => ({ person, draw: createHash('sha256').update(`${seed}:${person.id}`).digest('hex') }))
    .sort((a, b) => (a.draw < b.draw ? -1 : 1))
    .map(({ person }) => person);
}

function heldIn(parts: number, held: readonly PlaceOf[], kind: keyof PlaceOf): number[] {
  return Array.from({ length: parts }, (_, at) => held.filter((place) => place[kind] === at + 1).length);
}

function binsOf(fixed: ReadonlyMap<string, PlaceOf>, kind: keyof PlaceOf): Map<string, number> {
  return new Map([...fixed].map(([id, place]) => [id, place[kind] - 1]));
}

interface Grouped {
  at: number;
  name: string;
  cohorts: Spread;
  grouped: Spread;
  fixed: ReadonlyMap<string, PlaceOf>;
  words: TraitWords;
}

/** Of one cohort: those who were not fixed, with their reasons. */
function placements({ at, name, cohorts, grouped, fixed, words }: Grouped): Placement[] {
  const inCohorts = new Map<string, Entry>(cohorts.tally.entries.map((entry) => [entry.person.id, entry]));
  return grouped.tally.entries.flatMap((entry) => {
    const { id } = entry.person;
    const [bin, wide] = [grouped.bins.get(id), inCohorts.get(id)];
    if (bin === undefined || !wide || fixed.has(id)) return [];
    const places: PlacesOfOne = {
      cohort: { tally: cohorts.tally, bin: at, name, unit: '班' },
      group: { tally: grouped.tally, bin, name: groupName(bin + 1), unit: '组' },
    };
    const reason = reasonFor({ cohort: wide, group: entry }, places, words);
    return [{ id, cohort: at + 1, group: bin + 1, reason }];
  });
}
