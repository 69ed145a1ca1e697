import { replaceInPlans } from '#app/features/completion/requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { courseWithin, type Reach, reachOf } from '#app/features/timetable/course-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { ExerciseForm } from './exercise.schema.ts';
import { asExercise, createExercise, type Exercise } from './exercises.server.ts';

/** A course on the desk: how many questions can be drawn, and its exercises. */
export interface CourseOnDesk {
  code: string;
  title: string;
  questions: number;
  exercises: { id: string; title: string }[];
}

/** A page of the courses that somebody keeps, by code. Four statements. */
export async function coursesOnDesk(
  db: Db,
  { reach, pageSize, ...part }: { reach: Reach; pageSize: number } & Part,
): Promise<{ courses: CourseOnDesk[]; total: number }> {
  const within = db.selectFrom('course').where(courseWithin(reach));
  const found = within.select(['course.id', 'course.code', 'course.title']);
  const rows = await partOf(found, { ...part, order: [['course.code', 'asc']], pageSize }).execute();
  const { total } =
    part.page === undefined
      ? { total: 0 }
      : await within.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return { courses: [], total: Number(total) };
  const [counts, exercises] = await Promise.all([
    db
      .selectFrom('question')
      .select((eb) => ['course_id', eb.fn.countAll<number>().as('n')])
      .where('course_id', 'in', ids)
      .where('retired_at', 'is', null)
      .groupBy('course_id')
      .execute(),
    db
      .selectFrom('exercise')
      .select(['id', 'title', 'course_id'])
      .where('course_id', 'in', ids)
      .orderBy('created_at')
      .limit(MOST_EXERCISES)
      .execute(),
  ]);
  const courses = rows.map(({ id, code, title }) => ({
    code,
    title,
    questions: Number(counts.find(({ course_id }) => course_id === id)?.n ?? 0),
    exercises: exercises.filter(({ course_id }) => course_id === id),
  }));
  return { courses, total: Number(total) };
}

const MOST_EXERCISES = 500;

export interface ExerciseOnDesk extends Exercise {
  course: { code: string; title: string };
  /** How many questions it can draw from now. */
  drawable: number;
  /** Whether learners rely on its pass mark: somebody has it pinned, or has begun an attempt. */
  relied: boolean;
}

/** One exercise for whoever keeps its course; null when it is not there or belongs to others. At most six statements. */
export async function exerciseOnDesk(
  db: Db,
  actor: Actor,
  exerciseId: string,
): Promise<ExerciseOnDesk | null> {
  const row = await db
    .selectFrom('exercise')
    .innerJoin('course', 'course.id', 'exercise.course_id')
    .selectAll('exercise')
    .select(['course.code', 'course.title as courseTitle'])
    .where('exercise.id', '=', exerciseId)
    .where(courseWithin(await reachOf(db, actor)))
    .executeTakeFirst();
  if (!row) return null;
  const exercise = asExercise(row);
  const { drawable } = await db
    .selectFrom('question')
    .select((eb) => eb.fn.countAll<number>().as('drawable'))
    .where('course_id', '=', exercise.courseId)
    .where('retired_at', 'is', null)
    .where('pool', '=', exercise.pool)
    .executeTakeFirstOrThrow();
  return {
    ...exercise,
    course: { code: row.code, title: row.courseTitle },
    drawable: Number(drawable),
    relied: await isReliedOn(db, exercise),
  };
}

/** Whether somebody has begun an attempt, makes a meeting up with this exercise, or has chosen a section that asks for it. */
async function isReliedOn(db: Db, { id, courseId }: Exercise): Promise<boolean> {
  const begun = await db
    .selectFrom('attempt')
    .select('id')
    .where('exercise_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (begun) return true;
  const makingUp = await db
    .selectFrom('make_up')
    .select('id')
    .where('exercise_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (makingUp) return true;
  const pinned = await db
    .selectFrom('section')
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
    .select('requirement.id')
    .where('section.course_id', '=', courseId)
    .where('requirement.kind', '=', 'quiz')
    .where('requirement.subject_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return pinned !== undefined;
}

export interface AskingSection {
  id: string;
  title: string;
  startsOn: string;
  endsOn: string;
  /** The quiz that it asks for of whoever chooses it from now on. */
  exerciseId: string;
  exerciseTitle: string;
}

/** The sections of a course that are not over and ask for a quiz. `today` is a calendar day. One statement. */
export async function sectionsAsking(
  db: Db,
  { courseId, today }: { courseId: string; today: string },
): Promise<AskingSection[]> {
  return db
    .selectFrom('section')
    .innerJoin('requirement_plan', 'requirement_plan.section_id', 'section.id')
    .select([
      'section.id',
      'section.title',
      'section.starts_on as startsOn',
      'section.ends_on as endsOn',
      'requirement_plan.subject_id as exerciseId',
      'requirement_plan.title as exerciseTitle',
    ])
    .where('section.course_id', '=', courseId)
    .where('section.ends_on', '>=', today)
    .where('requirement_plan.kind', '=', 'quiz')
    .orderBy('section.starts_on')
    .limit(MOST_SECTIONS)
    .execute();
}

const MOST_SECTIONS = 100;

/** Makes an exercise. The caller has seen that the actor may keep the course. */
export async function makeExercise(
  db: Db,
  { actor, courseId, form, now }: { actor: Actor; courseId: string; form: ExerciseForm; now: Date },
): Promise<string> {
  return inTransaction(db, async (trx) => {
    const id = await createExercise(trx, { ...form, courseId, now });
    await noteExercise(trx, { actor, action: 'exercise.made', id, detail: { courseId, ...form }, now });
    return id;
  });
}

/**
 * Changes an exercise. Once learners rely on it, its pass mark stays and attempts only become more (promise 6): `relied` then.
 * What has been drawn is never touched.
 */
export async function changeExercise(
  db: Db,
  { actor, exerciseId, form, now }: { actor: Actor; exerciseId: string; form: ExerciseForm; now: Date },
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'relied' }> {
  return inTransaction(db, async (trx) => {
    const before = await exerciseOnDesk(trx, actor, exerciseId);
    if (!before) return { ok: false, reason: 'not-found' };
    const harder = form.passMark !== before.passMark || form.maxAttempts < before.maxAttempts;
    if (before.relied && harder) return { ok: false, reason: 'relied' };
    await trx
      .updateTable('exercise')
      .set({
        title: form.title,
        intro: form.intro,
        draw_count: form.drawCount,
        pass_mark: form.passMark,
        max_attempts: form.maxAttempts,
      })
      .where('id', '=', exerciseId)
      .execute();
    await noteExercise(trx, { actor, action: 'exercise.changed', id: exerciseId, detail: { ...form }, now });
    return { ok: true };
  });
}

interface Asking {
  actor: Actor;
  exercise: ExerciseOnDesk;
  sectionId: string;
  now: Date;
}

/** Lets a section ask for this exercise in place of the quiz that it asks for; who is enrolled keeps what was pinned. False when it asks for none. */
export async function askInSection(db: Db, { actor, exercise, sectionId, now }: Asking): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const asked = await trx
      .selectFrom('requirement_plan')
      .innerJoin('section', 'section.id', 'requirement_plan.section_id')
      .select('subject_id')
      .where('requirement_plan.section_id', '=', sectionId)
      .where('requirement_plan.kind', '=', 'quiz')
      .where('section.course_id', '=', exercise.courseId)
      .execute();
    const [other] = asked;
    if (!other) return false;
    if (asked.some(({ subject_id }) => subject_id === exercise.id)) return true;
    await replaceInPlans(trx, {
      sectionIds: [sectionId],
      kind: 'quiz',
      subjectId: other.subject_id,
      by: { subjectId: exercise.id, title: exercise.title },
    });
    const detail = { sectionId, instead: other.subject_id };
    await noteExercise(trx, { actor, action: 'exercise.asked', id: exercise.id, detail, now });
    return true;
  });
}

async function noteExercise(
  trx: Trx,
  line: { actor: Actor; action: string; id: string; detail: Record<string, unknown>; now: Date },
): Promise<void> {
  const { actor, action, id, detail, now } = line;
  await writeJournal(trx, { actor, action, subjectType: 'exercise', subjectId: id, detail, now });
}
