import type { Trx } from '#db/database.ts';
import { meetQuiz } from './meeting-quiz.server.ts';

interface Moving {
  personId: string;
  fromId: string;
  toId: string;
  intoId: string;
  now: Date;
}

/**
 * Takes the attempts of somebody along whose enrolment became one in another section of the course: those under way with their answers,
 * those handed in, and those whose files wait for a person, who is one of that section from now on. What is passed meets what is asked there.
 */
export async function moveAttempts(trx: Trx, { personId, fromId, toId, intoId, now }: Moving): Promise<void> {
  // By the index of the person: there is none by enrolment alone.
  await trx
    .updateTable('attempt')
    .set({ enrolment_id: toId })
    .where('person_id', '=', personId)
    .where('enrolment_id', '=', fromId)
    .execute();
  await trx
    .updateTable('attempt_marking')
    .set({ section_id: intoId })
    .where('attempt_id', 'in', (eb) =>
      eb
        .selectFrom('attempt')
        .select('id')
        .where('person_id', '=', personId)
        .where('enrolment_id', '=', toId),
    )
    .execute();
  const passed = await trx
    .selectFrom('attempt')
    .innerJoin('exercise', 'exercise.id', 'attempt.exercise_id')
    .select(['attempt.id', 'attempt.number', 'score', 'exercise_id', 'title', 'pass_mark'])
    .where('person_id', '=', personId)
    .where('enrolment_id', '=', toId)
    .whereRef('score', '>=', 'pass_mark')
    .execute();
  for (const { id, number, score, exercise_id, title, pass_mark } of passed)
    await meetQuiz(trx, {
      attempt: { id, number, enrolmentId: toId },
      exercise: { id: exercise_id, title, passMark: pass_mark },
      score: score ?? 0,
      now,
    });
}
