import { setContact } from '#app/features/contacts/contacts.server.ts';
import { known, type Loading } from './world.ts';

/**
 * Two people have numbers, both made up, and one an address of a domain that is reserved for examples (RFC 2606); everybody else has none, as in
 * most communities.
 */
const contacts = [
  { username: 'learner', kind: 'phone', value: '19900000001', confirmed: true },
  { username: 'elder', kind: 'phone', value: '19900000002', confirmed: false },
  { username: 'sysadmin', kind: 'email', value: 'sysadmin@example.com', confirmed: true },
] as const;

/** Writes down the contacts of the demo accounts. */
export async function writeContacts(
  { trx, env, actor, now }: Loading,
  accounts: ReadonlyMap<string, string>,
): Promise<void> {
  for (const { username, ...contact } of contacts) {
    const personId = known(accounts, username, 'account');
    await setContact(trx, { ...contact, env, actor, personId, source: 'staff', now });
  }
}
