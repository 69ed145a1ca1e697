import { endRequirements } from '#app/features/completion/meeting-requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { isOpen } from '#app/features/timetable/terms.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type SectionAtDesk, sectionAtDesk } from './desk.server.ts';
import type { LineEnd } from './line-ends.rules.ts';
import { onBehalfOf, tellOfHelp } from './on-behalf.server.ts';
import { lockLearner, lockSection, passSeat } from './seats.server.ts';

export type WithdrawRefusal = 'closed' | 'completed' | 'not-enrolled';

export type WithdrawOutcome =
  | { outcome: 'withdrawn'; was: 'enrolled' | 'waiting' }
  | { outcome: 'refused'; reason: WithdrawRefusal }
  | { outcome: 'not-found' };

export interface Leaving {
  actor: Actor;
  personId: string;
  sectionId: string;
  now: Date;
}

/**
 * Gives up a seat or a place in line. The freed seat becomes an offer to the first in line, in the same transaction.
 * A seat can be given up while selection or add/drop is open or the section has not begun; never after completion.
 */
export async function withdraw(db: Db, leaving: Leaving): Promise<WithdrawOutcome> {
  const section = await sectionAtDesk(db, leaving.sectionId);
  if (!section) return { outcome: 'not-found' };
  return inTransaction(db, async (trx) => {
    await lockLearner(trx, leaving.personId, section.termId);
    // Before anything is read: while this waits, the place in line may get an offer, or lose it.
    await lockSection(trx, leaving.sectionId);
    if (await leaveWaitlist(trx, section, leaving)) return { outcome: 'withdrawn', was: 'waiting' };
    const refused = await giveUpSeat(trx, section, leaving);
    if (refused) return { outcome: 'refused', reason: refused };
    const did = `退选了《${section.title}》`;
    await tellOfHelp(trx, { ...leaving, did, next: '还想学的话，可以到课程页看看还有没有名额。' });
    return { outcome: 'withdrawn', was: 'enrolled' };
  });
}

async function leaveWaitlist(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, sectionId, now }: Leaving,
): Promise<boolean> {
  const entry = await trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select(['waitlist_entry.id', 'seat_offer.id as offerId'])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.person_id', '=', personId)
    .where('waitlist_entry.active', '=', 1)
    .executeTakeFirst();
  if (!entry) return false;
  await leaveLine(trx, { entryId: entry.id, kind: 'left', now });
  if (
    entry.offerId &&
    (await closeOffer(trx, { offerId: entry.offerId, answer: 'declined', byPersonId: actor.personId, now }))
  ) {
    await passSeat(trx, sectionId, now);
  }
  await writeJournal(trx, {
    actor,
    action: 'waitlist.left',
    subjectType: 'waitlist-entry',
    subjectId: entry.id,
    detail: { sectionId },
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
  const did = `退出了《${section.title}》的候补`;
  await tellOfHelp(trx, { actor, personId, did, next: '还想学的话，可以再次候补，从队尾排起。', now });
  return true;
}

/**
 * Ends an enrolment and passes its seat on, or says why not and changes nothing. The caller holds the locks of the learner and of the
 * section.
 */
export async function giveUpSeat(
  trx: Trx,
  section: SectionAtDesk,
  { actor, personId, sectionId, now }: Leaving,
): Promise<WithdrawRefusal | null> {
  const enrolment = await trx
    .selectFrom('enrolment')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select(['enrolment.id', 'completion.id as completionId'])
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1)
    .executeTakeFirst();
  if (!enrolment) return 'not-enrolled';
  if (enrolment.completionId) return 'completed';
  if (!mayLeave(section, now)) return 'closed';
  // Asked again under the pin's lock: the last requirement may be met in this very moment.
  if (!(await endRequirements(trx, enrolment.id))) return 'completed';
  await endEnrolment(trx, {
    actor,
    onBehalfOf: onBehalfOf(actor, personId),
    enrolmentId: enrolment.id,
    personId,
    sectionId,
    reason: '',
    now,
  });
  await passSeat(trx, sectionId, now);
  return null;
}

/** Ends an enrolment whose requirements have been ended; what becomes of its seat is the caller's. */
export async function endEnrolment(
  trx: Trx,
  {
    actor,
    onBehalfOf: whom = null,
    enrolmentId,
    personId,
    sectionId,
    reason,
    now,
  }: {
    actor: Actor;
    /** For whom the actor acts, when it is not the office that ends it. */
    onBehalfOf?: string | null;
    enrolmentId: string;
    /** Whose it is. */
    personId: string;
    sectionId: string;
    reason: string;
    now: Date;
  },
): Promise<void> {
  await trx.updateTable('enrolment').set({ active: null }).where('id', '=', enrolmentId).execute();
  await trx
    .insertInto('withdrawal')
    .values({ enrolment_id: enrolmentId, at: now.toISOString(), by_person_id: actor.personId, reason })
    .execute();
  await writeJournal(trx, {
    actor,
    action: 'enrolment.withdrawn',
    subjectType: 'enrolment',
    subjectId: enrolmentId,
    concerns: personId,
    detail: { sectionId, ...(reason ? { reason } : {}) },
    onBehalfOf: whom,
    now,
  });
}

/** Whether a seat in this section may be given up now: while selection or add/drop is open, or until it begins. */
export function mayLeave(section: SectionAtDesk, now: Date): boolean {
  if (section.closed) return false;
  return section.startsOn > dayOf(now) || isOpen(section.windows, ['selection', 'add-drop'], now);
}

/** Takes somebody out of the line, with the way in which they left; `moved`: into another section, with those who were in it. */
export async function leaveLine(
  trx: Trx,
  {
    entryId,
    kind,
    now,
  }: { entryId: string; kind: 'left' | 'accepted' | 'declined' | 'expired' | 'moved' | LineEnd; now: Date },
): Promise<void> {
  await trx.updateTable('waitlist_entry').set({ active: null }).where('id', '=', entryId).execute();
  await trx.insertInto('waitlist_exit').values({ entry_id: entryId, at: now.toISOString(), kind }).execute();
}

/** Closes an open offer with its answer. False when somebody else closed it first. */
export async function closeOffer(
  trx: Trx,
  {
    offerId,
    answer,
    byPersonId,
    now,
  }: { offerId: string; answer: 'accepted' | 'declined' | 'expired'; byPersonId: string | null; now: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('seat_offer')
    .set({ open: null })
    .where('id', '=', offerId)
    .where('open', '=', 1)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return false;
  await trx
    .insertInto('offer_answer')
    .values({ offer_id: offerId, answer, at: now.toISOString(), by_person_id: byPersonId })
    .execute();
  return true;
}
