import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { leaveBasket } from './basket.server.ts';
import { type SectionAtDesk, sectionAtDesk, sectionFor } from './desk.server.ts';
import { type Refusal, withoutTaken } from './eligibility.rules.ts';
import { refusalAtDesk, refusedAtOnce } from './enrolment.server.ts';
import { type DeskFacts, selectionFacts } from './facts.server.ts';
import { giveUpSeat, type WithdrawRefusal } from './leaving.server.ts';
import { onBehalfOf, tellOfHelp } from './on-behalf.server.ts';
import { onceMore } from './once-more.server.ts';
import { addEnrolment, joinWaitlist, type Placing } from './places.server.ts';
import { lockLearner, lockSections, returnSeat, takeSeat } from './seats.server.ts';

export type SwapOutcome =
  | { outcome: 'swapped'; enrolmentId: string }
  /** The one that was to be dropped is kept until a seat is offered. */
  | { outcome: 'waitlisted'; entryId: string; position: number }
  | { outcome: 'refused'; refusal: Refusal }
  /** The one that was to be dropped may not be left; nothing changed. */
  | { outcome: 'kept'; reason: WithdrawRefusal }
  | { outcome: 'not-found' };

export interface Swap extends Placing {
  /** The section that is wanted. */
  sectionId: string;
  /** The section that makes room for it. */
  dropId: string;
  /** Wait in line for it, and keep the other meanwhile, when no seat is free. */
  waitlist: boolean;
}

/**
 * Gives one section up and takes another in one transaction: never neither, never both. Everything that is checked for the wanted one is
 * checked as if the other were gone; the other must be one that may be left. Its seat passes on as in a withdrawal.
 */
export async function swap(db: Db, wish: Swap): Promise<SwapOutcome> {
  const [found, dropped] = [await sectionFor(db, wish), await sectionAtDesk(db, wish.dropId)];
  if (!found || !dropped) return { outcome: 'not-found' };
  if (found.enrolled) return { outcome: 'refused', refusal: { reason: 'already' } };
  // Else whoever takes it at this very moment would wait in line for what they have.
  if (wish.sectionId === wish.dropId) return { outcome: 'kept', reason: 'not-enrolled' };
  const hasRules = (await rulesIfAny(db, dayOf(wish.now))) !== null;
  const early = refusedAtOnce(found.section, { ...wish, hasRules });
  if (early) return { outcome: 'refused', refusal: early };
  return onceMore(db, async (trx) => {
    await lockLearner(trx, wish.personId, found.section.termId);
    await lockSections(trx, [wish.sectionId, wish.dropId]);
    const desk = await selectionFacts(trx, { ...wish, hasRules });
    return desk ? decide(trx, desk, { wish, dropped }) : { outcome: 'not-found' };
  });
}

async function decide(
  trx: Trx,
  desk: DeskFacts,
  { wish, dropped }: { wish: Swap; dropped: SectionAtDesk },
): Promise<SwapOutcome> {
  const has = desk.facts.takenSections.some(({ sectionId }) => sectionId === wish.dropId);
  if (!has) return { outcome: 'kept', reason: 'not-enrolled' };
  const refusal = refusalAtDesk({ ...desk, facts: withoutTaken(desk.facts, wish.dropId) });
  if (refusal) return { outcome: 'refused', refusal };
  if (!(await takeSeat(trx, wish.sectionId))) {
    if (!wish.waitlist) return { outcome: 'refused', refusal: { reason: 'full' } };
    const place = await joinWaitlist(trx, desk.section, wish);
    if (desk.inBasket) await leaveBasket(trx, wish);
    return { outcome: 'waitlisted', ...place };
  }
  const kept = await giveUpSeat(trx, dropped, { ...wish, sectionId: wish.dropId });
  if (kept) {
    // Nobody saw it taken: the section is locked.
    await returnSeat(trx, wish.sectionId);
    return { outcome: 'kept', reason: kept };
  }
  const enrolmentId = await addEnrolment(trx, desk.section, wish);
  if (desk.inBasket) await leaveBasket(trx, wish);
  await noteSwap(trx, { wish, enrolmentId });
  const did = `退选了《${dropped.title}》，换成《${desk.section.title}》`;
  await tellOfHelp(trx, { ...wish, did, next: '想换回来的话，可以到课程页看看还有没有名额。' });
  return { outcome: 'swapped', enrolmentId };
}

async function noteSwap(trx: Trx, { wish, enrolmentId }: { wish: Swap; enrolmentId: string }): Promise<void> {
  const { actor, personId, dropId, sectionId, now } = wish;
  await writeJournal(trx, {
    actor,
    action: 'enrolment.swapped',
    subjectType: 'enrolment',
    subjectId: enrolmentId,
    detail: { sectionId, insteadOf: dropId },
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
}
