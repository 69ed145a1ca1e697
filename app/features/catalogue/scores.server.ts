import type { Db } from '#db/database.ts';
import { touchCatalogue } from './versions.server.ts';

/** A published score: `score` in hundredths of a 100-point scale, shrunk; by dimension likewise. */
export interface PublishedScore {
  n: number;
  score: number;
  dimensions: { key: string; label: string; score: number }[];
  updatedAt: string;
}

/** Keeps what `evaluation` computed, so that the library shows it without reading upwards. */
export async function publishCourseScore(
  db: Db,
  {
    courseId,
    n,
    score,
    dimensions,
    now,
  }: { courseId: string; n: number; score: number; dimensions: PublishedScore['dimensions']; now: Date },
): Promise<void> {
  const values = { n, score, dimensions: JSON.stringify(dimensions), updated_at: now.toISOString() };
  const { numUpdatedRows } = await db
    .updateTable('course_score')
    .set(values)
    .where('course_id', '=', courseId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await db
      .insertInto('course_score')
      .values({ course_id: courseId, ...values })
      .execute();
  await touchCatalogue(db);
}

/** The published scores of some courses by course id. */
export async function courseScores(
  db: Db,
  courseIds: readonly string[],
): Promise<Map<string, PublishedScore>> {
  if (courseIds.length === 0) return new Map();
  const rows = await db.selectFrom('course_score').selectAll().where('course_id', 'in', courseIds).execute();
  return new Map(
    rows.map((row) => [
      row.course_id,
      { n: row.n, score: row.score, dimensions: JSON.parse(row.dimensions), updatedAt: row.updated_at },
    ]),
  );
}
