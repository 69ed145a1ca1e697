import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { CLASS, CLASS_SIZE } from './many-classes.ts';
import { PEOPLE } from './many-people.ts';
import { SEAT } from './many-records.ts';

/** A task of course 1, which the class takes. */
export const TASK = 2_000;
/** Work that the class handed in; the first is the learner's own. */
export const WORK = 20_001;

const WORKS = 8_000;
const at = quoted('2026-11-01T08:00:00.000Z');
const work = { number: '1', body: quoted('做了一次'), started_at: at, saved_at: at };

/** Tasks, what was handed in for them and what was said of it. */
export const manyTasks: readonly Filling[] = [
  {
    table: 'task',
    rows: 4_000,
    columns: {
      id: idOf('i'),
      course_id: idOf('(1 + i % 2000)'),
      kind: oneOf('assignment', 'practice'),
      title: quoted('回去做一件事'),
      instructions: quoted('用一次课上的方法。'),
      criteria: quoted('[{"label":"做了","words":"","points":100}]'),
      pass_mark: '60',
      files: quoted('welcome'),
      required: '1',
      created_at: someInstant,
      changed_at: at,
    },
  },
  {
    table: 'submission',
    rows: WORKS,
    columns: {
      ...work,
      id: idOf('i'),
      task_id: idOf('(1 + i % 1999)'),
      enrolment_id: idOf('i'),
      section_id: idOf('(1 + i % 4000)'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      state: oneOf('passed', 'passed', 'returned', 'passed'),
      submitted_at: someInstant,
    },
  },
  {
    table: 'submission',
    rows: CLASS_SIZE,
    columns: {
      ...work,
      id: idOf(`(${WORK} - 1 + i)`),
      task_id: idOf(`${TASK}`),
      enrolment_id: idOf(`(${SEAT} - 1 + i)`),
      section_id: idOf(`${CLASS}`),
      person_id: idOf('(case when i = 1 then 1 else 100 + i end)'),
      open: '1',
      state: quoted('handed-in'),
      submitted_at: someInstant,
    },
  },
  {
    table: 'submission_review',
    rows: WORKS,
    columns: {
      submission_id: idOf('i'),
      outcome: oneOf('passed', 'passed', 'returned', 'passed'),
      marks: quoted('[]'),
      score: '80',
      words: quoted('做得实在。'),
      at: someInstant,
    },
  },
];
