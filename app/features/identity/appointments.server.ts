import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { mayActOn } from './grants.rules.ts';

export interface NewAppointment {
  actor: Actor;
  personId: string;
  position: Position;
  orgUnitId: string;
  validFrom: string;
  /** The last day; null while it lasts. */
  validTo?: string | null;
  /** Where it is known from: `registrar`, `roster`. */
  source?: string;
  now: Date;
}

export type AppointOutcome =
  | { ok: true; appointmentId: string }
  | { ok: false; reason: 'unknown-person' | 'unknown-unit' | 'out-of-scope' | 'dates' | 'already' };

/** Notes a position of a person. Refused outside the actor's own part of the organisation, or while the same one lasts. */
export async function appoint(db: Db, wanted: NewAppointment): Promise<AppointOutcome> {
  const validTo = wanted.validTo ?? null;
  if (validTo !== null && validTo < wanted.validFrom) return { ok: false, reason: 'dates' };
  return inTransaction(db, async (trx): Promise<AppointOutcome> => {
    if (!(await lockPerson(trx, wanted.personId))) return { ok: false, reason: 'unknown-person' };
    const unit = await trx
      .selectFrom('org_unit')
      .select('path')
      .where('id', '=', wanted.orgUnitId)
      .executeTakeFirst();
    if (!unit) return { ok: false, reason: 'unknown-unit' };
    if (!mayActOn(wanted.actor, unit.path)) return { ok: false, reason: 'out-of-scope' };
    if (await overlaps(trx, wanted, validTo)) return { ok: false, reason: 'already' };
    const id = newId();
    await trx
      .insertInto('appointment')
      .values({
        id,
        person_id: wanted.personId,
        position: wanted.position,
        org_unit_id: wanted.orgUnitId,
        valid_from: wanted.validFrom,
        valid_to: validTo,
        source: wanted.source ?? 'registrar',
      })
      .execute();
    const detail = {
      position: wanted.position,
      orgUnitId: wanted.orgUnitId,
      validFrom: wanted.validFrom,
      validTo,
    };
    await writeJournal(trx, {
      actor: wanted.actor,
      action: 'appointment.made',
      subjectType: 'person',
      subjectId: wanted.personId,
      detail,
      now: wanted.now,
    });
    return { ok: true, appointmentId: id };
  });
}

/** Waits until nobody else changes what this person is or may do. False when there is no such person. */
export async function lockPerson(trx: Db, personId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('person')
    .set(({ ref }) => ({ text_size: ref('text_size') }))
    .where('id', '=', personId)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

async function overlaps(trx: Db, wanted: NewAppointment, validTo: string | null): Promise<boolean> {
  let query = trx
    .selectFrom('appointment')
    .select('id')
    .where('person_id', '=', wanted.personId)
    .where('position', '=', wanted.position)
    .where('org_unit_id', '=', wanted.orgUnitId)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', wanted.validFrom)]));
  if (validTo !== null) query = query.where('valid_from', '<=', validTo);
  return (await query.executeTakeFirst()) !== undefined;
}

/** Ends an appointment with `lastDay`. False when there is none of this person, or it ended before. */
export async function endAppointment(
  db: Db,
  {
    actor,
    personId,
    appointmentId,
    lastDay,
    now,
  }: { actor: Actor; personId: string; appointmentId: string; lastDay: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    // Before it is read: who ends it in the same moment waits, and then finds it ended.
    await lockPerson(trx, personId);
    const known = await trx
      .selectFrom('appointment')
      .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
      .select(['path', 'appointment.valid_from', 'appointment.valid_to'])
      .where('appointment.id', '=', appointmentId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    const canEnd =
      known &&
      mayActOn(actor, known.path) &&
      known.valid_from <= lastDay &&
      (known.valid_to ?? '9999') > lastDay;
    if (!canEnd) return false;
    await trx.updateTable('appointment').set({ valid_to: lastDay }).where('id', '=', appointmentId).execute();
    const detail = { appointmentId, lastDay };
    await writeJournal(trx, {
      actor,
      action: 'appointment.ended',
      subjectType: 'person',
      subjectId: personId,
      detail,
      now,
    });
    return true;
  });
}
