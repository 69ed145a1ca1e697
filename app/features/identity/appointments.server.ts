import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type Stay, staysAt } from '#app/features/organisation/heirs.server.ts';
import { holdUnit } from '#app/features/organisation/turns.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { addDays } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { AppointmentRow } from '#db/tables/identity.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { goingOn, noteContinued } from './going-on.server.ts';
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
  | {
      ok: false;
      /** `unit-over`: the unit does not stand on the first day, or ends without another in its place before the last. */
      reason: 'unknown-person' | 'unknown-unit' | 'unit-over' | 'out-of-scope' | 'dates' | 'already';
    };

/**
 * Notes a position of a person. Refused outside the actor's own part of the organisation, or while the same one lasts. Where the unit is going to change
 * while it lasts, it goes on at whatever takes its place.
 */
export async function appoint(db: Db, wanted: NewAppointment): Promise<AppointOutcome> {
  const validTo = wanted.validTo ?? null;
  if (validTo !== null && validTo < wanted.validFrom) return { ok: false, reason: 'dates' };
  return inTransaction(db, async (trx): Promise<AppointOutcome> => {
    const { orgUnitId: unitId, validFrom: from } = wanted;
    // The unit before the person: whoever changes a unit takes them in this order.
    const isThere = await holdUnit(trx, unitId);
    if (!(await lockPerson(trx, wanted.personId))) return { ok: false, reason: 'unknown-person' };
    if (!isThere) return { ok: false, reason: 'unknown-unit' };
    const stays = await staysAt(trx, { unitId, from, to: validTo });
    const [first] = stays ?? [];
    if (!stays || !first) return { ok: false, reason: 'unit-over' };
    if (!mayActOn(wanted.actor, first.path)) return { ok: false, reason: 'out-of-scope' };
    for (const stay of stays) if (await overlaps(trx, wanted, stay)) return { ok: false, reason: 'already' };
    const ids = stays.map(() => newId());
    await trx
      .insertInto('appointment')
      .values(rowsFor(wanted, stays, ids))
      .execute();
    await noteContinued(trx, 'appointment', { stays, ids, until: validTo });
    const detail = { position: wanted.position, orgUnitId: unitId, validFrom: from, validTo };
    await writeJournal(trx, {
      actor: wanted.actor,
      action: 'appointment.made',
      subjectType: 'person',
      subjectId: wanted.personId,
      detail,
      now: wanted.now,
    });
    return { ok: true, appointmentId: ids[0] ?? '' };
  });
}

function rowsFor(wanted: NewAppointment, stays: readonly Stay[], ids: readonly string[]): AppointmentRow[] {
  return stays.map(({ unitId, from, to }, at) => ({
    id: ids[at] ?? '',
    person_id: wanted.personId,
    position: wanted.position,
    org_unit_id: unitId,
    valid_from: from,
    valid_to: to,
    source: wanted.source ?? 'registrar',
  }));
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

async function overlaps(trx: Db, wanted: NewAppointment, { unitId, from, to }: Stay): Promise<boolean> {
  let query = trx
    .selectFrom('appointment')
    .select('id')
    .where('person_id', '=', wanted.personId)
    .where('position', '=', wanted.position)
    .where('org_unit_id', '=', unitId)
    .where(({ or, and, eb, ref }) =>
      or([
        eb('valid_to', 'is', null),
        // One that ended before it began was never held.
        and([eb('valid_to', '>=', from), eb('valid_to', '>=', ref('valid_from'))]),
      ]),
    );
  if (to !== null) query = query.where('valid_from', '<=', to);
  return (await query.executeTakeFirst()) !== undefined;
}

/**
 * Ends an appointment with `lastDay`, also where it goes on at a unit that takes the place of its own. False when there is none of this person, or it
 * ended before.
 */
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
      .select(['path', 'appointment.id', 'appointment.valid_from', 'appointment.valid_to'])
      .where('appointment.id', '=', appointmentId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!known || !mayActOn(actor, known.path) || known.valid_from > lastDay) return false;
    const pieces = [known, ...(await goingOn(trx, 'appointment', appointmentId))];
    if (!pieces.some(({ valid_to }) => (valid_to ?? '9999') > lastDay)) return false;
    for (const { id, valid_from, valid_to } of pieces) {
      if ((valid_to ?? '9999') <= lastDay) continue;
      const ended = valid_from <= lastDay ? lastDay : addDays(valid_from, -1);
      await trx.updateTable('appointment').set({ valid_to: ended }).where('id', '=', id).execute();
    }
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
