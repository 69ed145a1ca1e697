/** What the tests of selection share: asking for seats, and what must hold whatever was asked. */
import { completionChecks } from '#app/cli/checks/completions.server.ts';
import { seatChecks } from '#app/cli/checks/seats.server.ts';
import { type EnrolOutcome, enrol } from '#app/features/selection/enrolment.server.ts';
import { type WithdrawOutcome, withdraw } from '#app/features/selection/leaving.server.ts';
import { answerOffer, type OfferOutcome } from '#app/features/selection/offers.server.ts';
import { waitingOf } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import type { Section } from '#tests/support/classes.ts';
import type { Engine } from '#tests/support/database.ts';
import { type Learner, now } from '#tests/support/world.ts';

export type Asked = { section: Section; waitlist?: boolean; at?: Date };

export function choose(
  db: Db,
  learner: Learner,
  { section, waitlist = true, at = now }: Asked,
): Promise<EnrolOutcome> {
  return enrol(db, { ...learner, sectionId: section.sectionId, waitlist, now: at });
}

export function leave(db: Db, learner: Learner, { section, at = now }: Asked): Promise<WithdrawOutcome> {
  return withdraw(db, { ...learner, sectionId: section.sectionId, now: at });
}

export function answer(
  db: Db,
  learner: Learner,
  how: 'accept' | 'decline',
  { section, at = now }: Asked,
): Promise<OfferOutcome> {
  return answerOffer(db, { ...learner, sectionId: section.sectionId, answer: how, now: at });
}

/** Where somebody stands in line, and until when a seat is theirs; null when they do not wait. */
export async function place(db: Db, { personId }: Learner): Promise<[number, string | null] | null> {
  const [waiting] = await waitingOf(db, personId);
  return waiting ? [waiting.position, waiting.offerExpiresAt] : null;
}

/** What does not hold of the seats of all sections. Empty when all is well. */
export async function breaches(db: Db, engine: Engine): Promise<string[]> {
  const kind = engine === 'sqlite' ? 'embedded' : 'server';
  const found: string[] = [];
  for (const { name, run } of [...seatChecks, ...completionChecks]) if (await run(db, kind)) found.push(name);
  if ((await idleSeats(db)) > 0) found.push('no seat is free while somebody waits without an offer');
  return found;
}

async function idleSeats(db: Db): Promise<number> {
  const waiting = await db
    .selectFrom('seat_count')
    .innerJoin('waitlist_entry', 'waitlist_entry.section_id', 'seat_count.section_id')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .leftJoin('section_closure', 'section_closure.section_id', 'seat_count.section_id')
    .select('waitlist_entry.id')
    .where('waitlist_entry.active', '=', 1)
    .where('seat_offer.id', 'is', null)
    .where('section_closure.section_id', 'is', null)
    .whereRef('seat_count.taken', '<', 'seat_count.capacity')
    .execute();
  return waiting.length;
}

/** Steps in the order in which they are taken; those that follow each other in one group are taken at once. */
export function inGroups<Step extends { group: boolean }>(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const each of steps) {
    const last = groups.at(-1);
    if (each.group && last) last.push(each);
    else groups.push([each]);
  }
  return groups;
}
