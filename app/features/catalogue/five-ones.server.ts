import { endFile } from '#app/features/media/ends.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

export {
  type FiveOneState,
  fiveOneAmongAll,
  fiveOneStates,
  isThere,
  missingForOpening,
  type ShownFiveOne,
} from './five-one-states.server.ts';

/** One of the five ones of a course version. `body` is Markdown; a file or a teacher may stand beside or instead of it. */
export interface FiveOneItem {
  item: FiveOne;
  body: string | null;
  mediaId: string | null;
  teacherId: string | null;
  updatedAt: string;
}

/** The five ones of a version that are there, in the order of the five, with their texts. One statement. */
export async function fiveOnesOf(db: Db, versionId: string): Promise<FiveOneItem[]> {
  const rows = await db
    .selectFrom('five_one')
    .selectAll()
    .where('course_version_id', '=', versionId)
    .execute();
  return rows.map(asItem).sort((a, b) => fiveOnes.indexOf(a.item) - fiveOnes.indexOf(b.item));
}

/** One of the five ones of a version, or null. One statement. */
export async function fiveOneOf(db: Db, versionId: string, item: FiveOne): Promise<FiveOneItem | null> {
  const row = await db
    .selectFrom('five_one')
    .selectAll()
    .where('course_version_id', '=', versionId)
    .where('item', '=', item)
    .executeTakeFirst();
  return row ? asItem(row) : null;
}

interface ItemRow {
  item: string;
  body: string | null;
  media_id: string | null;
  teacher_id: string | null;
  updated_at: string;
}

function asItem(row: ItemRow): FiveOneItem {
  return {
    item: row.item as FiveOne,
    body: row.body,
    mediaId: row.media_id,
    teacherId: row.teacher_id,
    updatedAt: row.updated_at,
  };
}

export interface FiveOneChange {
  actor: Actor;
  versionId: string;
  item: FiveOne;
  body?: string | null;
  mediaId?: string | null;
  teacherId?: string | null;
  /** `updatedAt` of what the writer saw, null when it was not there yet. Left out: whatever there is is replaced. */
  seenAt?: string | null;
  now: Date;
}

/** `changed`: somebody else has written since `seenAt`, and nothing was written now. */
export type FiveOneOutcome = { ok: true } | { ok: false; reason: 'published' | 'not-found' | 'changed' };

/** Writes one of the five ones of a draft version. Refused once the version is published: make a new one to change it. */
export async function writeFiveOne(db: Db, change: FiveOneChange): Promise<FiveOneOutcome> {
  try {
    return await inTransaction(db, async (trx) => {
      const version = await trx
        .selectFrom('course_version')
        .select('published_at')
        .where('id', '=', change.versionId)
        .executeTakeFirst();
      if (!version) return { ok: false, reason: 'not-found' };
      if (version.published_at) return { ok: false, reason: 'published' };
      return (await put(trx, change)) ? { ok: true } : { ok: false, reason: 'changed' };
    });
  } catch (error) {
    // Two people wrote the first text of the same item at once.
    if (isUniqueViolation(error)) return { ok: false, reason: 'changed' };
    throw error;
  }
}

async function put(trx: Trx, change: FiveOneChange): Promise<boolean> {
  const { versionId, item, seenAt, body, mediaId, teacherId } = change;
  const values = {
    ...(body === undefined ? {} : { body }),
    ...(mediaId === undefined ? {} : { media_id: mediaId }),
    ...(teacherId === undefined ? {} : { teacher_id: teacherId }),
    updated_at: change.now.toISOString(),
    updated_by: change.actor.personId,
  };
  if (mediaId !== undefined) await letGoOfFile(trx, change);
  if (seenAt !== null) {
    const { numUpdatedRows } = await trx
      .updateTable('five_one')
      .set(values)
      .where('course_version_id', '=', versionId)
      .where('item', '=', item)
      .$if(seenAt !== undefined, (query) => query.where('updated_at', '=', seenAt ?? ''))
      .executeTakeFirst();
    if (numUpdatedRows > 0n || seenAt !== undefined) return numUpdatedRows > 0n;
  }
  await trx
    .insertInto('five_one')
    .values({ course_version_id: versionId, item, ...values })
    .execute();
  return true;
}

/** The file that another takes the place of ends, unless an edition of the course has it too. */
async function letGoOfFile(trx: Trx, { versionId, item, now }: FiveOneChange): Promise<void> {
  const before = await trx
    .selectFrom('five_one')
    .select('media_id')
    .where('course_version_id', '=', versionId)
    .where('item', '=', item)
    .executeTakeFirst();
  await endFile(trx, { mediaId: before?.media_id, now });
}
