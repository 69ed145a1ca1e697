/** Who can be moved into another section of the course, and what is in the way. Source: domain model §6.4 (并班 with reason and notice). */
import { firstClash } from '#app/features/timetable/clashes.rules.ts';
import type { TitledMeeting } from './eligibility.rules.ts';

/** Somebody in the section that is given up. */
export interface MergedPerson {
  enrolmentId: string;
  personId: string;
  name: string;
}

/** What becomes of somebody: moved; or not, for they have something else at that time, or are in the other section already. */
export type Fate = { kind: 'moves' } | { kind: 'clash'; with: string; at: string } | { kind: 'already' };

export interface MergeFacts {
  people: readonly MergedPerson[];
  /** When the other section still meets. */
  meetings: readonly TitledMeeting[];
  /** The meetings of each person's other sections. */
  busy: ReadonlyMap<string, readonly TitledMeeting[]>;
  /** Who is in the other section already. */
  inside: ReadonlySet<string>;
  /** Who has an open offer there: their seat is counted as taken. */
  offered: ReadonlySet<string>;
}

/** The fate of everybody, in the order given. */
export function fatesOf({ people, meetings, busy, inside }: MergeFacts): (MergedPerson & { fate: Fate })[] {
  return people.map((person) => {
    if (inside.has(person.personId)) return { ...person, fate: { kind: 'already' } };
    const clash = firstClash(meetings, busy.get(person.personId) ?? []);
    return clash
      ? { ...person, fate: { kind: 'clash', with: clash.taken.title, at: clash.wanted.startsAt } }
      : { ...person, fate: { kind: 'moves' } };
  });
}

/** How many seats of the other section those who move need. */
export function seatsNeeded(facts: MergeFacts): number {
  return fatesOf(facts).filter(({ fate, personId }) => fate.kind === 'moves' && !facts.offered.has(personId))
    .length;
}

/** What stands against a merge, or null: seats too few even with those that are added, or a room that holds fewer. */
export function seatsProblem({
  needed,
  capacity,
  taken,
  wanted,
  room,
}: {
  needed: number;
  capacity: number;
  taken: number;
  /** The new number of seats; null: as it is. */
  wanted: number | null;
  /** What the smallest place in which it still meets holds; null without one. */
  room: number | null;
}): { reason: 'room'; room: number } | { reason: 'seats'; atLeast: number } | null {
  const after = Math.max(capacity, wanted ?? capacity);
  if (after > capacity && room !== null && after > room) return { reason: 'room', room };
  return taken + needed > after ? { reason: 'seats', atLeast: taken + needed } : null;
}

/** What one person in the section that ends has done there. */
export interface DoneWork {
  enrolmentId: string;
  name: string;
  /** Has watched some of a lecture or written a note beside one, answered a quiz, written for a task, been there, or made something up. */
  worked: boolean;
  /** The first meeting where they were, or which they make up, that the other section has none of the same number for; null without one. */
  unmatched: number | null;
  /** Makes a meeting up with a lecture or quiz that the other section asks for completion. */
  askedAnyway: boolean;
  /** Has evaluated it. */
  evaluated: boolean;
  /** How many meetings they make up or have made up; not those where they were after all. */
  makeUps: number;
}

/** What people have done cannot go along, and why. `staying`: of those who cannot be moved, by name. */
export type WorkInTheWay =
  | { reason: 'work-staying'; names: string[] }
  | { reason: 'made-up-asked' }
  /** Somebody has evaluated the section: in the other one they could do it again, and nothing joins a ballot to its writer. */
  | { reason: 'evaluated' }
  | { reason: 'no-meeting'; number: number }
  /** `most`: how many meetings may be made up in the other section. */
  | { reason: 'too-many-made-up'; names: string[]; most: number };

interface Carried {
  done: readonly DoneWork[];
  people: readonly (MergedPerson & { fate: Fate })[];
  /** How many meetings each may make up in the other section. */
  mostMadeUp: number;
}

/** The first thing that somebody would lose by a merge; null when all of it can go along. Nothing that is done is given up. */
export function workInTheWay({ done, people, mostMadeUp: most }: Carried): WorkInTheWay | null {
  const moves = new Set(
    people.flatMap(({ fate, enrolmentId }) => (fate.kind === 'moves' ? [enrolmentId] : [])),
  );
  const staying = done.filter(({ enrolmentId, worked }) => !moves.has(enrolmentId) && worked);
  if (staying.length > 0) return { reason: 'work-staying', names: staying.map(({ name }) => name) };
  const numbers = done.flatMap(({ unmatched }) => unmatched ?? []);
  if (numbers.length > 0) return { reason: 'no-meeting', number: Math.min(...numbers) };
  if (done.some(({ askedAnyway }) => askedAnyway)) return { reason: 'made-up-asked' };
  if (done.some(({ evaluated }) => evaluated)) return { reason: 'evaluated' };
  const tooMany = done.filter(({ makeUps }) => makeUps > most);
  return tooMany.length > 0
    ? { reason: 'too-many-made-up', names: tooMany.map(({ name }) => name), most }
    : null;
}
