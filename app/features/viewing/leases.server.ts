import { newId, newRandomId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { whereSeatGoesOn } from './going-on.server.ts';
import { lockLease } from './lease-lock.server.ts';
import { isLongNight, SOON_MS } from './oddities.rules.ts';
import { countOddity } from './oddities.server.ts';
import { lastLease } from './past-lease.ts';
import { firstQuestionOf, isAsking } from './questions.server.ts';
import { type Clock, takeOver } from './viewing.rules.ts';
import { figuresOf, type ViewingFigures } from './viewing-figures.ts';
import { type HeldLease, type Seat, viewingState } from './viewing-state.server.ts';

export type LeaseGranted = ViewingFigures & {
  lease: string;
  positionSeconds: number;
  /** Something was being watched elsewhere until just now, and stops there. */
  tookOver?: true;
  /** A question waits for its answer. */
  ask?: true;
};

/** `from`: the lease that the same player held before, when it begins anew. It changes only what counts as another device. */
type Wish = Seat & { from?: string | undefined; now: Date };

/** Heard of so recently, a player elsewhere is still playing. */
const JUST_NOW_MS = 60_000;

/**
 * Lets somebody's watching of this recording count from now on, here and nowhere else: a lease that they held before is lost.
 * Null when they may not watch it. An overdrawn clock stays overdrawn.
 */
export function grantLease(db: Db, wish: Wish): Promise<LeaseGranted | null> {
  return whereSeatGoesOn(db, wish, (enrolmentId) => seizeInTurn(db, { ...wish, enrolmentId }));
}

async function seizeInTurn(db: Db, wish: Wish): Promise<LeaseGranted | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, (trx) => seize(trx, wish));
    } catch (error) {
      // Two first leases of one person met: the second look finds the other one.
      if (attempt >= 3 || !isUniqueViolation(error)) throw error;
    }
  }
}

async function seize(trx: Trx, { from, now, ...seat }: Wish): Promise<LeaseGranted | null> {
  await lockLease(trx, seat.personId);
  const state = await viewingState(trx, seat);
  if (!state) return null;
  const { held } = state;
  const clock = takeOver(held?.clock ?? null, now);
  const lease = newRandomId();
  await writeLease(trx, seat, { lease, clock, startedAt: now.toISOString(), before: held });
  if (!state.viewingId) await beginViewing(trx, seat, now);
  const elsewhere = held !== null && held.lease !== from;
  if (held) await countSitting(trx, { held, personId: seat.personId, elsewhere, now });
  const tookOver = elsewhere && now.getTime() - held.clock.heardAt.getTime() < JUST_NOW_MS;
  return {
    lease,
    positionSeconds: state.positionMs / 1000,
    ...figuresOf(state),
    ...(tookOver && { tookOver }),
    ...(isAsking(state) && { ask: true }),
  };
}

type EndedSitting = { held: HeldLease; personId: string; elsewhere: boolean; now: Date };

/** What a sitting that has ended looks like, where that is worth a question. */
async function countSitting(trx: Trx, { held, personId, elsewhere, now }: EndedSitting): Promise<void> {
  const { recordingId, clock } = held;
  const startedAt = new Date(held.startedAt);
  if (elsewhere && now.getTime() - startedAt.getTime() < SOON_MS)
    await countOddity(trx, { personId, recordingId, kind: 'hand-over', now });
  if (isLongNight({ startedAt, heardAt: clock.heardAt, unspentMs: clock.budgetMs }))
    await countOddity(trx, { personId, recordingId, kind: 'long-night', now: clock.heardAt });
}

/** Moves a person's clock on, unless somebody else moved it since it was read. */
export async function moveClock(trx: Trx, personId: string, from: HeldLease, to: Clock): Promise<boolean> {
  const { numAffectedRows } = await setClock(trx, {
    personId,
    lease: from.lease,
    enrolmentId: from.enrolmentId,
    heardBefore: from.clock.heardAt.toISOString(),
    budgetBefore: from.clock.budgetMs,
    last: from.last,
    heardAt: to.heardAt.toISOString(),
    budgetMs: to.budgetMs,
  });
  return numAffectedRows === 1n;
}

type ClockMove = {
  personId: string;
  lease: string;
  /** It is another one once its section has been merged. */
  enrolmentId: string;
  heardBefore: string;
  budgetBefore: number;
  last: string;
  heardAt: string;
  budgetMs: number;
};

const setClock = readyStatement<ClockMove>()((db, place) =>
  db
    .updateTable('viewing_lease')
    .set({ heard_at: place('heardAt'), budget_ms: place('budgetMs') })
    .where('person_id', '=', place('personId'))
    .where('lease', '=', place('lease'))
    .where('enrolment_id', '=', place('enrolmentId'))
    .where('heard_at', '=', place('heardBefore'))
    .where('budget_ms', '=', place('budgetBefore'))
    .where('last_lease', '=', place('last')),
);

/** Moves the clock of the lease before on, unless anybody moved one of this person's clocks since they were read. */
export async function moveLastClock(
  trx: Trx,
  personId: string,
  from: HeldLease,
  to: string,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('viewing_lease')
    .set({ last_lease: to })
    .where('person_id', '=', personId)
    .where('lease', '=', from.lease)
    .where('heard_at', '=', from.clock.heardAt.toISOString())
    .where('budget_ms', '=', from.clock.budgetMs)
    .where('last_lease', '=', from.last)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

type NewLease = Pick<HeldLease, 'lease' | 'clock' | 'startedAt'> & { before: HeldLease | null };

/** Writes the one lease of a person. The caller holds the lock, or knows that there is none yet. */
async function writeLease(
  trx: Trx,
  { personId, enrolmentId, recordingId }: Seat,
  { lease, clock, startedAt, before }: NewLease,
): Promise<void> {
  const values = {
    lease,
    enrolment_id: enrolmentId,
    recording_id: recordingId,
    started_at: startedAt,
    heard_at: clock.heardAt.toISOString(),
    budget_ms: clock.budgetMs,
    last_lease: before ? lastLease(before, startedAt) : '',
  };
  if (before) await trx.updateTable('viewing_lease').set(values).where('person_id', '=', personId).execute();
  else
    await trx
      .insertInto('viewing_lease')
      .values({ person_id: personId, ...values })
      .execute();
}

/** The row of a viewing in which nothing is watched yet. */
async function beginViewing(
  trx: Trx,
  { enrolmentId, recordingId, personId }: Seat,
  now: Date,
): Promise<void> {
  await trx
    .insertInto('viewing')
    .values({
      id: newId(),
      enrolment_id: enrolmentId,
      recording_id: recordingId,
      person_id: personId,
      spans: '[]',
      covered_ms: 0,
      furthest_ms: 0,
      position_ms: 0,
      completed_at: null,
      updated_at: now.toISOString(),
      ask_at_ms: await firstQuestionOf(trx, enrolmentId),
    })
    .execute();
}
