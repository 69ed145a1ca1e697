import {
  latestAttempt,
  saveAnswers,
  startAttempt,
  submitAttempt,
} from '#app/features/exercises/attempts.server.ts';
import type { DrawnQuestion } from '#app/features/exercises/questions.schema.ts';
import { plusDays, plusMinutes } from './calendar.ts';
import { type Fate, fateOf, type Learner } from './learning.ts';
import type { PlannedSection } from './sections.ts';
import type { Loading } from './world.ts';

const MINUTES_A_QUIZ = 12;

/** Lets the learners of a section that has been taught take its quiz, on the day after the last meeting. */
export async function takeQuizzes(
  loading: Loading,
  section: PlannedSection,
  learners: readonly Learner[],
): Promise<void> {
  const { plan, course, meetings } = section;
  const ended = meetings.at(-1)?.endsAt;
  if (!plan.quiz || !course.exerciseId || !ended) return;
  for (const [index, learner] of learners.entries()) {
    const begins = plusMinutes(plusDays(ended, 1), -180 + index * 5);
    for (const [attempt, wrong] of wrongAnswers(loading, fateOf(section, index)).entries()) {
      const now = plusMinutes(begins, attempt * 60);
      await takeQuiz(loading, { ...learner, exerciseId: course.exerciseId, wrong, now });
    }
  }
}

/** How many answers were wrong in each attempt. */
function wrongAnswers({ random }: Loading, fate: Fate): number[] {
  if (fate === 'A') return [];
  if (fate === 'Q') return [6];
  const last = random.between(0, 3);
  return random.next() < 0.15 ? [random.between(5, 6), last] : [last];
}

export interface Quiz extends Learner {
  exerciseId: string;
  wrong: number;
  now: Date;
}

/** Lets somebody take a quiz in one go, the first `wrong` answers of it wrong. */
export async function takeQuiz(
  { trx }: Loading,
  { exerciseId, enrolmentId, personId, wrong, now }: Quiz,
): Promise<void> {
  const begun = await startAttempt(trx, { exerciseId, enrolmentId, personId, now });
  const attempt = await latestAttempt(trx, exerciseId, enrolmentId);
  if (!begun.ok || !attempt) throw new Error('A quiz of the demo world cannot be begun.');
  const choices = new Map(
    attempt.questions.map((question, at) => [
      question.questionId,
      at < wrong ? wrongChoice(question) : question.answer,
    ]),
  );
  const handedIn = plusMinutes(now, MINUTES_A_QUIZ);
  await saveAnswers(trx, { attemptId: attempt.id, personId, choices, now: handedIn });
  await submitAttempt(trx, { attemptId: attempt.id, personId, now: handedIn });
}

function wrongChoice({ options, answer }: DrawnQuestion): string[] {
  const other = options.find(({ key }) => !answer.includes(key));
  return other ? [other.key] : answer.slice(0, 1);
}
