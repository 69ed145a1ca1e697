import { mediaAddresses } from '#app/features/media/files.server.ts';
import { type OwnEnrolment, ownEnrolment } from '#app/features/selection/reading.server.ts';
import type { Db } from '#db/database.ts';
import type { CriterionMark } from './rubric.rules.ts';
import { asTask, type Task } from './tasks.server.ts';
import type { WorkState } from './work.rules.ts';

export interface WorkFile {
  id: string;
  name: string;
  bytes: number;
  /** Signed for whoever asked. */
  href: string;
}

export interface Review {
  outcome: 'returned' | 'passed';
  marks: CriterionMark[];
  score: number;
  words: string;
  at: string;
}

/** One version of somebody's work. */
export interface WorkVersion {
  id: string;
  number: number;
  state: WorkState;
  body: string;
  savedAt: string;
  submittedAt: string | null;
  files: WorkFile[];
  review: Review | null;
}

const MOST_VERSIONS = 50;

/** Every version of the work of one enrolment on a task, newest first, files signed for `forPerson`. Two statements. */
export async function versionsOfWork(
  db: Db,
  {
    enrolmentId,
    taskId,
    forPerson,
    now,
  }: { enrolmentId: string; taskId: string; forPerson: string | null; now: Date },
): Promise<WorkVersion[]> {
  const rows = await db
    .selectFrom('submission')
    .leftJoin('submission_review', 'submission_review.submission_id', 'submission.id')
    .select(['submission.id', 'number', 'state', 'body', 'saved_at', 'submitted_at'])
    .select(['outcome', 'marks', 'score', 'words', 'submission_review.at as reviewedAt'])
    .where('enrolment_id', '=', enrolmentId)
    .where('task_id', '=', taskId)
    .orderBy('number', 'desc')
    .limit(MOST_VERSIONS)
    .execute();
  const files = await filesOf(db, { submissionIds: rows.map(({ id }) => id), forPerson, now });
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    state: row.state as WorkState,
    body: row.body,
    savedAt: row.saved_at,
    submittedAt: row.submitted_at,
    files: files.get(row.id) ?? [],
    review: row.outcome
      ? {
          outcome: row.outcome as Review['outcome'],
          marks: JSON.parse(row.marks ?? '[]'),
          score: row.score ?? 0,
          words: row.words ?? '',
          at: row.reviewedAt ?? '',
        }
      : null,
  }));
}

async function filesOf(
  db: Db,
  {
    submissionIds,
    forPerson,
    now,
  }: { submissionIds: readonly string[]; forPerson: string | null; now: Date },
): Promise<Map<string, WorkFile[]>> {
  if (submissionIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('submission_file')
    .innerJoin('media_file', 'media_file.id', 'submission_file.media_id')
    .select(['submission_id', 'media_file.id', 'original_name', 'bytes'])
    .where('submission_id', 'in', submissionIds)
    .orderBy('added_at')
    .orderBy('media_file.id')
    .execute();
  const ids = rows.map(({ id }) => id);
  const hrefs = ids.length > 0 ? await mediaAddresses(db, ids, { now, forPerson }) : [];
  const files = new Map<string, WorkFile[]>();
  for (const [index, row] of rows.entries()) {
    const file = { id: row.id, name: row.original_name, bytes: row.bytes, href: hrefs[index] ?? '' };
    files.set(row.submission_id, [...(files.get(row.submission_id) ?? []), file]);
  }
  return files;
}

export interface TaskDesk {
  enrolment: Pick<OwnEnrolment, 'id' | 'courseTitle' | 'state'>;
  task: Task;
  /** Whether completing the course asks it. */
  asked: boolean;
  versions: WorkVersion[];
}

/** A task of the course of somebody's own enrolment with their work; null when there is none, or it is set no more and was not asked. */
export async function taskDesk(
  db: Db,
  {
    enrolmentId,
    taskId,
    personId,
    now,
  }: { enrolmentId: string; taskId: string; personId: string | null; now: Date },
): Promise<TaskDesk | null> {
  const enrolment = await ownEnrolment(db, { enrolmentId, personId });
  if (!enrolment) return null;
  const row = await db
    .selectFrom('task')
    .leftJoin('task_retirement', 'task_retirement.task_id', 'task.id')
    .leftJoin('requirement', (join) =>
      join
        .onRef('requirement.subject_id', '=', 'task.id')
        .on('requirement.kind', '=', 'task')
        .on('requirement.enrolment_id', '=', enrolmentId),
    )
    .selectAll('task')
    .select(['task_retirement.at as retiredAt', 'requirement.id as requirementId'])
    .where('task.id', '=', taskId)
    .where('task.course_id', '=', enrolment.courseId)
    .executeTakeFirst();
  if (!row) return null;
  const versions = await versionsOfWork(db, { enrolmentId, taskId, forPerson: personId, now });
  const asked = row.requirementId !== null;
  if (row.retiredAt !== null && !asked && versions.length === 0) return null;
  const { id, courseTitle, state } = enrolment;
  return { enrolment: { id, courseTitle, state }, task: asTask(row), asked, versions };
}

/** A task as a list of one's own names it; `state` null before the first word. */
export interface OwnTask {
  id: string;
  title: string;
  kind: Task['kind'];
  dueOn: string | null;
  state: WorkState | null;
  /** What a pass pays where completion does not ask it, in hundredths. */
  credits: number;
}

const MOST_ROWS = 200;

/** The tasks of a course with how far the work of one enrolment is, oldest first; what is set no more only where there is work. One statement. */
export async function tasksOfEnrolment(
  db: Db,
  { enrolmentId, courseId }: { enrolmentId: string; courseId: string },
): Promise<OwnTask[]> {
  const rows = await db
    .selectFrom('task')
    .leftJoin('task_retirement', 'task_retirement.task_id', 'task.id')
    .leftJoin('submission', (join) =>
      join.onRef('submission.task_id', '=', 'task.id').on('submission.enrolment_id', '=', enrolmentId),
    )
    .select(['task.id', 'task.title', 'task.kind', 'task.due_on', 'task.credits', 'submission.state'])
    .select('task_retirement.at as retiredAt')
    .where('task.course_id', '=', courseId)
    .orderBy('task.created_at')
    .orderBy('submission.number')
    .limit(MOST_ROWS)
    .execute();
  const own = new Map<string, OwnTask & { retired: boolean }>();
  for (const row of rows) {
    const { id, title, due_on: dueOn, retiredAt, credits } = row;
    const state = row.state as WorkState | null;
    own.set(id, {
      id,
      title,
      kind: row.kind as Task['kind'],
      dueOn,
      state,
      credits,
      retired: retiredAt !== null,
    });
  }
  return [...own.values()].flatMap(({ retired, ...task }) => (retired && task.state === null ? [] : [task]));
}
