import type { Db } from '#db/database.ts';
import { readKey } from './ends.rules.ts';
import type { NeedOfBytes } from './letting-go.server.ts';
import type { Listed } from './media-store.ts';

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
