import { writeJournalLines } from '#app/features/journal/journal.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere, ringOf } from '#app/features/sealing/ring.server.ts';
import { blindIndex, sealField } from '#app/features/sealing/seal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import type { ContactKind } from './contact.rules.ts';
import type { ContactSource } from './contacts.server.ts';

const AT_ONCE = 500;

/** Whose these numbers or addresses are, by the value; who is not named here has none of them. By the blind index: no row is opened. One statement for five hundred. */
export async function peopleByContacts(
  db: Db,
  { env, kind, values }: { env: SealingEnv; kind: ContactKind; values: readonly string[] },
): Promise<Map<string, string>> {
  const ring = ringHere(env);
  const found = new Map<string, string>();
  if (!ring) return found;
  const byBlind = new Map(values.map((value) => [blindIndex(ring, `contact:${kind}`, value), value]));
  const blinds = [...byBlind.keys()];
  for (let from = 0; from < blinds.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('contact')
      .select(['person_id', 'blind'])
      .where('kind', '=', kind)
      .where('blind', 'in', blinds.slice(from, from + AT_ONCE))
      .execute();
    for (const row of rows) found.set(byBlind.get(row.blind) ?? '', row.person_id);
  }
  return found;
}

/** Who of these has a contact of this kind, and whether it was confirmed. One statement for five hundred. */
export async function contactsHeld(
  db: Db,
  { kind, personIds }: { kind: ContactKind; personIds: readonly string[] },
): Promise<Map<string, { confirmed: boolean }>> {
  const held = new Map<string, { confirmed: boolean }>();
  for (let from = 0; from < personIds.length; from += AT_ONCE) {
    const rows = await db
      .selectFrom('contact')
      .select(['person_id', 'confirmed_at'])
      .where('kind', '=', kind)
      .where('person_id', 'in', personIds.slice(from, from + AT_ONCE))
      .execute();
    for (const row of rows) held.set(row.person_id, { confirmed: row.confirmed_at !== null });
  }
  return held;
}

interface NewContacts {
  env: SealingEnv;
  actor: Actor;
  kind: ContactKind;
  /** Values as `readContact` gives them, of people who have none of this kind. */
  contacts: readonly { personId: string; value: string }[];
  source: ContactSource;
  now: Date;
}

/**
 * The same as `setContact` for many people who were just added, unconfirmed, each noted in the journal. Whoever calls has looked that nobody holds them;
 * throws a unique violation when somebody does after all, and `KeysAway` without the keys of this database.
 */
export async function addContacts(
  trx: Trx,
  { env, actor, kind, contacts, source, now }: NewContacts,
): Promise<void> {
  if (contacts.length === 0) return;
  const ring = await ringOf(trx, env);
  const rows = contacts.map(({ personId, value }) => {
    const { keyId, sealed } = sealField(ring, { owner: personId, field: `contact:${kind}`, text: value });
    const closed = { sealed, key_id: keyId, blind: blindIndex(ring, `contact:${kind}`, value) };
    const added = { source, added_at: now.toISOString(), added_by: actor.personId, confirmed_at: null };
    return { id: newId(), person_id: personId, kind, ...closed, ...added };
  });
  for (let from = 0; from < rows.length; from += AT_ONCE)
    await trx
      .insertInto('contact')
      .values(rows.slice(from, from + AT_ONCE))
      .execute();
  const detail = { kind, confirmed: false, source };
  await writeJournalLines(
    trx,
    contacts.map(({ personId: subjectId }) => ({
      ...{ actor, action: 'contact.set', subjectType: 'person', subjectId, detail, now },
    })),
  );
}
