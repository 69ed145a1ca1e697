import { join } from 'node:path';
import { contentFolder, contentJson } from '#app/cli/content-folder.ts';
import { changeAnswerFiles } from '#app/features/exercises/answer-files.server.ts';
import {
  type Attempt,
  latestAttempt,
  saveAnswers,
  startAttempt,
  submitAttempt,
} from '#app/features/exercises/attempts.server.ts';
import { createExercise, type Exercise, importQuestions } from '#app/features/exercises/exercises.server.ts';
import { markAttempt } from '#app/features/exercises/marking.server.ts';
import { placeFile } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type ExercisesFile, exercisesFile } from '#content/world/classroom.schema.ts';
import { actAs } from './actors.ts';
import { plusDays, plusMinutes } from './calendar.ts';
import type { Learner } from './learning.ts';
import type { LibraryCourse } from './library.ts';
import { known, type Loading } from './world.ts';

type Work = ExercisesFile[number]['works'][number];

/** An exercise of the demo world that sections may ask for, or that stands for a missed meeting. */
export type DemoExercise = Pick<Exercise, 'id' | 'title' | 'passMark'>;

const MADE_DAYS_AGO = 90;

/** Makes the exercises that courses have besides their quiz. Answers them by their keys. */
export async function makeExercises(
  { trx, now }: Loading,
  library: ReadonlyMap<string, LibraryCourse>,
): Promise<Map<string, DemoExercise>> {
  const exercises = new Map<string, DemoExercise>();
  const at = plusDays(now, -MADE_DAYS_AGO);
  for (const { key, course, works: _works, questions, ...exercise } of readExercises()) {
    const { courseId } = known(library, course, 'course');
    await importQuestions(trx, { courseId, questions, pool: exercise.pool });
    const id = await createExercise(trx, { ...exercise, courseId, now: at });
    exercises.set(key, { id, title: exercise.title, passMark: exercise.passMark });
  }
  return exercises;
}

export interface Handing {
  exercises: ReadonlyMap<string, DemoExercise>;
  learnersOf: ReadonlyMap<string, readonly Learner[]>;
  instructor: Actor;
}

/** Lets learners answer with files: one is still at it, one waits for the teacher, one has been looked at. */
export async function handInFiles(
  loading: Loading,
  { exercises, learnersOf, instructor }: Handing,
): Promise<void> {
  for (const { key, works } of readExercises())
    for (const work of works) {
      const learner = known(learnersOf, work.section, 'section')[work.who];
      if (!learner) throw new Error(`${work.section} has nobody at ${work.who}.`);
      const exerciseId = known(exercises, key, 'exercise').id;
      await answer(loading, { exerciseId, learner, work, marker: instructor });
    }
}

function readExercises(): ExercisesFile {
  return contentJson(exercisesFile, 'world', 'exercises.json');
}

interface Answering {
  exerciseId: string;
  learner: Learner;
  work: Work;
  marker: Actor;
}

async function answer(loading: Loading, { exerciseId, learner, work, marker }: Answering): Promise<void> {
  const { trx, now } = loading;
  const { personId, enrolmentId } = learner;
  const at = plusDays(now, -work.daysAgo);
  await startAttempt(trx, { exerciseId, enrolmentId, personId, now: at });
  const attempt = await latestAttempt(trx, exerciseId, enrolmentId);
  if (!attempt) throw new Error('An exercise with files cannot be begun.');
  const attemptId = attempt.id;
  await addPictures(loading, { attempt, learner, files: work.files, at });
  const choices = new Map(attempt.questions.map(({ questionId, answer: right }) => [questionId, right]));
  await saveAnswers(trx, { attemptId, personId, choices, now: plusMinutes(at, 6) });
  if (!work.handIn) return;
  await submitAttempt(trx, { attemptId, personId, now: plusMinutes(at, 8) });
  if (!work.mark) return;
  const { daysAgo, ...mark } = work.mark;
  const marks = new Map(uploadsOf(attempt).map(({ questionId }) => [questionId, mark]));
  const marked = await markAttempt(trx, { actor: marker, attemptId, marks, now: plusDays(now, -daysAgo) });
  if (!marked.ok) throw new Error(`Files cannot be marked: ${marked.reason}.`);
}

interface Adding {
  attempt: Attempt;
  learner: Learner;
  files: readonly string[];
  at: Date;
}

async function addPictures(loading: Loading, { attempt, learner, files, at }: Adding): Promise<void> {
  const { trx, env } = loading;
  const actor = await actAs(loading, learner.personId);
  for (const { questionId } of uploadsOf(attempt))
    for (const name of files) {
      const source = join(contentFolder(), 'world', 'files', name);
      const kept = await placeFile(trx, {
        ...{ source, purpose: 'work', originalName: '一页纸.jpg', env },
        now: at,
      });
      if (!kept.ok) throw new Error(`${name}: ${kept.reason}`);
      const given = { actor, attemptId: attempt.id, questionId, files: [kept.placed], now: at };
      const changed = await changeAnswerFiles(trx, given);
      if (!changed.ok) throw new Error(`${name} is not taken: ${changed.reason}.`);
    }
}

function uploadsOf({ questions }: Attempt): Attempt['questions'] {
  return questions.filter(({ kind }) => kind === 'upload');
}
