import { tell } from '#app/features/notices/notices.server.ts';
import { holdUnit } from '#app/features/organisation/turns.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays, formatDate } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type AppointOutcome, appoint, endAppointment, lockPerson } from './appointments.server.ts';
import { goingOn } from './going-on.server.ts';
import { appointmentsOf } from './positions.server.ts';

export interface Transfer {
  actor: Actor;
  personId: string;
  appointmentId: string;
  /** Where to. */
  orgUnitId: string;
  /** The first day there; the day before is the last one where they have been. */
  firstDay: string;
  now: Date;
}

export type TransferOutcome =
  | { ok: true; appointmentId: string }
  | { ok: false; reason: 'not-theirs' | 'same-place' | Extract<AppointOutcome, { ok: false }>['reason'] };

/**
 * Moves a post of a person to another part of the organisation without a day's break, so that it counts as held throughout, until the day on which it was to end: both or neither.
 * The actor must reach both places. The person is told. Source: domain model §6.9, transfer between communities.
 */
export async function transferPost(db: Db, transfer: Transfer): Promise<TransferOutcome> {
  try {
    return await inTransaction(db, (trx) => moved(trx, transfer));
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

/** Undoes what was done before it. */
class Refused extends Error {
  constructor(readonly reason: Extract<TransferOutcome, { ok: false }>['reason']) {
    super(reason);
  }
}

async function moved(trx: Trx, transfer: Transfer): Promise<TransferOutcome> {
  const { actor, personId, appointmentId, orgUnitId, firstDay, now } = transfer;
  await holdUnit(trx, orgUnitId);
  await lockPerson(trx, personId);
  const held = await trx
    .selectFrom('appointment')
    .select(['position', 'org_unit_id', 'valid_to'])
    .where('id', '=', appointmentId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  if (!held) throw new Refused('not-theirs');
  if (held.org_unit_id === orgUnitId) throw new Refused('same-place');
  // Where its unit is going to change, what goes on from it is the same post.
  const [last = held] = (await goingOn(trx, 'appointment', appointmentId)).slice(-1);
  if (last.valid_to !== null && last.valid_to < firstDay) throw new Refused('not-theirs');
  const lastDay = addDays(firstDay, -1);
  const ended = await endAppointment(trx, { actor, personId, appointmentId, lastDay, now });
  if (!ended) throw new Refused('not-theirs');
  const position = held.position as Position;
  // A post for a time stays one: only the place changes.
  const validTo = last.valid_to;
  const begun = await appoint(trx, {
    ...{ actor, personId, position, orgUnitId, validFrom: firstDay, validTo, now },
  });
  if (!begun.ok) throw new Refused(begun.reason);
  const posts = await appointmentsOf(trx, personId, firstDay);
  const place = posts.find(({ id }) => id === begun.appointmentId)?.unitName ?? '';
  await tell(trx, {
    personId,
    kind: 'transfer',
    title: `${positionNames[position]}从 ${formatDate(firstDay)} 起调到${place}`,
    body: '任职没有中断，今年的学分任务照原来算。',
    link: '/me/credits',
    now,
  });
  return begun;
}
