import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere, ringOf } from '#app/features/sealing/ring.server.ts';
import { blindIndex, openField, sealField } from '#app/features/sealing/seal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { ContactRow } from '#db/tables/contacts.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type ContactKind, masked } from './contact.rules.ts';

export type ContactSource = 'self' | 'staff' | 'import';

export interface NewContact {
  env: SealingEnv;
  actor: Actor;
  personId: string;
  kind: ContactKind;
  /** As `readContact` gives it. */
  value: string;
  source: ContactSource;
  /** Whether a code that was sent there has come back. */
  confirmed: boolean;
  now: Date;
}

/** Something that only shows how a contact begins and ends. */
export interface ShownContact {
  kind: ContactKind;
  masked: string;
  confirmed: boolean;
}

/** The label under which a contact is found again. */
export const blindLabel = (kind: ContactKind) => `contact:${kind}`;
/** Where a contact lies closed. */
export const contactPlace = (personId: string, kind: ContactKind) => ({
  owner: personId,
  field: `contact:${kind}`,
});

/**
 * Gives a person a phone number or an e-mail address in the place of the one before; it is closed before it is written (AES-256-GCM).
 * `taken`: somebody else has it. The journal says that it was done, never the number. Throws `KeysAway` without the keys of this database.
 */
export async function setContact(
  db: Db,
  contact: NewContact,
): Promise<{ ok: true; changed: boolean } | { ok: false; reason: 'taken' }> {
  const { env, personId, kind, value, now } = contact;
  const ring = await ringOf(db, env);
  const blind = blindIndex(ring, blindLabel(kind), value);
  return inTransaction(db, async (trx) => {
    const holder = await holderOf(trx, kind, blind);
    if (holder && holder.personId !== personId) return { ok: false, reason: 'taken' };
    if (holder && (holder.confirmed || !contact.confirmed)) return { ok: true, changed: false };
    const { keyId, sealed } = sealField(ring, { ...contactPlace(personId, kind), text: value });
    const row = {
      sealed,
      key_id: keyId,
      blind,
      source: contact.source,
      added_at: now.toISOString(),
      added_by: contact.actor.personId,
      confirmed_at: contact.confirmed ? now.toISOString() : null,
    };
    try {
      await store(trx, personId, kind, row);
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      const first = await holderOf(trx, kind, blind);
      if (first && first.personId !== personId) return { ok: false, reason: 'taken' };
      // The same person was given one at the same moment: the last one holds.
      await store(trx, personId, kind, row);
    }
    await noted(trx, contact, 'contact.set', { confirmed: contact.confirmed, source: contact.source });
    return { ok: true, changed: true };
  });
}

async function store(
  trx: Db,
  personId: string,
  kind: ContactKind,
  row: Omit<ContactRow, 'id' | 'person_id' | 'kind'>,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('contact')
    .set(row)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  if (Number(numUpdatedRows) > 0) return;
  await trx
    .insertInto('contact')
    .values({ id: newId(), person_id: personId, kind, ...row })
    .execute();
}

/** Takes a contact away. False when there was none. */
export async function removeContact(
  db: Db,
  removal: { actor: Actor; personId: string; kind: ContactKind; now: Date },
): Promise<boolean> {
  const { personId, kind } = removal;
  return inTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('contact')
      .where('person_id', '=', personId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    if (Number(numDeletedRows) === 0) return false;
    await noted(trx, removal, 'contact.removed', {});
    return true;
  });
}

function noted(
  trx: Db,
  { actor, personId, kind, now }: Pick<NewContact, 'actor' | 'personId' | 'kind' | 'now'>,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  const subject = { subjectType: 'person', subjectId: personId };
  return writeJournal(trx, { actor, action, ...subject, detail: { kind, ...detail }, now });
}

/** A person's contacts, masked. What cannot be opened here is shown as such. One statement, at most two rows. */
export async function contactsOf(db: Db, env: SealingEnv, personId: string): Promise<ShownContact[]> {
  const rows = await db
    .selectFrom('contact')
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('kind', 'desc')
    .execute();
  const ring = ringHere(env);
  return rows.map((row) => {
    const kind = row.kind as ContactKind;
    const value = openedBy(ring, row);
    const confirmed = row.confirmed_at !== null;
    return { kind, masked: value === null ? '（密钥不在，暂时看不了）' : masked(kind, value), confirmed };
  });
}

/** The same whole, for sending something there. Null: there is none, or its key is not here. Never for showing: see `openContact`. */
export async function addressOf(
  db: Db,
  { env, personId, kind }: { env: SealingEnv; personId: string; kind: ContactKind },
): Promise<{ value: string; confirmed: boolean } | null> {
  const row = await db
    .selectFrom('contact')
    .selectAll()
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  const value = row ? openedBy(ringHere(env), row) : null;
  return row && value !== null ? { value, confirmed: row.confirmed_at !== null } : null;
}

/** Shows a contact whole to staff who must call or write: the journal says who opened whose, and why. Null when there is none to open. */
export async function openContact(
  db: Db,
  opening: { env: SealingEnv; actor: Actor; personId: string; kind: ContactKind; why: string; now: Date },
): Promise<string | null> {
  return inTransaction(db, async (trx) => {
    const found = await addressOf(trx, opening);
    if (!found) return null;
    await noted(trx, opening, 'contact.opened', { why: opening.why.slice(0, 100) });
    return found.value;
  });
}

/** Whose number or address this is; null when nobody's. By the blind index: no row is opened. One statement. */
export async function personByContact(
  db: Db,
  { env, kind, value }: { env: SealingEnv; kind: ContactKind; value: string },
): Promise<{ personId: string; confirmed: boolean } | null> {
  return holderOf(db, kind, blindOf(env, kind, value));
}

/** By what a contact is found; '' where nothing was ever closed here: asked all the same, so that it takes as long. */
export function blindOf(env: SealingEnv, kind: ContactKind, value: string): string {
  const ring = ringHere(env);
  return ring ? blindIndex(ring, blindLabel(kind), value) : '';
}

async function holderOf(db: Db, kind: ContactKind, blind: string) {
  const row = await db
    .selectFrom('contact')
    .select(['person_id', 'confirmed_at'])
    .where('kind', '=', kind)
    .where('blind', '=', blind)
    .executeTakeFirst();
  return row ? { personId: row.person_id, confirmed: row.confirmed_at !== null } : null;
}

function openedBy(
  ring: KeyRing | null,
  row: Pick<ContactRow, 'person_id' | 'kind' | 'key_id' | 'sealed'>,
): string | null {
  if (!ring) return null;
  const { key_id: keyId, sealed } = row;
  return openField(ring, { ...contactPlace(row.person_id, row.kind as ContactKind), keyId, sealed });
}
