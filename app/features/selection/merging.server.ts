import { endRequirements } from '#app/features/completion/meeting-requirements.server.ts';
import { haveMetSomething } from '#app/features/completion/section-progress.server.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { sectionsInDraw } from '#app/features/rounds/promised-seats.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { addEnrolment } from './enrolment.server.ts';
import { type SectionAtDesk, sectionAtDesk } from './facts.server.ts';
import { closeOffer, endEnrolment, leaveLine } from './leaving.server.ts';
import {
  type Fate,
  fatesOf,
  type MergedPerson,
  seatsNeeded,
  seatsProblem,
  type WorkInTheWay,
} from './merge-plan.rules.ts';
import { mergeFacts, mergeTargets } from './merge-plan.server.ts';
import { tellMerged, tellMergedStaff } from './merge-words.server.ts';
import { moveLine, peopleOf, waitingIn } from './moving-lines.server.ts';
import {
  lockLearner,
  lockSection,
  offerFreeSeats,
  removeSeats,
  returnSeat,
  takeSeat,
} from './seats.server.ts';

export interface Merging {
  actor: Actor;
  sectionId: string;
  /** The section of the same course and term that goes on. */
  intoId: string;
  /** Its new number of seats; null: as it is. */
  capacity: number | null;
  /** Everybody is told it. */
  reason: string;
  now: Date;
}

/** What people have done in a section that ends, which rooms above keep. */
export interface MergedWork {
  /** Makes whatever these people do there at the same moment wait. Asked under the locks of learners and sections, before any pin. */
  hold(trx: Trx, personIds: readonly string[]): Promise<void>;
  /** Why it cannot go along; null when it can. Asked under every lock, of those who move and of those who do not. */
  against(trx: Trx, plan: MergedPlan): Promise<WorkInTheWay | null>;
  /** Takes it along, after everybody has their new place. */
  carry(trx: Trx, carrying: Carrying): Promise<void>;
}

export interface MergedPlan {
  sectionId: string;
  intoId: string;
  people: readonly (MergedPerson & { fate: Fate })[];
  now: Date;
}

export interface Carrying {
  actor: Actor;
  sectionId: string;
  intoId: string;
  /** Each with the enrolment that has ended and the new one. */
  moved: readonly { personId: string; fromId: string; toId: string }[];
  now: Date;
}

export type MergeOutcome =
  /** How many were moved, how many lost their place, how many wait in the other line now. */
  | { ok: true; moved: number; ended: number; waiting: number }
  | { ok: false; reason: 'not-found' | 'closed' | 'met' | 'rules' | 'busy' }
  /** One of the two is in a round of preselection that is not done. */
  | { ok: false; reason: 'in-draw' }
  | ({ ok: false } & WorkInTheWay)
  | { ok: false; reason: 'room'; room: number }
  | { ok: false; reason: 'seats'; atLeast: number };

/** Somebody came into the section between reading who is in it and locking it. */
class SomebodyCame extends Error {}

const TRIES = 5;

/**
 * Merges a section into another of its course and term, all in one transaction: everybody in it is moved with requirements pinned anew,
 * or, where they have something else at that time, their place ends; who waits goes behind those who wait there, in their order; open
 * offers end; the rooms are given back; everybody is told. What they have done goes along (`work`). Refused where that cannot, once somebody
 * has met something of what the section asks, when the seats do not suffice for all who can be moved, and while either is in a draw.
 * Learners are locked first, by id, then both sections, by id.
 */
export async function mergeSection(db: Db, merging: Merging, work: MergedWork): Promise<MergeOutcome> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      return await inTransaction(db, (trx) => merge(trx, merging, work));
    } catch (error) {
      if (!(error instanceof SomebodyCame)) throw error;
    }
  }
  return { ok: false, reason: 'busy' };
}

async function merge(trx: Trx, merging: Merging, work: MergedWork): Promise<MergeOutcome> {
  const { sectionId, intoId, now } = merging;
  const source = await sectionAtDesk(trx, sectionId);
  if (!source || !(await sectionAtDesk(trx, intoId))) return { ok: false, reason: 'not-found' };
  const locked = await lockPeople(trx, sectionId, source.termId);
  for (const id of [sectionId, intoId].sort()) await lockSection(trx, id);
  if ((await peopleOf(trx, sectionId)).some((personId) => !locked.has(personId))) throw new SomebodyCame();
  // The seats of a draw are promised to people who are not in the section yet.
  if ((await sectionsInDraw(trx, [sectionId, intoId])).size > 0) return { ok: false, reason: 'in-draw' };
  if (!(await mergeTargets(trx, { sectionId, now })).some(({ id }) => id === intoId))
    return { ok: false, reason: 'not-found' };
  const from = await sectionAtDesk(trx, sectionId);
  const into = await sectionAtDesk(trx, intoId);
  if (!from || !into || from.closed) return { ok: false, reason: 'closed' };
  if (!(await rulesIfAny(trx, dayOf(now)))) return { ok: false, reason: 'rules' };
  await work.hold(trx, [...locked]);
  const facts = await mergeFacts(trx, { sectionId, intoId, now });
  if (
    await haveMetSomething(
      trx,
      facts.people.map(({ enrolmentId }) => enrolmentId),
    )
  )
    return { ok: false, reason: 'met' };
  const needed = seatsNeeded(facts);
  const problem = seatsProblem({ needed, ...into, wanted: merging.capacity, room: facts.room });
  if (problem) return { ok: false, ...problem };
  const people = fatesOf(facts);
  const inTheWay = await work.against(trx, { sectionId, intoId, people, now });
  if (inTheWay) return { ok: false, ...inTheWay };
  return carryOut(trx, merging, { from, into, people, work });
}

async function lockPeople(trx: Trx, sectionId: string, termId: string): Promise<Set<string>> {
  const people = await peopleOf(trx, sectionId);
  for (const personId of people) await lockLearner(trx, personId, termId);
  return new Set(people);
}

interface Plan {
  from: SectionAtDesk;
  into: SectionAtDesk;
  people: readonly (MergedPerson & { fate: Fate })[];
  work: MergedWork;
}

async function carryOut(trx: Trx, merging: Merging, plan: Plan): Promise<MergeOutcome> {
  const { from, into, people, work } = plan;
  const { actor, sectionId, intoId, reason, now } = merging;
  await raiseCapacity(trx, merging, into);
  await closeSection(trx, { actor, sectionId, kind: 'merged', intoSectionId: intoId, reason, now });
  const moved: Carrying['moved'][number][] = [];
  for (const person of people) {
    await endRequirements(trx, person.enrolmentId);
    const why = `并班到《${into.title}》`.slice(0, 190);
    const { personId, enrolmentId: fromId } = person;
    await endEnrolment(trx, { actor, enrolmentId: fromId, personId, sectionId, reason: why, now });
    await returnSeat(trx, sectionId);
    const enrolmentId = person.fate.kind === 'moves' ? await moveIn(trx, merging, into, personId) : null;
    if (enrolmentId) moved.push({ personId, fromId, toId: enrolmentId });
    await tellMerged(trx, { person, enrolmentId, from, into, reason, now });
  }
  await work.carry(trx, { actor, sectionId, intoId, moved, now });
  const waiting = await moveLine(trx, { from, into, reason, now });
  await offerFreeSeats(trx, intoId, now);
  await removeSeats(trx, sectionId);
  await tellMergedStaff(trx, { from, into, moved: moved.length, now });
  return { ok: true, moved: moved.length, ended: people.length - moved.length, waiting };
}

async function raiseCapacity(
  trx: Trx,
  { actor, intoId, capacity, now }: Merging,
  into: SectionAtDesk,
): Promise<void> {
  if (capacity === null || capacity <= into.capacity) return;
  await trx.updateTable('seat_count').set({ capacity }).where('section_id', '=', intoId).execute();
  await writeJournal(trx, {
    actor,
    action: 'section.capacity',
    subjectType: 'section',
    subjectId: intoId,
    detail: { from: into.capacity, to: capacity },
    now,
  });
}

/** Gives somebody a seat of the other section: the one offered to them, else a free one. */
async function moveIn(
  trx: Trx,
  { actor, intoId, now }: Merging,
  into: SectionAtDesk,
  personId: string,
): Promise<string> {
  const entry = (await waitingIn(trx, intoId, personId))[0];
  const offered =
    entry?.offerId != null &&
    (await closeOffer(trx, { offerId: entry.offerId, answer: 'accepted', byPersonId: actor.personId, now }));
  if (entry) await leaveLine(trx, { entryId: entry.id, kind: offered ? 'accepted' : 'moved', now });
  if (!offered && !(await takeSeat(trx, intoId)))
    throw new Error(`Section ${intoId} has fewer seats than were counted under its lock.`);
  return addEnrolment(trx, into, { actor, personId, moved: true, now });
}
