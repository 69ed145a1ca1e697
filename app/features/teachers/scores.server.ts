import type { Db } from '#db/database.ts';

/** A teacher's published score: `score` and `dimensions` in hundredths of a 100-point scale, as for courses. */
export interface TeacherScore {
  n: number;
  score: number;
  dimensions: { key: string; label: string; score: number }[];
  updatedAt: string;
}

/** Keeps what `evaluation` computed, so that the library shows it without reading upwards. */
export async function publishTeacherScore(
  db: Db,
  {
    teacherId,
    n,
    score,
    dimensions,
    now,
  }: { teacherId: string; n: number; score: number; dimensions: TeacherScore['dimensions']; now: Date },
): Promise<void> {
  const values = { n, score, dimensions: JSON.stringify(dimensions), updated_at: now.toISOString() };
  const { numUpdatedRows } = await db
    .updateTable('teacher_score')
    .set(values)
    .where('teacher_id', '=', teacherId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n)
    await db
      .insertInto('teacher_score')
      .values({ teacher_id: teacherId, ...values })
      .execute();
}
