import type { Actor } from '#app/lib/actor.ts';
import { toHundredths } from '#app/lib/hundredths.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type CourseFile, courseDetails } from './content.schema.ts';
import { touchCatalogue } from './versions.server.ts';

/** A course as authored with the texts that it has so far and, where known, its teacher. */
export interface AuthoredCourse {
  file: CourseFile;
  texts: { syllabus?: string; 'lesson-plan'?: string; handout?: string; slides?: string };
  teacherId: string | null;
}

/** Puts authored courses into an empty library, each as published version 1. Returns course and version id by code. */
export async function importCourses(
  db: Db,
  { courses, actor, now }: { courses: readonly AuthoredCourse[]; actor: Actor; now: Date },
): Promise<Map<string, { courseId: string; versionId: string }>> {
  return inTransaction(db, async (trx) => {
    const ids = new Map(courses.map(({ file }) => [file.code, { courseId: newId(), versionId: newId() }]));
    for (const course of courses) await importCourse(trx, { course, ids, actor, now });
    for (const { file } of courses) {
      const requires = file.prerequisites.map((code) => ({
        course_id: idOf(ids, file.code),
        required_course_id: idOf(ids, code),
      }));
      if (requires.length > 0) await trx.insertInto('course_prerequisite').values(requires).execute();
    }
    await touchCatalogue(trx);
    return ids;
  });
}

type Ids = ReadonlyMap<string, { courseId: string; versionId: string }>;

function idOf(ids: Ids, code: string): string {
  const found = ids.get(code);
  if (!found) throw new Error(`No course ${code} among those to import.`);
  return found.courseId;
}

interface Import {
  course: AuthoredCourse;
  ids: Ids;
  actor: Actor;
  now: Date;
}

async function importCourse(
  trx: Trx,
  { course: { file, texts, teacherId }, ids, actor, now }: Import,
): Promise<void> {
  const known = ids.get(file.code);
  if (!known) return;
  const { courseId, versionId } = known;
  const at = now.toISOString();
  await trx
    .insertInto('course')
    .values({ ...courseRow(file), id: courseId, created_at: at, updated_at: at })
    .execute();
  if (file.audience.length > 0) {
    await trx
      .insertInto('course_audience')
      .values(file.audience.map((position) => ({ course_id: courseId, position })))
      .execute();
  }
  await trx
    .insertInto('course_form')
    .values(file.forms.map((form) => ({ course_id: courseId, form })))
    .execute();
  await trx
    .insertInto('course_version')
    .values({
      id: versionId,
      course_id: courseId,
      number: 1,
      note: '首版',
      created_at: at,
      created_by: actor.personId,
      published_at: at,
      published_by: actor.personId,
    })
    .execute();
  const items = Object.entries(texts).map(([item, body]) => ({
    course_version_id: versionId,
    item,
    body,
    teacher_id: null as string | null,
    updated_at: at,
  }));
  if (teacherId)
    items.push({
      course_version_id: versionId,
      item: 'teacher',
      body: '',
      teacher_id: teacherId,
      updated_at: at,
    });
  if (items.length > 0) await trx.insertInto('five_one').values(items).execute();
}

function courseRow(file: CourseFile) {
  return {
    code: file.code,
    title: file.title,
    subtitle: file.subtitle,
    school: file.school,
    module: file.module,
    level: file.level,
    required: file.required ? 1 : 0,
    hours_face: toHundredths(file.hoursFace),
    hours_recorded: toHundredths(file.hoursRecorded),
    credits: toHundredths(file.credits),
    mode: file.mode,
    summary: file.summary,
    audience_text: file.audienceText,
    teacher_role: file.teacherRole,
    details: JSON.stringify(courseDetails.strip().parse(file)),
    state: 'in-use',
  };
}
