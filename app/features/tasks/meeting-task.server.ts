import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Trx } from '#db/database.ts';
import { pointsOf } from './rubric.rules.ts';
import type { Task } from './tasks.server.ts';

/** Meets what an enrolment asks with a version of its work that has passed; true when it completes by it. */
export async function meetTask(
  trx: Trx,
  work: { id: string; number: number; enrolmentId: string; task: Pick<Task, 'id' | 'passMark' | 'criteria'> },
  { score, now }: { score: number; now: Date },
): Promise<boolean> {
  const { completed } = await meetRequirement(trx, {
    enrolmentId: work.enrolmentId,
    kind: 'task',
    subjectId: work.task.id,
    evidence: {
      submissionId: work.id,
      version: work.number,
      score,
      passMark: work.task.passMark,
      of: pointsOf(work.task.criteria),
    },
    now,
  });
  return completed;
}
