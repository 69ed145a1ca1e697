import type { Trx } from '#db/database.ts';
import { meetTask } from './meeting-task.server.ts';
import { asTask } from './tasks.server.ts';

/**
 * Takes the work of somebody along whose enrolment became one in another section of the course: drafts, what waits for a reviewer, who is
 * one of that section from now on, and what was judged. What has passed meets what is asked there.
 */
export async function moveWork(
  trx: Trx,
  { fromId, toId, intoId, now }: { fromId: string; toId: string; intoId: string; now: Date },
): Promise<void> {
  await trx
    .updateTable('submission')
    .set({ enrolment_id: toId, section_id: intoId })
    .where('enrolment_id', '=', fromId)
    .execute();
  const passed = await trx
    .selectFrom('submission')
    .innerJoin('submission_review', 'submission_review.submission_id', 'submission.id')
    .innerJoin('task', 'task.id', 'submission.task_id')
    .selectAll('task')
    .select(['submission.id as submissionId', 'submission.number', 'submission_review.score'])
    .where('submission.enrolment_id', '=', toId)
    .where('submission.state', '=', 'passed')
    .execute();
  for (const { submissionId, number, score, ...row } of passed)
    await meetTask(trx, { id: submissionId, number, enrolmentId: toId, task: asTask(row) }, { score, now });
}
