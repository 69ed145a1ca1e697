import { namePinyin } from '#app/features/identity/names.rules.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { matchesTeacher, type TeacherStage, teachingStages } from './stages.rules.ts';
import {
  asLine,
  fieldsOf,
  inOrder,
  latestStage,
  schoolsOfTeacher,
  type TeacherLine,
  teacherLines,
  teacherRows,
} from './teacher-lines.server.ts';

export { createTeacher } from './application.server.ts';
export { setConsent, setStage } from './engagement.server.ts';
export { publishTeacherScore } from './scores.server.ts';
export type { TeacherLine } from './teacher-lines.server.ts';

export interface Teacher extends TeacherLine {
  personId: string | null;
  bio: string;
  stage: TeacherStage | null;
  /** Engaged, and agreed to being shown. */
  isShown: boolean;
}

export interface TeacherSearch {
  q?: string;
  school?: School;
  /** From 1; what is too high becomes the last page. */
  page?: number;
  pageSize?: number;
  now: Date;
}

export interface TeacherPage {
  teachers: TeacherLine[];
  total: number;
  page: number;
  pageSize: number;
}

const PAGE_SIZE = 24;

/**
 * The public teacher library by name, never by score: engaged teachers who agreed to being shown. Who is in it is kept for
 * two seconds; what the page shows of them is read each time. At most two statements.
 */
export async function listTeachers(
  db: Db,
  { q = '', school, page = 1, pageSize = PAGE_SIZE, now }: TeacherSearch,
): Promise<TeacherPage> {
  const shown = await shownTeachers(db, now);
  const found = shown.filter(
    (teacher) => (!school || teacher.schools.includes(school)) && matchesTeacher(q, teacher),
  );
  const last = Math.max(1, Math.ceil(found.length / pageSize));
  const at = Math.min(Math.max(1, page), last);
  const ids = found.slice((at - 1) * pageSize, at * pageSize).map(({ id }) => id);
  return { teachers: await teacherLines(db, ids), total: found.length, page: at, pageSize };
}

/** A teacher by the last part of their address, or null. Show them only when `isShown`. One statement. */
export async function teacherBySlug(db: Db, slug: string): Promise<Teacher | null> {
  const row = await teacherRows(db)
    .leftJoin('teacher_consent', 'teacher_consent.teacher_id', 'teacher.id')
    .select(['bio', 'person_id', 'consented_at'])
    .select(latestStage().as('stage'))
    .where('slug', '=', slug)
    .executeTakeFirst();
  if (!row) return null;
  const stage = row.stage as TeacherStage | null;
  const isShown = row.consented_at !== null && stage !== null && teachingStages.includes(stage);
  return { ...asLine(row), personId: row.person_id, bio: row.bio, stage, isShown };
}

/** The teacher that a person is, or null. One statement. */
export async function teacherOfPerson(
  db: Db,
  personId: string | null,
): Promise<{ id: string; slug: string; name: string } | null> {
  if (!personId) return null;
  const row = await db
    .selectFrom('teacher')
    .select(['id', 'slug', 'name'])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ?? null;
}

/** Engaged teachers to choose from, by name, at most five hundred. One statement. */
export async function engagedTeachers(db: Db): Promise<{ id: string; name: string; headline: string }[]> {
  return db
    .selectFrom('teacher')
    .select(['teacher.id', 'name', 'headline'])
    .where(latestStage(), 'in', teachingStages)
    .orderBy('slug')
    .limit(500)
    .execute();
}

interface ShownTeacher {
  id: string;
  name: string;
  pinyin: string;
  words: string[];
  schools: School[];
}

const MEMO_MS = 2_000;
const MOST_TEACHERS = 2_000;
const kept = new WeakMap<Db, { at: number; teachers: ShownTeacher[] }>();

async function shownTeachers(db: Db, now: Date): Promise<ShownTeacher[]> {
  const known = kept.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < MEMO_MS) return known.teachers;
  const rows = await db
    .selectFrom('teacher')
    .innerJoin('teacher_consent', 'teacher_consent.teacher_id', 'teacher.id')
    .select(['teacher.id', 'name', 'headline', 'category', 'fields', schoolsOfTeacher().as('schools')])
    .where(latestStage(), 'in', teachingStages)
    .limit(MOST_TEACHERS)
    .execute();
  const teachers = rows.map((row) => ({
    id: row.id,
    name: row.name,
    pinyin: namePinyin(row.name),
    words: [row.headline, row.category, ...fieldsOf(row.fields)],
    schools: inOrder(row.schools),
  }));
  teachers.sort((a, b) => (a.pinyin === b.pinyin ? (a.id < b.id ? -1 : 1) : a.pinyin < b.pinyin ? -1 : 1));
  kept.set(db, { at: now.getTime(), teachers });
  return teachers;
}
