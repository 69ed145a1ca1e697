import { faultOfArchive } from '#app/features/audit/archive-checks.server.ts';
import { everyArchive } from '#app/features/audit/archives.server.ts';
import { LEFT_BEHIND_MS } from '#app/features/media/ends.rules.ts';
import { lastWholeLook } from '#app/features/media/left-behind.server.ts';
import { type Listed, type StoreEnv, troubleOf } from '#app/features/media/media-store.ts';
import { ofNobody } from '#app/features/media/nobodys-bytes.server.ts';
import { whoseStore } from '#app/features/media/owning.server.ts';
import { storeOf } from '#app/features/media/store.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import type { Db } from '#db/database.ts';
import { type Breach, breachOf, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

interface Store {
  env: StoreEnv;
  now: Date;
}

/** One invariant of the academy and its media store together. */
export interface StoreCheck {
  name: string;
  run(db: Db, store: Store): Promise<Breach | null>;
}

const PAGE = 500;

export const storeChecks: readonly StoreCheck[] = [
  {
    name: 'every stored file has its bytes in the store, to the last',
    run: async (db, { env }) =>
      breachOf(
        await judgeAll(db, readFiles, async (rows) => {
          const missing: string[] = [];
          for (const { id, key, bytes } of rows) {
            const there = await bytesAt(env, key);
            if (there !== bytes && (await isStill(db, id)))
              missing.push(`file ${id}: ${there} of ${bytes} bytes`);
            if (missing.length >= MOST_OFFENDERS) break;
          }
          return missing;
        }),
      ),
  },
  {
    name: 'every file of old journal lines holds the lines that were sealed, to the last',
    run: async (db, { env }) => {
      const offenders: string[] = [];
      for (const archive of await everyArchive(db)) {
        const fault = await faultOfArchive(db, env, archive);
        if (fault) offenders.push(`file ${archive.id}: ${fault}`);
        if (offenders.length >= MOST_OFFENDERS) break;
      }
      return breachOf(offenders);
    },
  },
  {
    name: 'every stream begins with a list in the store',
    run: async (db, { env }) =>
      breachOf(
        await judgeAll(db, readStreams, async (rows) => {
          const missing: string[] = [];
          for (const { id, streamId } of rows)
            if ((await bytesAt(env, `streams/${streamId}/master.m3u8`)) === 0)
              missing.push(`recording ${id}`);
          return missing;
        }),
      ),
  },
  {
    name: 'the media store is the one of this database',
    run: async (db, { env }) => {
      const whose = await whoseStore(db, { env, needOf: needOfBytes });
      const isOthers = whose === 'anothers' || whose === 'unknown';
      return breachOf(isOthers ? [`${env.MEDIA_URL} (see academy media adopt --help)`] : []);
    },
  },
  {
    name: 'what lies in the store belongs to somebody, or is about to go',
    run: async (db, store) => breachOf(await left(db, store)),
  },
];

function readFiles(db: Db, after: string, limit: number) {
  return db
    .selectFrom('media_file')
    .select(['id', 'storage_key as key', 'bytes'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

function readStreams(db: Db, after: string, limit: number) {
  return db
    .selectFrom('recording_stream')
    .select(['recording_id as id', 'stream_id as streamId'])
    .where('recording_id', '>', after)
    .orderBy('recording_id')
    .limit(limit)
    .execute();
}

/** How many bytes lie under a key; 0 where nothing does, or the store does not answer. */
async function bytesAt(env: StoreEnv, key: string): Promise<number> {
  const found = await storeOf(env)
    .stat(key)
    .catch((error: unknown) => {
      if (!troubleOf(error)) throw error;
      return null;
    });
  return found?.bytes ?? 0;
}

/** A file that is removed just now loses its row before its bytes. */
async function isStill(db: Db, mediaId: string): Promise<boolean> {
  const row = await db.selectFrom('media_file').select('id').where('id', '=', mediaId).executeTakeFirst();
  return row !== undefined;
}

/**
 * What lay there for two days when the last look that is finished began, and is nobody's still. A store that is not there has nothing:
 * then the files are missed.
 */
async function left(db: Db, { env }: Store): Promise<string[]> {
  const looked = await lastWholeLook(db);
  if (!looked || (await whoseStore(db, { env, needOf: needOfBytes })) !== 'ours') return [];
  const offenders: string[] = [];
  for (let after = ''; offenders.length < MOST_OFFENDERS; ) {
    const listed: Listed[] = await storeOf(env)
      .list({ after, limit: PAGE })
      .catch((error: unknown) => {
        if (!troubleOf(error)) throw error;
        return [];
      });
    const old = listed.filter(({ changedAt }) => looked.getTime() - changedAt.getTime() >= LEFT_BEHIND_MS);
    offenders.push(...(await ofNobody(db, old, needOfBytes)).map(({ key }) => key));
    if (listed.length < PAGE) break;
    after = listed.at(-1)?.key ?? '';
  }
  return offenders;
}
