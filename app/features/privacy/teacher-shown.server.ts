import type { Db } from '#db/database.ts';

/** Whether a person's entry in the teacher library is shown to the public; null when there is none. One statement. */
export async function teacherShown(db: Db, personId: string): Promise<boolean | null> {
  const row = await db
    .selectFrom('teacher')
    .leftJoin('teacher_consent', 'teacher_consent.teacher_id', 'teacher.id')
    .select('teacher_consent.consented_at')
    .where('person_id', '=', personId)
    .limit(1)
    .executeTakeFirst();
  return row ? row.consented_at !== null : null;
}
