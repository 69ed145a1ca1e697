import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { leaveBasket } from './basket.server.ts';
import { type SectionAtDesk, sectionFor } from './desk.server.ts';
import { closedBy, type Refusal, refusalOf } from './eligibility.rules.ts';
import { type DeskFacts, selectionFacts, windowOf } from './facts.server.ts';
import { onceMore } from './once-more.server.ts';
import { addEnrolment, joinWaitlist, type Placing } from './places.server.ts';
import { lockLearner, lockSection, takeSeat } from './seats.server.ts';

export { addEnrolment } from './places.server.ts';

/** What came of asking for a place. */
export type PlaceOutcome =
  | { outcome: 'enrolled'; enrolmentId: string }
  | { outcome: 'waitlisted'; entryId: string; position: number }
  | { outcome: 'refused'; refusal: Refusal };
export type EnrolOutcome = PlaceOutcome | { outcome: 'not-found' };

export interface Selection extends Placing {
  sectionId: string;
  /** Join the waitlist when no seat is free. */
  waitlist: boolean;
}

/**
 * Takes a section: seat, enrolment, pinned requirements and trace in one transaction, or a reason against it. The learner
 * is locked before the section (always in this order), a seat is one conditional update, and a section never has more
 * enrolments and open offers than its capacity, however many ask at once.
 */
export async function enrol(db: Db, selection: Selection): Promise<EnrolOutcome> {
  const found = await sectionFor(db, selection);
  if (!found) return { outcome: 'not-found' };
  if (found.enrolled) return { outcome: 'refused', refusal: { reason: 'already' } };
  const { section } = found;
  const hasRules = (await rulesIfAny(db, dayOf(selection.now))) !== null;
  const early = refusedAtOnce(section, { ...selection, hasRules });
  if (early) return { outcome: 'refused', refusal: early };
  return onceMore(db, (trx) => decide(trx, section, { ...selection, hasRules }));
}

/** What needs no lock: most requests of a rush end here, without a transaction. */
export function refusedAtOnce(
  section: SectionAtDesk,
  { waitlist, hasRules, now }: { waitlist: boolean; hasRules: boolean; now: Date },
): Refusal | null {
  const window = windowOf(section, { hasRules, now });
  if (!window.open) return closedBy(window);
  return section.taken >= section.capacity && !waitlist ? { reason: 'full' } : null;
}

async function decide(
  trx: Trx,
  section: SectionAtDesk,
  selection: Selection & { hasRules: boolean },
): Promise<PlaceOutcome> {
  await lockLearner(trx, selection.personId, section.termId);
  const desk = await selectionFacts(trx, selection);
  const refusal = desk ? refusalAtDesk(desk) : null;
  if (!desk || refusal) return { outcome: 'refused', refusal: refusal ?? { reason: 'already' } };
  const outcome = await place(trx, desk.section, selection);
  if (desk.inBasket && outcome.outcome !== 'refused') await leaveBasket(trx, selection);
  return outcome;
}

/** Why somebody may not take a section in whose line they must not stand already. */
export function refusalAtDesk({ waiting, facts }: DeskFacts): Refusal | null {
  return waiting ? { reason: 'already' } : refusalOf(facts);
}

/** A seat, or a place in line when one was asked for. Nothing stands against it but that the section may be full. */
export async function place(
  trx: Trx,
  section: SectionAtDesk,
  { waitlist, ...placing }: Placing & { waitlist: boolean },
): Promise<PlaceOutcome> {
  if (await takeSeat(trx, section.id))
    return { outcome: 'enrolled', enrolmentId: await addEnrolment(trx, section, placing) };
  if (!waitlist) return { outcome: 'refused', refusal: { reason: 'full' } };
  await lockSection(trx, section.id);
  // A seat may have come free while this request waited for the lock.
  if (await takeSeat(trx, section.id))
    return { outcome: 'enrolled', enrolmentId: await addEnrolment(trx, section, placing) };
  return { outcome: 'waitlisted', ...(await joinWaitlist(trx, section, placing)) };
}
