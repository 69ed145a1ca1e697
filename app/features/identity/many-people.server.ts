import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import type { AppointmentRow, PersonRow } from '#db/tables/identity.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { NewAppointment } from './appointments.server.ts';
import { type NewPerson, personRow } from './people.server.ts';

type AppointmentInBulk = Pick<NewAppointment, 'position' | 'orgUnitId' | 'validFrom' | 'validTo'>;

export interface PersonInBulk extends Omit<NewPerson, 'actor' | 'password' | 'now'> {
  appointments?: readonly AppointmentInBulk[];
}

const AT_ONCE = 500;

/**
 * Adds people by the hundred: for the demo academy and for load tests. All get the one `passwordHash` (or no account when
 * null). Usernames must be free and well formed. Answers the new ids, in the order of `people`.
 */
export async function addPeople(
  db: Db,
  {
    actor,
    people,
    passwordHash,
    source,
    now,
  }: {
    actor: Actor;
    people: readonly PersonInBulk[];
    passwordHash: string | null;
    source: string;
    now: Date;
  },
): Promise<string[]> {
  const ids: string[] = [];
  for (let start = 0; start < people.length; start += AT_ONCE) {
    const some = people.slice(start, start + AT_ONCE);
    const rows = some.map((person) => personRow({ ...person, now }));
    const appointments = some.flatMap((person, index) =>
      appointmentRows(person, rows[index]?.id ?? '', source),
    );
    await inTransaction(db, (trx) => insertChunk(trx, rows, appointments, passwordHash));
    ids.push(...rows.map(({ id }) => id));
  }
  const detail = { people: ids.length, source };
  await writeJournal(db, {
    actor,
    action: 'people.added',
    subjectType: 'academy',
    subjectId: source,
    detail,
    now,
  });
  return ids;
}

function appointmentRows(
  { appointments = [] }: PersonInBulk,
  personId: string,
  source: string,
): AppointmentRow[] {
  return appointments.map(({ position, orgUnitId, validFrom, validTo }) => ({
    id: newId(),
    person_id: personId,
    position,
    org_unit_id: orgUnitId,
    valid_from: validFrom,
    valid_to: validTo ?? null,
    source,
  }));
}

async function insertChunk(
  trx: Trx,
  people: PersonRow[],
  appointments: AppointmentRow[],
  hash: string | null,
): Promise<void> {
  await trx.insertInto('person').values(people).execute();
  if (hash) {
    const accounts = people.map(({ id, created_at }) => ({ person_id: id, hash, changed_at: created_at }));
    await trx.insertInto('password_credential').values(accounts).execute();
  }
  for (let start = 0; start < appointments.length; start += AT_ONCE) {
    await trx
      .insertInto('appointment')
      .values(appointments.slice(start, start + AT_ONCE))
      .execute();
  }
}
