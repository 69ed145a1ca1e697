import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { NeedOfBytes } from './letting-go.server.ts';
import { type StoreEnv, troubleOf } from './media-store.ts';
import { ofNobody } from './nobodys-bytes.server.ts';
import { storeOf } from './store-choice.server.ts';

/** There is one store. */
const STORE = 'store';
/** How much of a store without a mark is looked at to see whether it is ours. Keys begin by chance, so the first ones tell of all. */
const SAMPLE = 50;

/**
 * Whose a store is by its mark: this database's, another's. One without a mark is `free` when most of what lies there is known here
 * (or nothing lies there), else `unknown`.
 */
export type Whose = 'ours' | 'free' | 'anothers' | 'unknown';

export interface Asking {
  env: StoreEnv;
  needOf: NeedOfBytes;
}

/** Whose the store is; `away` while it does not answer. Reads only. */
export async function whoseStore(db: Db, { env, needOf }: Asking): Promise<Whose | 'away'> {
  try {
    const mark = await storeOf(env).mark();
    if (mark !== null) return mark.trim() === (await ownMark(db)) ? 'ours' : 'anothers';
    const listed = await storeOf(env).list({ after: '', limit: SAMPLE });
    const strange = await ofNobody(db, listed, needOf);
    return strange.length * 2 <= listed.length ? 'free' : 'unknown';
  } catch (error) {
    if (!troubleOf(error)) throw error;
    return 'away';
  }
}

/**
 * The same for whoever is about to remove something: a store that is free gets the mark of this database. Only from a store that is
 * ours may anything go; what another database of the same store has is nobody's here.
 */
export async function claimStore(
  db: Db,
  { now, ...asking }: Asking & { now: Date },
): Promise<Whose | 'away'> {
  const whose = await whoseStore(db, asking);
  if (whose !== 'free') return whose;
  try {
    await markStore(db, { env: asking.env, now });
  } catch (error) {
    if (!troubleOf(error)) throw error;
    return 'away';
  }
  return whoseStore(db, asking);
}

/** Says in the store that it is this database's, whoever's it was. Throws while the store is away. */
export async function markStore(db: Db, { env, now }: { env: StoreEnv; now: Date }): Promise<void> {
  await storeOf(env).setMark(markOf((await ownerId(db)) ?? (await makeOwner(db, now))));
}

/** Whether this database knows any file. */
export async function knowsFiles(db: Db): Promise<boolean> {
  return (await db.selectFrom('media_file').select('id').limit(1).executeTakeFirst()) !== undefined;
}

async function ownMark(db: Db): Promise<string | null> {
  const id = await ownerId(db);
  return id && markOf(id);
}

function markOf(ownerId: string): string {
  return JSON.stringify({ academy: ownerId });
}

async function ownerId(db: Db): Promise<string | null> {
  const row = await db
    .selectFrom('media_owner')
    .select('owner_id')
    .where('id', '=', STORE)
    .executeTakeFirst();
  return row?.owner_id ?? null;
}

async function makeOwner(db: Db, now: Date): Promise<string> {
  const owner_id = newId();
  try {
    await db.insertInto('media_owner').values({ id: STORE, owner_id, since: now.toISOString() }).execute();
    return owner_id;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another worker was the first.
    return (await ownerId(db)) ?? owner_id;
  }
}
