import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { sectionWithin, type WorkReach, workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { meetTask } from './meeting-task.server.ts';
import { payTask } from './paying.server.ts';
import { versionsOfWork, type WorkVersion } from './reading.server.ts';
import type { CriterionMark } from './rubric.rules.ts';
import { asTask, type Task } from './tasks.server.ts';

export interface Judging {
  actor: Actor;
  submissionId: string;
  outcome: 'passed' | 'returned';
  marks: readonly CriterionMark[];
  score: number;
  words: string;
  now: Date;
}

export type Judged =
  | { ok: true; completed: boolean }
  | { ok: false; reason: 'not-found' | 'own' | 'too-few-points' | 'judged-already' };

/**
 * Judges a version of somebody's work, once: two reviewers who press together write one review. A pass meets the requirement that was
 * pinned, and may complete and pay, or pays the task itself where completion does not ask it, in the same transaction. Nobody judges their own work (domain.md §6, four eyes). The learner is told.
 */
export async function judgeWork(db: Db, judging: Judging): Promise<Judged> {
  const { actor, submissionId, outcome, score } = judging;
  const work = await workAtDesk(db, await workReachOf(db, actor), submissionId);
  if (!work) return { ok: false, reason: 'not-found' };
  if (work.personId === actor.personId) return { ok: false, reason: 'own' };
  if (outcome === 'passed' && score < work.task.passMark) return { ok: false, reason: 'too-few-points' };
  return inTransaction(db, async (trx): Promise<Judged> => {
    const { numUpdatedRows } = await trx
      .updateTable('submission')
      .set({ state: outcome, open: null })
      .where('id', '=', submissionId)
      .where('state', '=', 'handed-in')
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { ok: false, reason: 'judged-already' };
    await writeReview(trx, judging);
    // Their section may have been merged into another since the page was read.
    const theirs = { ...work, enrolmentId: await enrolmentOf(trx, submissionId) };
    const completed = outcome === 'passed' && (await meetTask(trx, theirs, judging));
    const paid = outcome === 'passed' ? await payPassed(trx, theirs, judging) : 0;
    await tellLearner(trx, theirs, { ...judging, paid });
    return { ok: true, completed };
  });
}

async function writeReview(trx: Trx, { actor, submissionId, outcome, marks, score, words, now }: Judging) {
  await trx
    .insertInto('submission_review')
    .values({
      submission_id: submissionId,
      outcome,
      marks: JSON.stringify(marks),
      score,
      words,
      at: now.toISOString(),
      by_person_id: actor.personId,
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: `submission.${outcome}`,
    subjectType: 'submission',
    subjectId: submissionId,
    detail: { score },
    now,
  });
}

async function enrolmentOf(trx: Trx, submissionId: string): Promise<string> {
  const { enrolment_id } = await trx
    .selectFrom('submission')
    .select('enrolment_id')
    .where('id', '=', submissionId)
    .executeTakeFirstOrThrow();
  return enrolment_id;
}

function payPassed(trx: Trx, work: DeskWork, { score, now }: Judging): Promise<number> {
  const { id: submissionId, number, enrolmentId, personId, task } = work;
  return payTask(trx, { submissionId, number, enrolmentId, personId, task, score, now });
}

async function tellLearner(
  trx: Trx,
  work: DeskWork,
  { outcome, words, paid, now }: Judging & { paid: number },
): Promise<void> {
  const { title } = work.task;
  await tell(trx, {
    personId: work.personId,
    kind: 'task',
    title: outcome === 'passed' ? `“${title}”通过了` : `“${title}”要再改一改`,
    body: `${paid > 0 ? `得到 ${formatHundredths(paid)} 学分。` : ''}${words || '老师看过了，打开就能看到评分。'}`,
    link: `/learn/${work.enrolmentId}/tasks/${work.task.id}`,
    now,
  });
}

/** A version of somebody's work as its reviewer sees it. */
export interface DeskWork {
  id: string;
  number: number;
  enrolmentId: string;
  personId: string;
  personName: string;
  sectionId: string;
  sectionTitle: string;
  courseTitle: string;
  task: Task;
}

/** Work that was handed in, for whoever may judge it; null when it is a draft, not there, or of others' sections. One statement. */
async function workAtDesk(db: Db, reach: WorkReach, submissionId: string): Promise<DeskWork | null> {
  const row = await db
    .selectFrom('submission')
    .innerJoin('section', 'section.id', 'submission.section_id')
    .innerJoin('task', 'task.id', 'submission.task_id')
    .innerJoin('course', 'course.id', 'task.course_id')
    .innerJoin('person', 'person.id', 'submission.person_id')
    .selectAll('task')
    .select(['submission.id as submissionId', 'number', 'enrolment_id', 'submission.person_id', 'section_id'])
    .select(['person.name', 'section.title as sectionTitle', 'course.title as courseTitle'])
    .where('submission.id', '=', submissionId)
    .where('submission.state', '!=', 'draft')
    .where(sectionWithin(reach))
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.submissionId,
    number: row.number,
    enrolmentId: row.enrolment_id,
    personId: row.person_id,
    personName: row.name,
    sectionId: row.section_id,
    sectionTitle: row.sectionTitle,
    courseTitle: row.courseTitle,
    task: asTask(row),
  };
}

/** The same with every version that was handed in, newest first, and whether it is the reader's own. */
export async function reviewDesk(
  db: Db,
  { actor, submissionId, now }: { actor: Actor; submissionId: string; now: Date },
): Promise<{ work: DeskWork; versions: WorkVersion[]; own: boolean } | null> {
  const work = await workAtDesk(db, await workReachOf(db, actor), submissionId);
  if (!work) return null;
  const { enrolmentId, task } = work;
  const versions = await versionsOfWork(db, { enrolmentId, taskId: task.id, forPerson: actor.personId, now });
  return {
    work,
    versions: versions.filter(({ state }) => state !== 'draft'),
    own: work.personId === actor.personId,
  };
}
