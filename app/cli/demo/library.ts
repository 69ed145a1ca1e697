import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { contentFolder, contentJson, contentText } from '#app/cli/content-folder.ts';
import { type CourseFile, courseFile } from '#app/features/catalogue/content.schema.ts';
import { type AuthoredCourse, importCourses } from '#app/features/catalogue/import.server.ts';
import { createExercise, importQuestions } from '#app/features/exercises/exercises.server.ts';
import { questionFiles } from '#app/features/exercises/questions.schema.ts';
import { importTeachers } from '#app/features/teachers/import.server.ts';
import { teachersFile } from '#content/world/world.schema.ts';
import { momentOf, plusDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

export interface Teachers {
  bySlug: Map<string, string>;
  /** The teacher who fills a role of the catalogue. */
  byRole: Map<string, string>;
}

/** Puts the teachers into the library, each engaged and shown with consent. */
export async function engageTeachers(
  loading: Loading,
  accounts: ReadonlyMap<string, string>,
): Promise<Teachers> {
  const file = contentJson(teachersFile, 'world', 'teachers.json');
  const { trx, actor, now, today } = loading;
  const teachers = file.map(({ roles, username, engagedDays, ...teacher }) => ({
    ...teacher,
    headline: roles[0] ?? '',
    personId: username ? known(accounts, username, 'account') : null,
    engagedAt: plusDays(momentOf(today, '09:00'), -engagedDays - 1).toISOString(),
  }));
  const bySlug = await importTeachers(trx, { teachers, actor, now });
  const byRole = new Map(
    file.flatMap(({ slug, roles }) => roles.map((role) => [role, known(bySlug, slug, 'teacher')])),
  );
  return { bySlug, byRole };
}

/** A course of the library with what sections are made from. */
export interface LibraryCourse {
  file: CourseFile;
  courseId: string;
  versionId: string;
  teacherId: string | null;
  exerciseId: string | null;
}

const QUIZ = { drawCount: 10, passMark: 60, maxAttempts: 3 };
const texts = ['syllabus', 'lesson-plan', 'handout', 'slides'] as const;

/** Imports every authored course, and a quiz for each that has a question bank. Answers the courses by code. */
export async function fillLibrary(loading: Loading, teachers: Teachers): Promise<Map<string, LibraryCourse>> {
  const { trx, actor } = loading;
  const folder = join(contentFolder(), 'courses');
  const codes = readdirSync(folder).filter((code) => existsSync(join(folder, code, 'course.json')));
  const courses = codes.sort().map((code) => authored(code, teachers));
  // The library is older than anything that is taught from it.
  const now = plusDays(loading.now, -700);
  const ids = await importCourses(trx, { courses, actor, now });
  const library = new Map<string, LibraryCourse>();
  for (const { file, teacherId } of courses) {
    const { courseId, versionId } = known(ids, file.code, 'course');
    const exerciseId = await addQuiz(loading, file, courseId);
    library.set(file.code, { file, courseId, versionId, teacherId, exerciseId });
  }
  return library;
}

function authored(code: string, teachers: Teachers): AuthoredCourse {
  const file = contentJson(courseFile, 'courses', code, 'course.json');
  const there = texts.filter((text) => existsSync(join(contentFolder(), 'courses', code, `${text}.md`)));
  return {
    file,
    texts: Object.fromEntries(there.map((text) => [text, contentText('courses', code, `${text}.md`)])),
    teacherId: teachers.byRole.get(file.teacherRole) ?? null,
  };
}

async function addQuiz(
  { trx, now }: Loading,
  { code, title }: CourseFile,
  courseId: string,
): Promise<string | null> {
  if (!existsSync(join(contentFolder(), 'courses', code, 'questions.json'))) return null;
  await importQuestions(trx, {
    courseId,
    questions: contentJson(questionFiles, 'courses', code, 'questions.json'),
  });
  return createExercise(trx, { ...QUIZ, courseId, title: `${title}：随堂测验`, now: plusDays(now, -700) });
}
