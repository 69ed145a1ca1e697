import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { MediaLookRow } from '#db/tables/media.ts';
import { LEFT_BEHIND_MS, readKey } from './ends.rules.ts';
import { expectBytes } from './ends.server.ts';
import type { NeedOfBytes } from './letting-go.server.ts';
import { type StoreEnv, troubleOf } from './media-store.ts';
import { ofNobody } from './nobodys-bytes.server.ts';
import { claimStore, knowsFiles } from './owning.server.ts';
import { storeOf } from './store-choice.server.ts';

/** What has been looked through: there is one store. */
const STORE = 'store';

interface Looking {
  env: StoreEnv;
  now: Date;
  needOf: NeedOfBytes;
  /** How much is looked at; the next look goes on behind it. */
  limit: number;
  /** Told when the store is another database's: then nothing is looked at. */
  notOurs?: () => void;
}

/**
 * Looks through a part of the store for bytes that have lain there for two days and belong to nobody: left behind by an older version of the
 * academy, by a backup that was put back, by a hand. They come to their end like all others. What is not named as we name things is
 * never touched. A database that knows no file, or to which the store does not belong, finds nothing: to it everything would be
 * nobody's. Returns how many were found; a store that is away is looked at another time.
 */
export async function findLeftBehind(db: Db, { env, now, needOf, limit, notOurs }: Looking): Promise<number> {
  const whose = await claimStore(db, { env, now, needOf });
  if (whose === 'anothers' || whose === 'unknown') notOurs?.();
  if (whose !== 'ours' || !(await knowsFiles(db))) return 0;
  const { behind_key: after, began_at } = (await lookedSoFar(db)) ?? { behind_key: '', began_at: '' };
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
  const began = after === '' ? now.toISOString() : began_at;
  const isWhole = listed.length < limit;
  await noteLooked(db, {
    behind_key: isWhole ? '' : (listed.at(-1)?.key ?? ''),
    looked_at: now.toISOString(),
    began_at: began,
    ...(isWhole ? { whole_began_at: began } : {}),
  });
  return found.length;
}

/** When the last look that went through the whole store began; null before there was one. */
export async function lastWholeLook(db: Db): Promise<Date | null> {
  const row = await lookedSoFar(db);
  return row?.whole_began_at ? new Date(row.whole_began_at) : null;
}

/** Forgets what was found and how far was looked: for an empty database that is about to be filled. */
export async function forgetLooks(trx: Trx): Promise<void> {
  await trx.deleteFrom('media_end').execute();
  await trx.deleteFrom('media_look').execute();
}

async function lookedSoFar(db: Db): Promise<MediaLookRow | undefined> {
  return db.selectFrom('media_look').selectAll().where('id', '=', STORE).executeTakeFirst();
}

async function noteLooked(db: Db, look: Omit<MediaLookRow, 'id' | 'whole_began_at'> & Partial<MediaLookRow>) {
  const { numUpdatedRows } = await db
    .updateTable('media_look')
    .set(look)
    .where('id', '=', STORE)
    .executeTakeFirst();
  if (Number(numUpdatedRows) === 1) return;
  try {
    await db
      .insertInto('media_look')
      .values({ whole_began_at: null, ...look, id: STORE })
      .execute();
  } catch (error) {
    // Another worker looked for the first time a moment ago; or just the same was written, which not every engine counts.
    if (!isUniqueViolation(error)) throw error;
  }
}
