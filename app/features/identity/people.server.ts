import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { PersonRow } from '#db/tables/identity.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { namePinyin } from './names.rules.ts';
import { passwordProblem } from './passwords.rules.ts';
import { hashPassword } from './passwords.server.ts';
import { isUsername, normalUsername } from './usernames.rules.ts';

export { setPassword } from './accounts.server.ts';
export { appoint, endAppointment } from './appointments.server.ts';
export { grantRole, revokeRole } from './grants.server.ts';
export { grantsOf, grantsOfMany } from './held-roles.server.ts';
export { peopleInScope } from './people-search.server.ts';
export { appointmentsOf, appointmentsOfMany, positionsOf } from './positions.server.ts';

export interface Person {
  id: string;
  username: string;
  name: string;
  ageBand: string | null;
  preferredView: 'standard' | 'elder';
  textSize: 1 | 2 | 3;
  createdAt: string;
}

export interface NewPerson {
  actor: Actor;
  username: string;
  name: string;
  /** A span such as `70-79`, never a birthday. */
  ageBand?: string | null;
  preferredView?: Person['preferredView'];
  textSize?: Person['textSize'];
  /** Without one the person cannot sign in yet. */
  password?: string;
  now: Date;
}

export type PersonOutcome =
  | { ok: true; personId: string }
  | { ok: false; reason: 'username' | 'username-taken' | 'name' }
  /** `problem` says in Chinese what is wrong with it. */
  | { ok: false; reason: 'password'; problem: string };

/** Adds a person, with an account when a password is given. The hash is made before the transaction begins: it takes its time. */
export async function createPerson(db: Db, person: NewPerson): Promise<PersonOutcome> {
  const username = normalUsername(person.username);
  const name = person.name.trim();
  if (!isUsername(username)) return { ok: false, reason: 'username' };
  if (!name || name.length > 64) return { ok: false, reason: 'name' };
  const problem = person.password === undefined ? null : passwordProblem(person.password, { username, name });
  if (problem) return { ok: false, reason: 'password', problem };
  const hash = person.password === undefined ? null : await hashPassword(person.password);
  try {
    return await inTransaction(db, async (trx) => {
      const row = personRow({ ...person, username, name });
      await trx.insertInto('person').values(row).execute();
      if (hash)
        await trx
          .insertInto('password_credential')
          .values({ person_id: row.id, hash, changed_at: row.created_at })
          .execute();
      await writeJournal(trx, {
        actor: person.actor,
        action: 'person.created',
        subjectType: 'person',
        subjectId: row.id,
        now: person.now,
      });
      return { ok: true, personId: row.id };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'username-taken' };
    throw error;
  }
}

/** The row of a new person; `username` and `name` are checked already. */
export function personRow(person: Omit<NewPerson, 'actor' | 'password'>): PersonRow {
  return {
    id: newId(),
    username: person.username,
    name: person.name,
    name_pinyin: namePinyin(person.name),
    age_band: person.ageBand ?? null,
    preferred_view: person.preferredView ?? 'standard',
    text_size: person.textSize ?? 1,
    created_at: person.now.toISOString(),
  };
}

/** The person with this id; null when there is none. */
export async function findPerson(db: Db, personId: string): Promise<Person | null> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirst();
  return row ? toPerson(row) : null;
}

/** The person with this username, however it is written; null when there is none. */
export async function personByUsername(db: Db, username: string): Promise<Person | null> {
  const row = await db
    .selectFrom('person')
    .selectAll()
    .where('username', '=', normalUsername(username))
    .executeTakeFirst();
  return row ? toPerson(row) : null;
}

/** The view that stays on for the account, wherever the person signs in; the text size stays when left out. */
export async function preferView(
  db: Db,
  choice: { personId: string; view: Person['preferredView']; textSize?: Person['textSize'] },
): Promise<void> {
  const { personId, view, textSize } = choice;
  await db
    .updateTable('person')
    .set({ preferred_view: view, ...(textSize === undefined ? {} : { text_size: textSize }) })
    .where('id', '=', personId)
    .execute();
}

function toPerson(row: PersonRow): Person {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    ageBand: row.age_band,
    preferredView: row.preferred_view === 'elder' ? 'elder' : 'standard',
    textSize: row.text_size === 3 ? 3 : row.text_size === 2 ? 2 : 1,
    createdAt: row.created_at,
  };
}
