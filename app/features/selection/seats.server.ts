import { tell } from '#app/features/notices/notices.server.ts';
import { promisedSeats } from '#app/features/rounds/promised-seats.server.ts';
import { notOver } from '#app/features/timetable/named-sections.server.ts';
import { newId } from '#app/lib/id.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

const HOUR_MS = 3_600_000;

/** Gives a section its seats. `taken` counts enrolments and open offers together. */
export async function openSeats(
  db: Db,
  { sectionId, capacity }: { sectionId: string; capacity: number },
): Promise<void> {
  await db.insertInto('seat_count').values({ section_id: sectionId, capacity, taken: 0 }).execute();
}

/** Takes a seat when one is free: one conditional statement, so no two requests can have the same one. */
export async function takeSeat(trx: Trx, sectionId: string): Promise<boolean> {
  return (await seatTaken(trx, { sectionId })).numAffectedRows === 1n;
}

const seatTaken = readyStatement<{ sectionId: string }>()((db, place) =>
  db
    .updateTable('seat_count')
    .set((eb) => ({ taken: eb('taken', '+', 1) }))
    .where('section_id', '=', place('sectionId'))
    .whereRef('taken', '<', 'capacity'),
);

/** Makes everybody else who wants this section's seats wait until the transaction ends. */
export async function lockSection(trx: Trx, sectionId: string): Promise<void> {
  await sectionLocked(trx, { sectionId });
}

/** The same for several, in ascending id as everybody does it. */
export async function lockSections(trx: Trx, sectionIds: readonly string[]): Promise<void> {
  for (const sectionId of [...new Set(sectionIds)].sort()) await lockSection(trx, sectionId);
}

const sectionLocked = readyStatement<{ sectionId: string }>()((db, place) =>
  db
    .updateTable('seat_count')
    .set((eb) => ({ taken: eb.ref('taken') }))
    .where('section_id', '=', place('sectionId')),
);

/** Makes this person's other selections of the term wait, so that clashes and limits hold for two tabs at once. */
export async function lockLearner(trx: Trx, personId: string, termId: string): Promise<void> {
  const bump = () => learnersTurn(trx, { personId, termId });
  if ((await bump()).numAffectedRows === 1n) return;
  try {
    await trx.insertInto('learner_term').values({ person_id: personId, term_id: termId, turn: 1 }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await bump(); // the other tab made the row first: wait for it
  }
}

/** The same in several terms, always in one order. */
export async function lockLearnerIn(trx: Trx, personId: string, termIds: readonly string[]): Promise<void> {
  for (const termId of [...new Set(termIds)].sort()) await lockLearner(trx, personId, termId);
}

const learnersTurn = readyStatement<{ personId: string; termId: string }>()((db, place) =>
  db
    .updateTable('learner_term')
    .set((eb) => ({ turn: eb('turn', '+', 1) }))
    .where('person_id', '=', place('personId'))
    .where('term_id', '=', place('termId')),
);

/** Puts a seat back to the free ones. The caller holds the section's lock. */
export async function returnSeat(trx: Trx, sectionId: string): Promise<void> {
  await trx
    .updateTable('seat_count')
    .set((eb) => ({ taken: eb('taken', '-', 1) }))
    .where('section_id', '=', sectionId)
    .execute();
}

/** Takes all seats of a section away for good, once nobody has one: whoever still waits for its lock finds none. */
export async function removeSeats(trx: Trx, sectionId: string): Promise<void> {
  await trx
    .updateTable('seat_count')
    .set({ capacity: 0 })
    .where('section_id', '=', sectionId)
    .where('taken', '=', 0)
    .execute();
}

/** Gives the free seats of a section to those in line, as offers; not those that a draw has promised. The caller holds its lock. */
export async function offerFreeSeats(trx: Trx, sectionId: string, now: Date): Promise<void> {
  const waiting = await waitingWithoutOffer(trx, sectionId);
  if (waiting === 0) return;
  const offers = Math.min(waiting, (await freeSeats(trx, sectionId)) - (await promisedSeats(trx, sectionId)));
  for (let seat = 0; seat < offers && (await takeSeat(trx, sectionId)); seat++)
    await passSeat(trx, sectionId, now);
}

/** How many seats are neither taken nor offered. Ask it under the section's lock. */
export async function freeSeats(trx: Trx, sectionId: string): Promise<number> {
  const seats = await trx
    .selectFrom('seat_count')
    .select(['capacity', 'taken'])
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  return seats ? Math.max(0, seats.capacity - seats.taken) : 0;
}

async function waitingWithoutOffer(trx: Trx, sectionId: string): Promise<number> {
  const { waiting } = await trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .where('seat_offer.id', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}

/**
 * Passes a freed seat on: to the first in line as an offer with a deadline, or back to the free ones. The caller holds the
 * section's lock. The seat stays counted as taken while the offer is open. A section that is closed or over offers nothing.
 * How long an offer is kept is the term's to say (48 hours usually; domain model, promotion confirmed within N hours).
 */
export async function passSeat(trx: Trx, sectionId: string, now: Date): Promise<void> {
  const next = await trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .innerJoin('section', 'section.id', 'waitlist_entry.section_id')
    .innerJoin('term', 'term.id', 'waitlist_entry.term_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'waitlist_entry.section_id')
    .select(['waitlist_entry.id', 'waitlist_entry.person_id', 'section.title', 'term.offer_hours'])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .where('seat_offer.id', 'is', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('waitlist_entry.joined_at')
    .orderBy('waitlist_entry.id')
    .limit(1)
    .executeTakeFirst();
  if (!next) return returnSeat(trx, sectionId);
  const expiresAt = new Date(now.getTime() + next.offer_hours * HOUR_MS).toISOString();
  await trx
    .insertInto('seat_offer')
    .values({
      id: newId(),
      entry_id: next.id,
      section_id: sectionId,
      person_id: next.person_id,
      open: 1,
      offered_at: now.toISOString(),
      expires_at: expiresAt,
    })
    .execute();
  await tell(trx, {
    personId: next.person_id,
    kind: 'seat-offered',
    title: `《${next.title}》有名额了`,
    body: `请在 ${formatMoment(expiresAt)} 前确认，过时名额会转给下一位。`,
    link: '/me/courses',
    now,
  });
}
