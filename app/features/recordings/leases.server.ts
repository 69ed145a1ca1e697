import { newId, newRandomId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Clock, takeOver } from './viewing.rules.ts';
import { figuresOf, type ViewingFigures } from './viewing-figures.ts';
import { type HeldLease, type Seat, viewingState } from './viewing-state.server.ts';

export type LeaseGranted = ViewingFigures & { lease: string; positionSeconds: number };

/**
 * Lets somebody's watching of this recording count from now on, here and nowhere else: a lease that they held before is lost.
 * Null when they may not watch it. An overdrawn clock stays overdrawn.
 */
export async function grantLease(
  db: Db,
  { now, ...seat }: Seat & { now: Date },
): Promise<LeaseGranted | null> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(db, (trx) => seize(trx, seat, now));
    } catch (error) {
      // Two first leases of one person met: the second look finds the other one.
      if (attempt >= 3 || !isUniqueViolation(error)) throw error;
    }
  }
}

async function seize(trx: Trx, seat: Seat, now: Date): Promise<LeaseGranted | null> {
  await lockLease(trx, seat.personId);
  const state = await viewingState(trx, seat);
  if (!state) return null;
  const clock = takeOver(state.held?.clock ?? null, now);
  const lease = newRandomId();
  await writeLease(trx, seat, { held: { lease, clock, startedAt: now.toISOString() }, isFirst: !state.held });
  if (!state.viewingId) await beginViewing(trx, seat, now);
  return { lease, positionSeconds: state.positionMs / 1000, ...figuresOf(state) };
}

/** Moves a person's clock on, unless somebody else moved it since it was read. */
export async function moveClock(trx: Trx, personId: string, from: HeldLease, to: Clock): Promise<boolean> {
  const { numAffectedRows } = await setClock(trx, {
    personId,
    lease: from.lease,
    heardBefore: from.clock.heardAt.toISOString(),
    budgetBefore: from.clock.budgetMs,
    heardAt: to.heardAt.toISOString(),
    budgetMs: to.budgetMs,
  });
  return numAffectedRows === 1n;
}

type ClockMove = {
  personId: string;
  lease: string;
  heardBefore: string;
  budgetBefore: number;
  heardAt: string;
  budgetMs: number;
};

const setClock = readyStatement<ClockMove>()((db, place) =>
  db
    .updateTable('viewing_lease')
    .set({ heard_at: place('heardAt'), budget_ms: place('budgetMs') })
    .where('person_id', '=', place('personId'))
    .where('lease', '=', place('lease'))
    .where('heard_at', '=', place('heardBefore'))
    .where('budget_ms', '=', place('budgetBefore')),
);

/** Makes everybody else wait who wants to grant or use a lease of this person. */
async function lockLease(trx: Trx, personId: string): Promise<void> {
  await trx
    .updateTable('viewing_lease')
    .set((eb) => ({ lease: eb.ref('lease') }))
    .where('person_id', '=', personId)
    .execute();
}

/** Writes the one lease of a person. The caller holds the lock, or knows that there is none yet. */
async function writeLease(
  trx: Trx,
  { personId, enrolmentId, recordingId }: Seat,
  { held, isFirst }: { held: Pick<HeldLease, 'lease' | 'clock' | 'startedAt'>; isFirst: boolean },
): Promise<void> {
  const values = {
    lease: held.lease,
    enrolment_id: enrolmentId,
    recording_id: recordingId,
    started_at: held.startedAt,
    heard_at: held.clock.heardAt.toISOString(),
    budget_ms: held.clock.budgetMs,
  };
  if (isFirst)
    await trx
      .insertInto('viewing_lease')
      .values({ person_id: personId, ...values })
      .execute();
  else await trx.updateTable('viewing_lease').set(values).where('person_id', '=', personId).execute();
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
    })
    .execute();
}
