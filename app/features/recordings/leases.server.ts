import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import type { Clock } from './viewing.rules.ts';
import type { HeldLease, Seat } from './viewing-state.server.ts';

/** Moves a person's clock on, unless somebody else moved it since it was read. */
export async function moveClock(trx: Trx, personId: string, from: HeldLease, to: Clock): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('viewing_lease')
    .set({ heard_at: to.heardAt.toISOString(), budget_ms: to.budgetMs })
    .where('person_id', '=', personId)
    .where('lease', '=', from.lease)
    .where('heard_at', '=', from.clock.heardAt.toISOString())
    .where('budget_ms', '=', from.clock.budgetMs)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes everybody else wait who wants to grant or use a lease of this person. */
export async function lockLease(trx: Trx, personId: string): Promise<void> {
  await trx
    .updateTable('viewing_lease')
    .set((eb) => ({ lease: eb.ref('lease') }))
    .where('person_id', '=', personId)
    .execute();
}

/** Writes the one lease of a person. The caller holds the lock, or knows that there is none yet. */
export async function writeLease(
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
export async function beginViewing(
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
