import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { promisedSeats } from '#app/features/rounds/promised-seats.server.ts';
import { isOver } from '#app/features/timetable/selection-window.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { leaveBasket } from './basket.server.ts';
import { type SectionAtDesk, sectionAtDesk } from './desk.server.ts';
import { eachOnItsOwn } from './each-on-its-own.ts';
import { type DeskWindow, type Refusal, refusalOf, withoutTaken } from './eligibility.rules.ts';
import { type DeskFacts, selectionFacts } from './facts.server.ts';
import { closeOffer, giveUpSeat, leaveLine, type WithdrawRefusal } from './leaving.server.ts';
import { onBehalfOf, tellOfHelp } from './on-behalf.server.ts';
import { addEnrolment } from './places.server.ts';
import { lockLearner, lockSection, lockSections, offerFreeSeats, passSeat } from './seats.server.ts';

export type OfferOutcome =
  /** `gaveUp`: the section that was to make room was given up. */
  | { outcome: 'enrolled'; enrolmentId: string; gaveUp: boolean }
  | { outcome: 'declined' }
  | { outcome: 'refused'; refusal: Refusal }
  /** The section that was to make room may not be left; the offer stays open. */
  | { outcome: 'kept'; reason: WithdrawRefusal }
  | { outcome: 'expired' }
  | { outcome: 'not-found' };

export interface OfferAnswer {
  actor: Actor;
  personId: string;
  sectionId: string;
  answer: 'accept' | 'decline';
  /** A section that is given up for it, in the same transaction, if it stands in the way; otherwise it is kept. */
  dropId?: string | null;
  now: Date;
}

/**
 * Answers the open offer that this person has in a section. Accepting checks clashes and limits again (not the window: the
 * deadline is the offer's own); when they stand against it the offer stays open, so that the person can make room. With `dropId`,
 * a section of theirs is given up when that is what makes it possible, and kept when nothing stands in the way any more.
 */
export async function answerOffer(db: Db, said: OfferAnswer): Promise<OfferOutcome> {
  const { personId, sectionId, dropId, now } = said;
  const section = await sectionAtDesk(db, sectionId);
  const dropped = dropId ? await sectionAtDesk(db, dropId) : null;
  if (!section || (dropId && !dropped)) return { outcome: 'not-found' };
  return inTransaction(db, async (trx) => {
    await lockLearner(trx, personId, section.termId);
    await lockSections(trx, dropped ? [sectionId, dropped.id] : [sectionId]);
    const offer = await openOffer(trx, sectionId, personId);
    if (!offer) return { outcome: 'not-found' };
    if (offer.expires_at <= now.toISOString()) return { outcome: 'expired' };
    return said.answer === 'decline'
      ? decline(trx, { said, offer, section })
      : accept(trx, { said, offer, dropped });
  });
}

/** An offer outlasts the window of its term, but neither its section nor the rules that say what it pays. */
function windowOfOffer(section: SectionAtDesk, window: DeskWindow, now: Date): DeskWindow {
  if (section.closed || isOver(section, now)) return window;
  return !window.open && window.lacksRules ? window : { open: true };
}

type OpenOffer = NonNullable<Awaited<ReturnType<typeof openOffer>>>;

async function openOffer(trx: Trx, sectionId: string, personId: string) {
  return trx
    .selectFrom('seat_offer')
    .selectAll()
    .where('section_id', '=', sectionId)
    .where('person_id', '=', personId)
    .where('open', '=', 1)
    .executeTakeFirst();
}

interface Answered {
  said: OfferAnswer;
  offer: OpenOffer;
}

async function decline(
  trx: Trx,
  { said, offer, section }: Answered & { section: SectionAtDesk },
): Promise<OfferOutcome> {
  await endOffer(trx, { offer, kind: 'declined', byPersonId: said.actor.personId, now: said.now });
  await noteAnswer(trx, { said, offer });
  const did = `放弃了《${section.title}》的名额`;
  await tellOfHelp(trx, { ...said, did, next: '名额已经让出来了。还想学的话，可以再次候补。' });
  return { outcome: 'declined' };
}

async function accept(
  trx: Trx,
  { said, offer, dropped }: Answered & { dropped: SectionAtDesk | null },
): Promise<OfferOutcome> {
  const { personId, sectionId, now } = said;
  const hasRules = (await rulesIfAny(trx, dayOf(now))) !== null;
  const desk = await selectionFacts(trx, { personId, sectionId, hasRules, now });
  if (!desk) return { outcome: 'not-found' };
  const asItIs = refusalOf(factsOfOffer(desk, null, now));
  const refusal = asItIs && dropped ? refusalOf(factsOfOffer(desk, dropped, now)) : asItIs;
  if (refusal) return { outcome: 'refused', refusal };
  const gaveUp = dropped !== null && asItIs !== null;
  if (gaveUp) {
    const kept = await giveUpSeat(trx, dropped, { ...said, sectionId: dropped.id });
    if (kept) return { outcome: 'kept', reason: kept };
  }
  const byPersonId = said.actor.personId;
  // The section is locked since the offer was found open.
  await closeOffer(trx, { offerId: offer.id, answer: 'accepted', byPersonId, now });
  await leaveLine(trx, { entryId: offer.entry_id, kind: 'accepted', now });
  await leaveBasket(trx, said);
  await noteAnswer(trx, { said: gaveUp ? said : { ...said, dropId: null }, offer });
  // The seat has been counted as taken since it was offered.
  return { outcome: 'enrolled', enrolmentId: await addEnrolment(trx, desk.section, said), gaveUp };
}

function factsOfOffer({ facts, section }: DeskFacts, dropped: SectionAtDesk | null, now: Date) {
  const window = windowOfOffer(section, facts.window, now);
  return { ...(dropped ? withoutTaken(facts, dropped.id) : facts), window };
}

async function noteAnswer(trx: Trx, { said, offer }: Answered): Promise<void> {
  const { actor, personId, sectionId, answer, dropId, now } = said;
  await writeJournal(trx, {
    actor,
    action: answer === 'accept' ? 'offer.accepted' : 'offer.declined',
    subjectType: 'seat-offer',
    subjectId: offer.id,
    detail: { sectionId, ...(dropId ? { insteadOf: dropId } : {}) },
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
}

async function endOffer(
  trx: Trx,
  {
    offer,
    kind,
    byPersonId,
    now,
  }: { offer: OpenOffer; kind: 'declined' | 'expired'; byPersonId: string | null; now: Date },
): Promise<boolean> {
  if (!(await closeOffer(trx, { offerId: offer.id, answer: kind, byPersonId, now }))) return false;
  await leaveLine(trx, { entryId: offer.entry_id, kind, now });
  await passSeat(trx, offer.section_id, now);
  return true;
}

/**
 * Ends the offers whose deadline has passed and passes each seat on; returns how many. Run by the worker; two workers at
 * once end each offer once, because only one of them finds it still open. What fails keeps nothing else from its turn: it is told at the end.
 */
export async function expireOffers(db: Db, { limit, now }: { limit: number; now: Date }): Promise<number> {
  const due = await db
    .selectFrom('seat_offer')
    .innerJoin('section', 'section.id', 'seat_offer.section_id')
    .selectAll('seat_offer')
    .select('section.title')
    .where('seat_offer.open', '=', 1)
    .where('expires_at', '<=', now.toISOString())
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  const ended = await eachOnItsOwn(due, (offer) => inTransaction(db, (trx) => expire(trx, offer, now)));
  return ended.filter(Boolean).length;
}

async function expire(trx: Trx, { title, ...offer }: OpenOffer & { title: string }, now: Date) {
  await lockSection(trx, offer.section_id);
  if (!(await endOffer(trx, { offer, kind: 'expired', byPersonId: null, now }))) return false;
  await tell(trx, {
    personId: offer.person_id,
    kind: 'offer-expired',
    title: `《${title}》的名额没有及时确认`,
    body: '名额已经让出来了。班里还有空位时可以再选，或再次候补。',
    link: '/me/courses',
    now,
  });
  return true;
}

/**
 * Changes how many seats a section has. Refused below what is taken or promised by a draw, and once it is closed. New seats go to those in
 * line first, as offers.
 */
export async function changeCapacity(
  db: Db,
  { actor, sectionId, capacity, now }: { actor: Actor; sectionId: string; capacity: number; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'taken' | 'closed' }> {
  return inTransaction(db, async (trx) => {
    await lockSection(trx, sectionId);
    const seats = await trx
      .selectFrom('seat_count')
      .leftJoin('section_closure', 'section_closure.section_id', 'seat_count.section_id')
      .selectAll('seat_count')
      .select('section_closure.kind as closure')
      .where('seat_count.section_id', '=', sectionId)
      .executeTakeFirst();
    if (!seats) return { ok: false, reason: 'not-found' };
    if (seats.closure) return { ok: false, reason: 'closed' };
    // What a draw has promised is as good as taken.
    if (capacity < seats.taken + (await promisedSeats(trx, sectionId))) return { ok: false, reason: 'taken' };
    await trx.updateTable('seat_count').set({ capacity }).where('section_id', '=', sectionId).execute();
    await offerFreeSeats(trx, sectionId, now);
    await writeJournal(trx, {
      actor,
      action: 'section.capacity',
      subjectType: 'section',
      subjectId: sectionId,
      detail: { from: seats.capacity, to: capacity },
      now,
    });
    return { ok: true };
  });
}
