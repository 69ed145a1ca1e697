import { writeJournal, writeJournalLines } from '#app/features/journal/journal.server.ts';
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

/**
 * Adds some hundreds of people with their posts in one go, each noted in the journal as when they are added one by one. Whoever calls has looked that the
 * usernames are free and well formed and that the actor may act on the units; throws when a username was taken meanwhile. Answers the ids, in their order.
 */
export async function createPeople(
  trx: Db,
  {
    actor,
    people,
    source,
    now,
  }: { actor: Actor; people: readonly PersonInBulk[]; source: string; now: Date },
): Promise<string[]> {
  const rows = people.map((person) => personRow({ ...person, now }));
  const posts = people.map((person, index) => appointmentRows(person, rows[index]?.id ?? '', source));
  await insertChunk(trx as Trx, rows, posts.flat(), null);
  const about = (subjectId: string) => ({ actor, subjectType: 'person', subjectId, now });
  await writeJournalLines(trx, [
    ...rows.map(({ id }) => ({ ...about(id), action: 'person.created' })),
    ...posts.flat().map((post) => ({
      ...about(post.person_id),
      action: 'appointment.made',
      detail: {
        ...{ position: post.position, orgUnitId: post.org_unit_id },
        ...{ validFrom: post.valid_from, validTo: post.valid_to },
      },
    })),
  ]);
  return rows.map(({ id }) => id);
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
