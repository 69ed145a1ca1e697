import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { isEnrolled } from '#app/features/selection/reading.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Mark } from './answer-files.server.ts';
import { choicesOf, holdAttempt } from './answering.server.ts';
import { questionsToMark, scoreOf } from './marking.rules.ts';
import { type AttemptAtDesk, attemptAtDesk } from './marking-desk.server.ts';
import { meetQuiz } from './meeting-quiz.server.ts';

export interface Marking {
  actor: Actor;
  attemptId: string;
  /** By question id: of every question that was answered with files. */
  marks: ReadonlyMap<string, Mark>;
  now: Date;
}

export type Marked =
  | { ok: true; score: number; passed: boolean; completed: boolean }
  | { ok: false; reason: 'not-found' | 'own' | 'incomplete' | 'marked-already' };

/**
 * Marks the files of a handed-in attempt, all in one and once: of two who press together one marks. Then it has its score, and a pass meets
 * what was pinned, in the same transaction. Nobody marks their own (domain.md §6, four eyes). The learner is told.
 */
export async function markAttempt(db: Db, { actor, attemptId, marks, now }: Marking): Promise<Marked> {
  const read = await attemptAtDesk(db, await workReachOf(db, actor), attemptId);
  if (!read) return { ok: false, reason: 'not-found' };
  if (read.personId === actor.personId) return { ok: false, reason: 'own' };
  return inTransaction(db, async (trx): Promise<Marked> => {
    // Their section may have been merged into another since the page was read, or is being merged just now.
    const attempt = { ...read, enrolmentId: await heldEnrolment(trx, attemptId) };
    const choices = await choicesOf(trx, attempt);
    const toMark = questionsToMark(attempt.questions, choices).map(({ questionId }) => questionId);
    if (toMark.some((id) => !marks.has(id))) return { ok: false, reason: 'incomplete' };
    if (!(await isEnrolled(trx, attempt.enrolmentId))) return { ok: false, reason: 'not-found' };
    if (!(await endWaiting(trx, attemptId))) return { ok: false, reason: 'marked-already' };
    const given = toMark.map((questionId) => ({ questionId, ...(marks.get(questionId) as Mark) }));
    const foundRight = new Set(given.filter(({ right }) => right).map(({ questionId }) => questionId));
    const score = scoreOf(attempt.questions, choices, foundRight);
    await writeMarks(trx, { actor, attemptId, given, score, now });
    const { exercise } = attempt;
    const { passed, completed } = await meetQuiz(trx, {
      attempt,
      exercise,
      score,
      markedBy: actor.name,
      handedInAt: new Date(attempt.submittedAt),
      now,
    });
    await tellLearner(trx, attempt, { score, passed, now });
    return { ok: true, score, passed, completed };
  });
}

/** Whose the attempt is by now, held until the transaction ends: a merge before it is seen, one after it sees the score. */
async function heldEnrolment(trx: Trx, attemptId: string): Promise<string> {
  await holdAttempt(trx, attemptId);
  const { enrolment_id } = await trx
    .selectFrom('attempt')
    .select('enrolment_id')
    .where('id', '=', attemptId)
    .executeTakeFirstOrThrow();
  return enrolment_id;
}

async function endWaiting(trx: Trx, attemptId: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('attempt_marking')
    .set({ waiting: null })
    .where('attempt_id', '=', attemptId)
    .where('waiting', '=', 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

interface Writing extends Omit<Marking, 'marks'> {
  given: readonly (Mark & { questionId: string })[];
  score: number;
}

async function writeMarks(trx: Trx, { actor, attemptId, given, score, now }: Writing): Promise<void> {
  await trx
    .insertInto('attempt_mark')
    .values(
      given.map(({ questionId, right, words }) => ({
        attempt_id: attemptId,
        question_id: questionId,
        is_right: right ? 1 : 0,
        words,
        marked_by: actor.personId,
        at: now.toISOString(),
      })),
    )
    .execute();
  await trx.updateTable('attempt').set({ score }).where('id', '=', attemptId).execute();
  await writeJournal(trx, {
    actor,
    action: 'attempt.marked',
    subjectType: 'attempt',
    subjectId: attemptId,
    detail: { score, marks: given.map(({ questionId, right }) => ({ questionId, right })) },
    now,
  });
}

async function tellLearner(
  trx: Trx,
  { personId, enrolmentId, exercise }: AttemptAtDesk,
  { score, passed, now }: { score: number; passed: boolean; now: Date },
): Promise<void> {
  await tell(trx, {
    personId,
    kind: 'exercise',
    title: `“${exercise.title}”老师看过了：${score} 分，${passed ? '通过' : '还没通过'}`,
    body: '打开就能看到每道题的结果和老师写的话。',
    link: `/learn/${enrolmentId}/exercises/${exercise.id}`,
    now,
  });
}
