import { type Filling, idOf, oneOf, quoted, someInstant, turnOf } from './fill.ts';
import { CLASS, CLASS_SIZE, TERM_NOW } from './many-classes.ts';
import { PEOPLE } from './many-people.ts';

export const ENROLMENTS = 3 * PEOPLE;
/** The learner's own thirty, then those of the class, of which the first is the learner's too. */
const OWN = 30;
export const SEAT = ENROLMENTS + OWN + 1;
export const ALL = ENROLMENTS + OWN + CLASS_SIZE;
const WAITING = 3_000;
const at = quoted('2026-11-01T08:00:00.000Z');

const chosen = { term_id: idOf(`${TERM_NOW}`), active: '1', enrolled_at: someInstant };
const sectionOfMany = `(1 + ((i % ${PEOPLE}) * 7 + ${turnOf(PEOPLE)} * 301) % 4000)`;

/** What people have chosen, watched, answered, attended, and what was written about it. */
export const manyRecords: readonly Filling[] = [
  {
    table: 'enrolment',
    rows: ENROLMENTS,
    columns: {
      ...chosen,
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      section_id: idOf(sectionOfMany),
      course_id: idOf(`(1 + ${sectionOfMany} % 2000)`),
    },
  },
  {
    table: 'enrolment',
    rows: OWN,
    columns: {
      ...chosen,
      id: idOf(`(${ENROLMENTS} + i)`),
      person_id: idOf('1'),
      section_id: idOf('(2000 + i)'),
      course_id: idOf('(1 + (2000 + i) % 2000)'),
    },
  },
  {
    table: 'enrolment',
    rows: CLASS_SIZE,
    columns: {
      ...chosen,
      id: idOf(`(${SEAT} - 1 + i)`),
      person_id: idOf('(case when i = 1 then 1 else 100 + i end)'),
      section_id: idOf(`${CLASS}`),
      course_id: idOf('1'),
    },
  },
  {
    table: 'learner_term',
    rows: PEOPLE,
    columns: { person_id: idOf('i'), term_id: idOf(`${TERM_NOW}`), turn: '1' },
  },
  ...['attend', 'evaluate', 'quiz', 'watch'].flatMap((kind, number): Filling[] => [
    {
      table: 'requirement_plan',
      rows: CLASS + 1,
      columns: {
        id: idOf(`(${number * (CLASS + 1)} + i)`),
        section_id: idOf('i'),
        kind: quoted(kind),
        subject_id: number < 2 ? idOf('i') : number === 2 ? idOf('1') : idOf('300'),
        title: quoted('要做的事'),
        position: `${number + 1}`,
        detail: quoted('{"minimumShare":0.9}'),
      },
    },
    {
      table: 'requirement',
      rows: ALL,
      columns: {
        id: idOf(`(${number * ALL} + i)`),
        enrolment_id: idOf('i'),
        person_id: idOf(`(case when i >= ${ENROLMENTS} then 1 else 1 + i % ${PEOPLE} end)`),
        kind: quoted(kind),
        subject_id: number === 2 ? idOf('1') : number === 3 ? idOf('300') : idOf(`${CLASS}`),
        title: quoted('要做的事'),
        position: `${number + 1}`,
        detail: quoted('{"minimumShare":0.9}'),
      },
    },
  ]),
  {
    table: 'requirement_met',
    rows: ENROLMENTS,
    columns: { requirement_id: idOf('i'), met_at: someInstant, evidence: quoted('{}') },
  },
  {
    table: 'completion',
    rows: ENROLMENTS / 2,
    columns: {
      id: idOf('i'),
      enrolment_id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      course_id: idOf('(1 + i % 2000)'),
      course_version_id: idOf('(1 + i % 2000)'),
      section_id: idOf('(1 + i % 4000)'),
      completed_at: someInstant,
    },
  },
  {
    table: 'waitlist_entry',
    rows: WAITING,
    columns: {
      id: idOf('i'),
      section_id: idOf('(3000 + i % 500)'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      term_id: idOf(`${TERM_NOW}`),
      course_id: idOf('(1 + (3000 + i % 500) % 2000)'),
      active: '1',
      joined_at: someInstant,
    },
  },
  {
    table: 'seat_offer',
    rows: WAITING / 2,
    columns: {
      id: idOf('i'),
      entry_id: idOf('(2 * i)'),
      section_id: idOf('(3000 + (2 * i) % 500)'),
      person_id: idOf(`(1 + (2 * i) % ${PEOPLE})`),
      open: '1',
      offered_at: at,
      expires_at: quoted('2026-11-30T08:00:00.000Z'),
    },
  },
  {
    table: 'attendance',
    rows: 16 * CLASS_SIZE,
    columns: {
      id: idOf('i'),
      meeting_id: idOf(`(8001 + ${turnOf(CLASS_SIZE)})`),
      person_id: idOf(`(case when i % ${CLASS_SIZE} = 0 then 1 else 101 + i % ${CLASS_SIZE} end)`),
      enrolment_id: idOf(`(${SEAT} + i % ${CLASS_SIZE})`),
      state: oneOf('present', 'absent', 'late'),
      way: quoted('teacher'),
      marked_at: at,
    },
  },
  {
    table: 'attendance',
    rows: 8_000,
    columns: {
      id: idOf('(50000 + i)'),
      meeting_id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      enrolment_id: idOf('i'),
      state: oneOf('present', 'absent', 'late'),
      way: quoted('teacher'),
      marked_at: at,
    },
  },
  {
    table: 'question',
    rows: 4_000,
    columns: {
      id: idOf('i'),
      course_id: idOf('(1 + i % 100)'),
      code: "concat('Q', i)",
      objective: '1',
      kind: quoted('single'),
      stem: quoted('四方是谁？'),
      options: quoted('[{"key":"a","text":"甲"},{"key":"b","text":"乙"}]'),
      answer: quoted('["a"]'),
      explanation: quoted('因为'),
    },
  },
  {
    table: 'exercise',
    rows: 500,
    columns: {
      id: idOf('i'),
      course_id: idOf('i'),
      title: quoted('课后小测'),
      draw_count: '10',
      pass_mark: '60',
      max_attempts: '3',
      created_at: at,
    },
  },
  {
    table: 'attempt',
    rows: 4_000,
    columns: {
      id: idOf('i'),
      exercise_id: idOf('(1 + i % 500)'),
      enrolment_id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      number: '1',
      questions: quoted('[]'),
      started_at: at,
      submitted_at: at,
      score: '80',
    },
  },
  {
    table: 'attempt_answer',
    rows: 12_000,
    columns: {
      attempt_id: idOf(`(1 + i % 4000)`),
      question_id: idOf(`(1 + ${turnOf(4_000)})`),
      choice: quoted('["a"]'),
      saved_at: at,
    },
  },
];
