import type { Level, Mode, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { CourseLine } from './library-course.rules.ts';

/** What a list reads of a course, its score joined. */
export const lineColumns = [
  'course.id',
  'code',
  'title',
  'subtitle',
  'school',
  'module',
  'mode',
  'level',
  'credits',
  'teacher_role',
  'n',
  'score',
  'course_score.updated_at as scored_at',
] as const;

/** Some courses in the order of the ids. One statement. */
export async function courseLines(db: Db, courseIds: readonly string[]): Promise<CourseLine[]> {
  if (courseIds.length === 0) return [];
  const rows = await db
    .selectFrom('course')
    .leftJoin('course_score', 'course_score.course_id', 'course.id')
    .select(lineColumns)
    .where('course.id', 'in', courseIds)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return courseIds.flatMap((id) => {
    const row = byId.get(id);
    return row ? [asLine(row)] : [];
  });
}

export interface LineRow {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  school: string;
  module: string;
  mode: string;
  level: string;
  credits: number;
  teacher_role: string;
  n: number | null;
  score: number | null;
  scored_at: string | null;
}

/** A row as a list shows it. */
export function asLine(row: LineRow): CourseLine {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    subtitle: row.subtitle,
    school: row.school as School,
    module: row.module,
    mode: row.mode as Mode,
    level: row.level as Level,
    creditsHundredths: row.credits,
    teacherRole: row.teacher_role,
    score:
      row.n === null || row.score === null
        ? null
        : { n: row.n, score: row.score, updatedAt: row.scored_at ?? '' },
  };
}
