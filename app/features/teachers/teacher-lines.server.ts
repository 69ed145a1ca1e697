import { expressionBuilder } from 'kysely';
import { schools as everySchool, type School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import type { TeacherScore } from './scores.server.ts';

/** A teacher as the public list shows them. */
export interface TeacherLine {
  id: string;
  slug: string;
  name: string;
  headline: string;
  category: string;
  fields: string[];
  schools: School[];
  score: TeacherScore | null;
}

/** Some teachers in the order of the ids; who takes back their consent is left out at once. One statement. */
export async function teacherLines(db: Db, ids: readonly string[]): Promise<TeacherLine[]> {
  if (ids.length === 0) return [];
  const rows = await teacherRows(db)
    .innerJoin('teacher_consent', 'teacher_consent.teacher_id', 'teacher.id')
    .where('teacher.id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [asLine(row)] : [];
  });
}

/** What every list and page of teachers reads. */
export function teacherRows(db: Db) {
  return db
    .selectFrom('teacher')
    .leftJoin('teacher_score', 'teacher_score.teacher_id', 'teacher.id')
    .select([
      'teacher.id',
      'slug',
      'name',
      'headline',
      'category',
      'fields',
      'n',
      'score',
      'dimensions',
      'teacher_score.updated_at as scored_at',
      schoolsOfTeacher().as('schools'),
    ]);
}

export type TeacherLineRow = Awaited<ReturnType<ReturnType<typeof teacherRows>['executeTakeFirstOrThrow']>>;

/** A row as it is shown. */
export function asLine(row: TeacherLineRow): TeacherLine {
  const { n, score } = row;
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    headline: row.headline,
    category: row.category,
    fields: fieldsOf(row.fields),
    schools: inOrder(row.schools),
    score:
      n === null || score === null
        ? null
        : {
            n,
            score,
            dimensions: JSON.parse(row.dimensions ?? '[]') as TeacherScore['dimensions'],
            updatedAt: row.scored_at ?? '',
          },
  };
}

/** What somebody teaches, from its column. */
export function fieldsOf(json: string): string[] {
  return JSON.parse(json) as string[];
}

/** Schools as `group_concat` gives them, in the order of the four. */
export function inOrder(names: string | null): School[] {
  const listed = names?.split(',') ?? [];
  return everySchool.filter((school) => listed.includes(school));
}

/** A teacher's stage now, as part of a larger query. */
export function latestStage() {
  return expressionBuilder<Database, 'teacher'>()
    .selectFrom('teacher_stage')
    .select('stage')
    .whereRef('teacher_stage.teacher_id', '=', 'teacher.id')
    .orderBy('teacher_stage.at', 'desc')
    .orderBy('teacher_stage.id', 'desc')
    .limit(1);
}

/** A teacher's schools, as part of a larger query. */
export function schoolsOfTeacher() {
  return expressionBuilder<Database, 'teacher'>()
    .selectFrom('teacher_school')
    .select(({ fn }) => fn<string>('group_concat', ['school']).as('names'))
    .whereRef('teacher_school.teacher_id', '=', 'teacher.id');
}
