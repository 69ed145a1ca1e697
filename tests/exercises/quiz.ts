/** A course with a bank and a quiz, and somebody enrolled whose only requirement it is. */

import { latestAttempt } from '#app/features/exercises/attempts.server.ts';
import { createExercise, importQuestions } from '#app/features/exercises/exercises.server.ts';
import type { DrawnQuestion, QuestionFile } from '#app/features/exercises/questions.schema.ts';
import { type PlacedFile, placeFile } from '#app/features/media/files.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import type { Db } from '#db/database.ts';
import { aCourse, aSection, ask } from '#tests/support/classes.ts';
import { aLearner, now } from '#tests/support/world.ts';

/** Twelve questions over three objectives: eight of the first, three of the second, one of the third. */
export const bank: QuestionFile[] = [1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3].map((objective, index) => ({
  id: `question-${index + 1}`,
  objective,
  kind: index === 1 ? 'multiple' : 'single',
  stem: `第 ${index + 1} 题问的是什么？`,
  options: ['A', 'B', 'C'].map((key) => ({ key, text: `选项 ${key}` })),
  answer: index === 1 ? ['A', 'C'] : ['B'],
  explanation: `解析之 ${index + 1}`,
}));

/** One question of each kind that is answered otherwise than by choosing. */
export const otherKinds: QuestionFile[] = [
  {
    id: 'written',
    objective: 1,
    kind: 'short-text',
    stem: '协商议事的方法叫什么？',
    options: [],
    answer: ['四方五步', '四方五步法'],
    explanation: '解析之写',
  },
  {
    id: 'in-order',
    objective: 2,
    kind: 'ordering',
    stem: '把这三步排好。',
    options: ['收集问题', '确定议题', '协商议事'].map((text, place) => ({ key: 'BCA'[place] ?? '', text })),
    answer: ['B', 'C', 'A'],
    explanation: '解析之序',
  },
];

/** Two that are answered with files, and one to choose: each is a third of the score. */
export const uploads: QuestionFile[] = [
  ...['现场', '记录'].map((what, index) => ({
    id: `upload-${index + 1}`,
    objective: index + 1,
    kind: 'upload' as const,
    stem: `把${what}拍下来交上来。`,
    options: [],
    answer: [],
    explanation: `解析之${what}`,
  })),
  ...bank.slice(11),
];

interface WantedQuiz {
  drawCount?: number;
  questions?: readonly QuestionFile[];
  headTeacherId?: string | null;
}

export async function aQuiz(
  db: Db,
  { drawCount = 10, questions = bank, headTeacherId = null }: WantedQuiz = {},
) {
  const course = await aCourse(db);
  await importQuestions(db, { courseId: course.courseId, questions });
  const exerciseId = await createExercise(db, {
    courseId: course.courseId,
    title: '课后小测',
    drawCount,
    passMark: 60,
    maxAttempts: 3,
    now,
  });
  const section = await aSection(db, {
    course,
    headTeacherId,
    capacity: 50,
    asks: [ask('quiz', exerciseId, '课后小测')],
  });
  return { exerciseId, ...section };
}

/** Somebody who has chosen the section. */
export async function aTaker(db: Db, { sectionId, exerciseId }: { sectionId: string; exerciseId: string }) {
  const { personId, actor } = await aLearner(db);
  const outcome = await enrol(db, { personId, actor, sectionId, waitlist: false, now });
  if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
  return { personId, actor, enrolmentId: outcome.enrolmentId, exerciseId };
}

export type Taker = Awaited<ReturnType<typeof aTaker>>;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

/** A photo in the store of a folder, not yet in the database; every `byte` makes another. */
export async function aPhoto(db: Db, folder: string, byte = 0): Promise<PlacedFile> {
  const placing = await placeFile(db, {
    source: new Uint8Array([...PNG, byte]),
    purpose: 'work',
    originalName: `现场${byte}.png`,
    env: { MEDIA_URL: `file:${folder}` },
    now,
  });
  if (!placing.ok) throw new Error(placing.reason);
  return placing.placed;
}

/** The newest attempt; throws when there is none. */
export async function newest(db: Db, { exerciseId, enrolmentId }: Taker) {
  const attempt = await latestAttempt(db, exerciseId, enrolmentId);
  if (!attempt) throw new Error('There is no attempt.');
  return attempt;
}

/** Answers of which the first `wrong` are wrong. */
export function answers(questions: readonly DrawnQuestion[], wrong = 0): Map<string, string[]> {
  return new Map(
    questions.map(({ questionId, answer }, index) => [questionId, index < wrong ? ['nothing'] : answer]),
  );
}
