import type { Selectable } from 'kysely';
import { dropFromPlans, plannedIn } from '#app/features/completion/requirements.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import {
  courseWithin,
  type Reach,
  reachesCourse,
  reachOf,
} from '#app/features/timetable/course-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { newestFirst, type Part, partOf } from '#db/part.server.ts';
import type { TaskRow } from '#db/tables/tasks.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Criterion } from './rubric.rules.ts';
import type { TaskForm } from './task.schema.ts';
import type { FileWish, TaskKind } from './work.rules.ts';

/** Something that learners of a course do and hand in. `dueOn` is a calendar day; `passMark` in points of the criteria. */
export interface Task {
  id: string;
  courseId: string;
  kind: TaskKind;
  title: string;
  /** Markdown. */
  instructions: string;
  criteria: Criterion[];
  passMark: number;
  files: FileWish;
  dueOn: string | null;
  /** Sections planned from now on ask it for completion. */
  required: boolean;
  /** What a pass pays whoever's completion does not ask it, in hundredths; 0: none. */
  credits: number;
}

/** A row of `task` as it leaves. */
export function asTask(row: Selectable<TaskRow>): Task {
  return {
    id: row.id,
    courseId: row.course_id,
    kind: row.kind as TaskKind,
    title: row.title,
    instructions: row.instructions,
    criteria: JSON.parse(row.criteria),
    passMark: row.pass_mark,
    files: row.files as FileWish,
    dueOn: row.due_on,
    required: row.required === 1,
    credits: row.credits,
  };
}

interface Writing {
  actor: Actor;
  form: TaskForm;
  now: Date;
}

/** Makes a task of a course that the actor keeps; null when they do not. */
export async function createTask(
  db: Db,
  { actor, courseId, form, now }: Writing & { courseId: string },
): Promise<string | null> {
  if (!(await reachesCourse(db, await reachOf(db, actor), courseId))) return null;
  const id = newId();
  await inTransaction(db, async (trx) => {
    const made = { created_at: now.toISOString(), created_by: actor.personId };
    await trx
      .insertInto('task')
      .values({ id, course_id: courseId, ...columnsOf(form, now), ...made })
      .execute();
    await journal(trx, { actor, action: 'task.created', taskId: id, detail: { title: form.title }, now });
  });
  return id;
}

function columnsOf(form: TaskForm, now: Date) {
  return {
    kind: form.kind,
    title: form.title,
    instructions: form.instructions,
    criteria: JSON.stringify(form.criteria),
    pass_mark: form.passMark,
    files: form.files,
    due_on: form.dueOn,
    required: form.required ? 1 : 0,
    credits: form.credits ?? 0,
    changed_at: now.toISOString(),
  };
}

type Measured = Pick<TaskForm, 'criteria' | 'passMark' | 'credits'>;

export type Changed = { ok: true } | { ok: false; reason: 'not-found' | 'rubric-in-use' };

/**
 * Changes a task. What work is judged by and what it pays, its criteria, pass mark and credits, stays from the moment that somebody has
 * handed in: nobody's work is measured with another rule than the one they read.
 */
export async function changeTask(
  db: Db,
  { actor, taskId, form, now }: Writing & { taskId: string },
): Promise<Changed> {
  const before = await taskAtDesk(db, actor, taskId);
  if (!before) return { ok: false, reason: 'not-found' };
  return inTransaction(db, async (trx): Promise<Changed> => {
    const measure = ({ criteria, passMark, credits = 0 }: Measured) =>
      JSON.stringify([criteria, passMark, credits]);
    if (measure(before) !== measure(form) && (await isHandedIn(trx, taskId)))
      return { ok: false, reason: 'rubric-in-use' };
    await trx.updateTable('task').set(columnsOf(form, now)).where('id', '=', taskId).execute();
    await journal(trx, { actor, action: 'task.changed', taskId, detail: { title: form.title }, now });
    return { ok: true };
  });
}

/** Whether anybody has handed something in for a task. */
export async function isHandedIn(db: Db, taskId: string): Promise<boolean> {
  const row = await db
    .selectFrom('submission')
    .select('id')
    .where('task_id', '=', taskId)
    .where('submitted_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Sets a task no more: sections planned from now on do not ask it, nor do those already planned of people who enrol from now on. Who has
 * it pinned can still do it. False when it is not there or was retired before.
 */
export async function retireTask(
  db: Db,
  { actor, taskId, now }: { actor: Actor; taskId: string; now: Date },
): Promise<boolean> {
  const task = await taskAtDesk(db, actor, taskId);
  if (!task) return false;
  return inTransaction(db, async (trx) => {
    try {
      await trx
        .insertInto('task_retirement')
        .values({ task_id: taskId, at: now.toISOString(), by_person_id: actor.personId })
        .execute();
    } catch (error) {
      if (isUniqueViolation(error)) return false;
      throw error;
    }
    const what = { kind: 'task' as const, subjectId: taskId };
    const planned = await plannedIn(trx, { courseId: task.courseId, ...what });
    await dropFromPlans(trx, { sectionIds: planned.map(({ sectionId }) => sectionId), ...what });
    await journal(trx, { actor, action: 'task.retired', taskId, detail: { title: task.title }, now });
    return true;
  });
}

/** A task with its course, as its keepers see it. */
export interface DeskTask extends Task {
  courseCode: string;
  courseTitle: string;
  createdAt: string;
  retiredAt: string | null;
}

/** One task for whoever keeps its course; null when it is not there or belongs to others. */
export async function taskAtDesk(db: Db, actor: Actor, taskId: string): Promise<DeskTask | null> {
  const row = await deskRows(db)
    .where(courseWithin(await reachOf(db, actor)))
    .where('task.id', '=', taskId)
    .executeTakeFirst();
  return row ? asDesk(row) : null;
}

/** A page of the tasks that somebody keeps, newest first. Three statements. */
export async function tasksAtDesk(
  db: Db,
  { actor, pageSize, ...part }: { actor: Actor; pageSize: number } & Part,
): Promise<{ tasks: DeskTask[]; total: number }> {
  const reach = await reachOf(db, actor);
  const order = newestFirst('task.created_at', 'task.id');
  const rows = await partOf(deskRows(db).where(courseWithin(reach)), { ...part, order, pageSize }).execute();
  return { tasks: rows.map(asDesk), total: part.page === undefined ? 0 : await taskCount(db, reach) };
}

async function taskCount(db: Db, reach: Reach): Promise<number> {
  const counting =
    reach === 'all'
      ? db.selectFrom('task').select(({ fn }) => fn.countAll<number>().as('total'))
      : db
          .selectFrom('course')
          .innerJoin('task', 'task.course_id', 'course.id')
          .select(({ fn }) => fn.countAll<number>().as('total'))
          .where(courseWithin(reach));
  return Number((await counting.executeTakeFirstOrThrow()).total);
}

function deskRows(db: Db) {
  return (
    db
      .selectFrom('task')
      // Every task has its course; joined so, the server engine begins with the newest tasks and not with all courses.
      .leftJoin('course', 'course.id', 'task.course_id')
      .leftJoin('task_retirement', 'task_retirement.task_id', 'task.id')
      .selectAll('task')
      .select(['course.code', 'course.title as courseTitle', 'task_retirement.at as retiredAt'])
  );
}

type DeskRow = Awaited<ReturnType<ReturnType<typeof deskRows>['executeTakeFirstOrThrow']>>;

function asDesk(row: DeskRow): DeskTask {
  return {
    ...asTask(row),
    courseCode: row.code ?? '',
    courseTitle: row.courseTitle ?? '',
    createdAt: row.created_at,
    retiredAt: row.retiredAt,
  };
}

/** The tasks that sections of a course planned from now on ask for completion, oldest first. */
export async function requiredTasks(db: Db, courseId: string): Promise<{ id: string; title: string }[]> {
  return db
    .selectFrom('task')
    .leftJoin('task_retirement', 'task_retirement.task_id', 'task.id')
    .select(['task.id', 'task.title'])
    .where('course_id', '=', courseId)
    .where('required', '=', 1)
    .where('task_retirement.task_id', 'is', null)
    .orderBy('created_at')
    .limit(20)
    .execute();
}

interface Line {
  actor: Actor;
  action: string;
  taskId: string;
  detail: Record<string, unknown>;
  now: Date;
}

async function journal(trx: Trx, { actor, action, taskId, detail, now }: Line): Promise<void> {
  await writeJournal(trx, { actor, action, subjectType: 'task', subjectId: taskId, detail, now });
}
