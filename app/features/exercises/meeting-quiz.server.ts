import { notePart } from '#app/features/attendance/settling-make-ups.server.ts';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import type { Trx } from '#db/database.ts';
import type { Exercise } from './exercises.server.ts';

interface Scored {
  attempt: { id: string; enrolmentId: string; number: number };
  exercise: Pick<Exercise, 'id' | 'title' | 'passMark'>;
  score: number;
  /** The name of whoever looked at files, where there were any. */
  markedBy?: string;
  /** When it was handed in, where it is scored later. */
  handedInAt?: Date;
  now: Date;
}

/** What follows from the score of an attempt, out of 100: when it passes, the quiz requirement is met with it as evidence, and its half of a make-up. */
export async function meetQuiz(
  trx: Trx,
  { attempt, exercise, score, markedBy, now, handedInAt = now }: Scored,
): Promise<{ passed: boolean; completed: boolean }> {
  if (score < exercise.passMark) return { passed: false, completed: false };
  const { enrolmentId } = attempt;
  const part = { enrolmentId, part: 'passed', subjectId: exercise.id, value: score } as const;
  const madeUp = await notePart(trx, { ...part, doneAt: handedInAt, now });
  const { completed } = await meetRequirement(trx, {
    enrolmentId,
    kind: 'quiz',
    subjectId: exercise.id,
    evidence: {
      exercise: exercise.title,
      attemptId: attempt.id,
      attempt: attempt.number,
      score,
      passMark: exercise.passMark,
      ...(markedBy ? { markedBy } : {}),
    },
    now,
  });
  return { passed: true, completed: completed || madeUp };
}
