import type { Actor } from '#app/lib/actor.ts';
import { type FiveOne, fiveOnes } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** One of the five ones of a course version. `body` is Markdown; a file or a teacher may stand beside or instead of it. */
export interface FiveOneItem {
  item: FiveOne;
  body: string | null;
  mediaId: string | null;
  teacherId: string | null;
  updatedAt: string;
}

/** The five ones of a version that are there, in the order of the five. */
export async function fiveOnesOf(db: Db, versionId: string): Promise<FiveOneItem[]> {
  const rows = await db
    .selectFrom('five_one')
    .selectAll()
    .where('course_version_id', '=', versionId)
    .execute();
  const items = rows.map((row) => ({
    item: row.item as FiveOne,
    body: row.body,
    mediaId: row.media_id,
    teacherId: row.teacher_id,
    updatedAt: row.updated_at,
  }));
  return items.sort((a, b) => fiveOnes.indexOf(a.item) - fiveOnes.indexOf(b.item));
}

/**
 * Which of the five ones a version still lacks for opening a section; what has a recorded exemption is not missing.
 * Source: "五个一" of the college's teaching rules.
 */
export async function missingForOpening(db: Db, versionId: string): Promise<FiveOne[]> {
  const there = await db
    .selectFrom('five_one')
    .select('item')
    .where('course_version_id', '=', versionId)
    .where((where) =>
      where.or([
        where('body', 'is not', null),
        where('media_id', 'is not', null),
        where('teacher_id', 'is not', null),
      ]),
    )
    .execute();
  const exempt = await db
    .selectFrom('opening_exemption')
    .select('item')
    .where('course_version_id', '=', versionId)
    .execute();
  const settled = new Set([...there, ...exempt].map(({ item }) => item));
  return fiveOnes.filter((item) => !settled.has(item));
}

export interface FiveOneChange {
  actor: Actor;
  versionId: string;
  item: FiveOne;
  body?: string | null;
  mediaId?: string | null;
  teacherId?: string | null;
  now: Date;
}

/** Writes one of the five ones of a draft version. Refused once the version is published: make a new one to change it. */
export async function writeFiveOne(
  db: Db,
  change: FiveOneChange,
): Promise<{ ok: true } | { ok: false; reason: 'published' | 'not-found' }> {
  const version = await db
    .selectFrom('course_version')
    .select('published_at')
    .where('id', '=', change.versionId)
    .executeTakeFirst();
  if (!version) return { ok: false, reason: 'not-found' };
  if (version.published_at) return { ok: false, reason: 'published' };
  const values = {
    ...(change.body === undefined ? {} : { body: change.body }),
    ...(change.mediaId === undefined ? {} : { media_id: change.mediaId }),
    ...(change.teacherId === undefined ? {} : { teacher_id: change.teacherId }),
    updated_at: change.now.toISOString(),
    updated_by: change.actor.personId,
  };
  const { numUpdatedRows } = await db
    .updateTable('five_one')
    .set(values)
    .where('course_version_id', '=', change.versionId)
    .where('item', '=', change.item)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) {
    await db
      .insertInto('five_one')
      .values({ course_version_id: change.versionId, item: change.item, ...values })
      .execute();
  }
  return { ok: true };
}
