import type { KeyRing, SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import { openField, sealField } from '#app/features/sealing/seal.server.ts';
import type { Db } from '#db/database.ts';
import type { ContactRow } from '#db/tables/contacts.ts';
import { inTransaction } from '#db/transaction.server.ts';

interface Reclosing {
  env: SealingEnv;
  /** Rows in one transaction: few enough that nobody waits. */
  atOnce?: number;
  /** Asked after each batch; what is left is done the next time. */
  stopped?: () => boolean;
}

const AT_ONCE = 200;

/**
 * Closes with the newest key what an older one closed, batch by batch while the academy serves. Whoever kills it in the middle loses
 * nothing: every row says which key it needs. Rows whose key is not here are left as they are. Answers how many were closed anew.
 */
export async function recloseContacts(
  db: Db,
  { env, atOnce = AT_ONCE, stopped = () => false }: Reclosing,
): Promise<number> {
  let done = 0;
  let after = '';
  while (!stopped()) {
    const batch = await recloseSome(db, { env, after, limit: atOnce });
    done += batch.closed;
    if (batch.last === null) break;
    after = batch.last;
  }
  return done;
}

/** `last`: behind which row the next batch begins; null when there is none. */
async function recloseSome(
  db: Db,
  { env, after, limit }: { env: SealingEnv; after: string; limit: number },
): Promise<{ last: string | null; closed: number }> {
  const ring = ringHere(env);
  const older = ring ? [...ring.keys.keys()].filter((id) => id !== ring.newest.id) : [];
  if (!ring || older.length === 0) return { last: null, closed: 0 };
  return inTransaction(db, async (trx) => {
    const rows = await trx
      .selectFrom('contact')
      .select(['id', 'person_id', 'kind', 'key_id', 'sealed'])
      .where('key_id', 'in', older)
      .where('id', '>', after)
      .orderBy('id')
      .limit(limit)
      .execute();
    let closed = 0;
    for (const row of rows) if (await recloseOne(trx, ring, row)) closed += 1;
    return { last: rows.at(-1)?.id ?? null, closed };
  });
}

/** False for a row that was changed by hand and does not open, and for one that got another value meanwhile. */
async function recloseOne(
  trx: Db,
  ring: KeyRing,
  row: Pick<ContactRow, 'id' | 'person_id' | 'kind' | 'key_id' | 'sealed'>,
): Promise<boolean> {
  const place = { owner: row.person_id, field: `contact:${row.kind}` };
  const text = openField(ring, { ...place, keyId: row.key_id, sealed: row.sealed });
  if (text === null) return false;
  const { sealed, keyId } = sealField(ring, { ...place, text });
  const { numUpdatedRows } = await trx
    .updateTable('contact')
    .set({ sealed, key_id: keyId })
    .where('id', '=', row.id)
    .where('sealed', '=', row.sealed)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** How many contacts each key closes, by the key's id. */
export async function contactsByKey(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('contact')
    .select(({ fn }) => ['key_id', fn.countAll().as('many')])
    .groupBy('key_id')
    .execute();
  return new Map(rows.map(({ key_id, many }) => [key_id, Number(many)]));
}
