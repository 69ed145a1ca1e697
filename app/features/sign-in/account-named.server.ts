import { readPhone } from '#app/features/contacts/contact.rules.ts';
import { blindOf } from '#app/features/contacts/contacts.server.ts';
import { normalUsername } from '#app/features/identity/usernames.rules.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';

interface Typed {
  typed: string;
  env?: SealingEnv | undefined;
}

/** What was typed in the one form that counts (of a number its blind index: without the keys nobody finds it by trying all), and whose name that is; null where nobody is called so. */
export interface NamedAccount {
  name: string;
  personId: string | null;
}

/**
 * Whom somebody means who types a username or a phone number into one field. A username comes first. One statement, the same whatever was typed and whether or not there is somebody.
 */
export async function whoIsNamed(db: Db, { typed, env }: Typed): Promise<NamedAccount> {
  const username = normalUsername(typed);
  const phone = readPhone(typed);
  const blind = phone.ok && env ? blindOf(env, 'phone', phone.value) : '';
  const rows = await db
    .selectFrom('person')
    .select(['person.id', 'username'])
    .where('username', '=', username)
    .unionAll(
      db
        .selectFrom('contact')
        .innerJoin('person', 'person.id', 'contact.person_id')
        .select(['person.id', 'username'])
        .where('contact.kind', '=', 'phone')
        .where('contact.blind', '=', blind),
    )
    .execute();
  const found = rows.find((row) => row.username === username) ?? rows[0];
  return { name: phone.ok ? blind || phone.value : username, personId: found?.id ?? null };
}
