import { readPhone } from '#app/features/contacts/contact.rules.ts';
import { blindOf } from '#app/features/contacts/contacts.server.ts';
import { normalUsername } from '#app/features/identity/usernames.rules.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';

/**
 * The username that somebody means who types a username or a phone number into one field; what was typed where nobody is called so.
 * A username comes first. One statement, the same whatever was typed and whether or not there is somebody.
 */
export async function accountNamed(
  db: Db,
  { typed, env }: { typed: string; env?: SealingEnv | undefined },
): Promise<string> {
  const username = normalUsername(typed);
  const phone = readPhone(typed);
  const blind = phone.ok && env ? blindOf(env, 'phone', phone.value) : '';
  const rows = await db
    .selectFrom('person')
    .select(['username', 'name'])
    .where('username', '=', username)
    .unionAll(
      db
        .selectFrom('contact')
        .innerJoin('person', 'person.id', 'contact.person_id')
        .select(['username', 'name'])
        .where('contact.kind', '=', 'phone')
        .where('contact.blind', '=', blind),
    )
    .execute();
  if (rows.some((row) => row.username === username)) return username;
  return rows[0]?.username ?? (phone.ok ? phone.value : username);
}
