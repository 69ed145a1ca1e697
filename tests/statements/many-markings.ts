import { type Filling, idOf, quoted, rowId, someInstant } from './fill.ts';
import { CLASS, CLASS_SIZE } from './many-classes.ts';
import { SEAT } from './many-records.ts';

/** Attempts that the class handed in with a file; the first is the learner's own, and is marked. */
export const ATTEMPT = 30_001;
const question = JSON.stringify([
  {
    questionId: rowId(1),
    kind: 'upload',
    stem: '拍下现场。',
    options: [],
    answer: [],
    explanation: '看得清楚。',
  },
]);
const ofClass = idOf(`(${ATTEMPT} - 1 + i)`);

/** Answers with files, those that wait to be marked and those that were. */
export const manyMarkings: readonly Filling[] = [
  {
    table: 'attempt',
    rows: CLASS_SIZE,
    columns: {
      id: ofClass,
      exercise_id: idOf('1'),
      enrolment_id: idOf(`(${SEAT} - 1 + i)`),
      person_id: idOf('(case when i = 1 then 1 else 100 + i end)'),
      number: '1',
      questions: quoted(question),
      started_at: someInstant,
      submitted_at: someInstant,
      score: '(case when i = 1 then 0 end)',
    },
  },
  {
    table: 'attempt_marking',
    rows: CLASS_SIZE,
    columns: {
      attempt_id: ofClass,
      section_id: idOf(`${CLASS}`),
      since: someInstant,
      waiting: '(case when i > 1 then 1 end)',
    },
  },
  {
    table: 'attempt_marking',
    rows: 4_000,
    columns: { attempt_id: idOf('i'), section_id: idOf('i'), since: someInstant },
  },
  {
    table: 'attempt_file',
    rows: CLASS_SIZE,
    columns: {
      attempt_id: ofClass,
      question_id: idOf('1'),
      media_id: idOf('1'),
      place: '1',
      added_at: someInstant,
    },
  },
  {
    table: 'attempt_file',
    rows: 4_000,
    columns: {
      attempt_id: idOf('i'),
      question_id: idOf('i'),
      media_id: idOf('(1 + i % 100)'),
      place: '1',
      added_at: someInstant,
    },
  },
  {
    table: 'attempt_mark',
    rows: 4_000,
    columns: {
      attempt_id: idOf('i'),
      question_id: idOf('i'),
      is_right: '1',
      words: quoted('看得清楚。'),
      at: someInstant,
    },
  },
];
