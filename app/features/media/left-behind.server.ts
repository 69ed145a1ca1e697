import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { LEFT_BEHIND_MS, readKey } from './ends.rules.ts';
import { expectBytes } from './ends.server.ts';
import type { NeedOfBytes } from './letting-go.server.ts';
import { type Listed, type StoreEnv, troubleOf } from './media-store.ts';
import { storeOf } from './store-choice.server.ts';

/** What has been looked through: there is one store. */
const STORE = 'store';

interface Looking {
  env: StoreEnv;
  now: Date;
  needOf: NeedOfBytes;
  /** How much is looked at; the next look goes on behind it. */
  limit: number;
}

/**
 * Looks through a part of the store for bytes that have lain there for two days and belong to nobody: left behind by an older version of the
 * academy, by a backup that was put back, by a hand. They come to their end like all others. What is not named as we name things is
 * never touched. Returns how many were found; a store that is away is looked at another time.
 */
export async function findLeftBehind(db: Db, { env, now, needOf, limit }: Looking): Promise<number> {
  const after = await lookedSoFar(db);
  const listed = await storeOf(env)
    .list({ after, limit })
    .catch((error: unknown) => {
      if (!troubleOf(error)) throw error;
      return null;
    });
  if (!listed) return 0;
  const old = listed.filter(({ changedAt }) => now.getTime() - changedAt.getTime() >= LEFT_BEHIND_MS);
  const found = await ofNobody(db, old, needOf);
  for (const { key } of found) {
    const { kind = 'file', id } = readKey(key) ?? {};
    await expectBytes(db, { id: id ?? newId(), kind, key, now });
  }
  await noteLooked(db, { behind: listed.length < limit ? '' : (listed.at(-1)?.key ?? ''), now });
  return found.length;
}

/** Those that nobody has, nor is about to have, and that have not ended. */
export async function ofNobody(db: Db, listed: readonly Listed[], needOf: NeedOfBytes): Promise<Listed[]> {
  if (listed.length === 0) return [];
  const keys = listed.map(({ key }) => key);
  const ids = keys.flatMap((key) => readKey(key)?.id ?? []);
  const files = await db
    .selectFrom('media_file')
    .select('storage_key')
    .where('storage_key', 'in', keys)
    .execute();
  const ends = await db
    .selectFrom('media_end')
    .select('storage_key')
    .where('storage_key', 'in', keys)
    .execute();
  const uploads =
    ids.length === 0 ? [] : await db.selectFrom('media_upload').select('id').where('id', 'in', ids).execute();
  const known = new Set([...files, ...ends].map(({ storage_key }) => storage_key));
  const arriving = new Set(uploads.map(({ id }) => id));
  const left: Listed[] = [];
  for (const one of listed) {
    const is = readKey(one.key);
    if (!is || known.has(one.key) || (is.kind === 'upload' && arriving.has(is.id ?? ''))) continue;
    if (is.id && (await needOf(db, { id: is.id, kind: is.kind }))) continue;
    left.push(one);
  }
  return left;
}

async function lookedSoFar(db: Db): Promise<string> {
  const row = await db
    .selectFrom('media_look')
    .select('behind_key')
    .where('id', '=', STORE)
    .executeTakeFirst();
  return row?.behind_key ?? '';
}

async function noteLooked(db: Db, { behind, now }: { behind: string; now: Date }): Promise<void> {
  const look = { behind_key: behind, looked_at: now.toISOString() };
  const { numUpdatedRows } = await db
    .updateTable('media_look')
    .set(look)
    .where('id', '=', STORE)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  try {
    await db
      .insertInto('media_look')
      .values({ id: STORE, ...look })
      .execute();
  } catch (error) {
    // Another worker looked for the first time a moment ago; or just the same was written, which not every engine counts.
    if (!isUniqueViolation(error)) throw error;
  }
}
