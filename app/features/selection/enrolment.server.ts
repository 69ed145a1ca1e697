import { pinRequirements } from '#app/features/completion/requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type Actor, onBehalf } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { closedBy, type Refusal, refusalOf } from './eligibility.rules.ts';
import { type SectionAtDesk, sectionAtDesk, selectionFacts, selectionWindow } from './facts.server.ts';
import { lockLearner, lockSection, takeSeat } from './seats.server.ts';

export type EnrolOutcome =
  | { outcome: 'enrolled'; enrolmentId: string }
  | { outcome: 'waitlisted'; entryId: string; position: number }
  | { outcome: 'refused'; refusal: Refusal }
  | { outcome: 'not-found' };

export interface Selection {
  actor: Actor;
  personId: string;
  sectionId: string;
  /** Join the waitlist when no seat is free. */
  waitlist: boolean;
  now: Date;
}

/**
 * Takes a section: seat, enrolment, pinned requirements and trace in one transaction, or a reason against it. The learner
 * is locked before the section (always in this order), a seat is one conditional update, and a section never has more
 * enrolments and open offers than its capacity, however many ask at once.
 */
export async function enrol(db: Db, selection: Selection): Promise<EnrolOutcome> {
  const section = await sectionAtDesk(db, selection.sectionId);
  if (!section) return { outcome: 'not-found' };
  const early = await refusedAtOnce(db, section, selection);
  if (early) return { outcome: 'refused', refusal: early };
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, (trx) => decide(trx, section, selection));
    } catch (error) {
      // Two tabs of one person met at a unique key: the second look finds what the first one did. Within a caller's transaction
      // a second look would stand on half of the first one.
      if (attempt >= 3 || db.isTransaction || !isUniqueViolation(error)) throw error;
    }
  }
}

/** What needs no lock: most requests of a rush end here, without a transaction. */
async function refusedAtOnce(
  db: Db,
  section: SectionAtDesk,
  { personId, waitlist, now }: Selection,
): Promise<Refusal | null> {
  if (await hasEnrolled(db, section.id, personId)) return { reason: 'already' };
  const window = await selectionWindow(db, section, now);
  if (!window.open) return closedBy(window);
  return section.taken >= section.capacity && !waitlist ? { reason: 'full' } : null;
}

async function decide(trx: Trx, section: SectionAtDesk, selection: Selection): Promise<EnrolOutcome> {
  const { personId, waitlist, now } = selection;
  await lockLearner(trx, personId, section.termId);
  if (await isWaiting(trx, section.id, personId))
    return { outcome: 'refused', refusal: { reason: 'already' } };
  const refusal = refusalOf(await selectionFacts(trx, { section, personId, now }));
  if (refusal) return { outcome: 'refused', refusal };
  if (await takeSeat(trx, section.id))
    return { outcome: 'enrolled', enrolmentId: await addEnrolment(trx, section, selection) };
  if (!waitlist) return { outcome: 'refused', refusal: { reason: 'full' } };
  await lockSection(trx, section.id);
  // A seat may have come free while this request waited for the lock.
  if (await takeSeat(trx, section.id))
    return { outcome: 'enrolled', enrolmentId: await addEnrolment(trx, section, selection) };
  return joinWaitlist(trx, section, selection);
}

/** Writes the enrolment of a seat that the caller has taken, and pins what it asks and pays. */
export async function addEnrolment(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, now }: Pick<Selection, 'actor' | 'personId' | 'now'>,
): Promise<string> {
  const id = newId();
  await trx
    .insertInto('enrolment')
    .values({
      id,
      section_id: section.id,
      person_id: personId,
      term_id: section.termId,
      course_id: section.courseId,
      active: 1,
      enrolled_at: now.toISOString(),
      acted_by: actor.personId === personId ? null : actor.personId,
    })
    .execute();
  await pinRequirements(trx, { enrolmentId: id, personId, sectionId: section.id, now });
  await writeJournal(trx, {
    actor,
    action: 'enrolment.made',
    subjectType: 'enrolment',
    subjectId: id,
    detail: { sectionId: section.id },
    onBehalfOf: onBehalf(actor, personId),
    now,
  });
  return id;
}

/** The caller holds the section's lock. */
async function joinWaitlist(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, now }: Selection,
): Promise<EnrolOutcome> {
  const id = newId();
  const { waiting, last } = await trx
    .selectFrom('waitlist_entry')
    .select(({ fn }) => [fn.countAll<number>().as('waiting'), fn.max('joined_at').as('last')])
    .where('section_id', '=', section.id)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('waitlist_entry')
    .values({
      id,
      section_id: section.id,
      person_id: personId,
      term_id: section.termId,
      course_id: section.courseId,
      active: 1,
      joined_at: behind(last, now).toISOString(),
      acted_by: actor.personId === personId ? null : actor.personId,
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'waitlist.joined',
    subjectType: 'waitlist-entry',
    subjectId: id,
    detail: { sectionId: section.id },
    onBehalfOf: onBehalf(actor, personId),
    now,
  });
  return { outcome: 'waitlisted', entryId: id, position: Number(waiting) + 1 };
}

/** The line keeps the order of the lock, which is the place that people are told; they may have asked in another one. */
function behind(last: string | null, now: Date): Date {
  return new Date(Math.max(now.getTime(), last ? Date.parse(last) + 1 : 0));
}

async function hasEnrolled(db: Db, sectionId: string, personId: string): Promise<boolean> {
  return (await ownEnrolment(db, { sectionId, personId })).rows.length > 0;
}

const ownEnrolment = readyStatement<Record<'sectionId' | 'personId', string>>()((db, place) =>
  db
    .selectFrom('enrolment')
    .select('id')
    .where('section_id', '=', place('sectionId'))
    .where('person_id', '=', place('personId'))
    .where('active', '=', 1),
);

async function isWaiting(db: Db, sectionId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('waitlist_entry')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}
