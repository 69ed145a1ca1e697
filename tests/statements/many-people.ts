import { type Filling, idOf, oneOf, quoted, someInstant, turnOf } from './fill.ts';

export const PEOPLE = 3_000;
const UNITS = 8_000;
const COMMUNITIES = 40;
export const TEACHERS = 600;
const at = quoted('2026-01-05T08:00:00.000Z');

/** Who does what; numbers of people. Each is signed in by a test. */
export const people = {
  learner: 1,
  teacher: 2,
  registrar: 3,
  assessor: 4,
  localAssessor: 5,
  liaison: 6,
  admin: 7,
  creditReviewer: 9,
  appealsReviewer: 8,
  security: 10,
  auditor: 11,
  sysadmin: 12,
  chooser: 2_500,
};

const surnames = [
  ['王', 'wang'],
  ['李', 'li'],
  ['张', 'zhang'],
  ['佟', 'tong'],
  ['齐', 'qi'],
  ['陈', 'chen'],
  ['杨', 'yang'],
  ['黄', 'huang'],
  ['周', 'zhou'],
  ['高', 'gao'],
] as const;

const unit = {
  tree: quoted('territory'),
  name: "concat(i, ' 栋')",
  valid_from: quoted('2020-01-01'),
};

/** A street of forty communities and two thousand buildings, and everybody in it. */
export const manyPeople: readonly Filling[] = [
  {
    table: 'org_unit',
    rows: 1,
    columns: { ...unit, id: idOf('i'), kind: quoted('street'), path: quoted('t000') },
  },
  {
    table: 'org_unit',
    rows: COMMUNITIES,
    columns: {
      ...unit,
      id: idOf('(1 + i)'),
      parent_id: idOf('1'),
      kind: quoted('community'),
      path: "concat('t000', 1001 + i)",
    },
  },
  {
    table: 'org_unit',
    rows: UNITS - COMMUNITIES - 1,
    columns: {
      ...unit,
      id: idOf(`(${COMMUNITIES + 1} + i)`),
      parent_id: idOf(`(2 + i % ${COMMUNITIES})`),
      kind: quoted('building'),
      path: `concat('t000', 1002 + i % ${COMMUNITIES}, 1000 + i)`,
    },
  },
  {
    table: 'person',
    rows: PEOPLE,
    columns: {
      id: idOf('i'),
      username: "concat('person-', 10000 + i)",
      name: `concat(${oneOf(...surnames.map(([name]) => name))}, i)`,
      name_pinyin: `concat(${oneOf(...surnames.map(([, pinyin]) => pinyin))}, i)`,
      preferred_view: quoted('standard'),
      text_size: '1',
      created_at: at,
    },
  },
  ...['building-head', 'volunteer'].map((position, at) => ({
    table: 'appointment',
    rows: PEOPLE,
    columns: {
      id: idOf(`(${at * PEOPLE} + i)`),
      person_id: idOf('i'),
      position: quoted(position),
      org_unit_id: idOf(`(1 + (i + ${at}) % ${UNITS})`),
      valid_from: quoted('2025-01-01'),
      source: quoted('roster'),
    },
  })),
  {
    table: 'password_credential',
    rows: PEOPLE,
    columns: { person_id: idOf('i'), hash: quoted('none'), changed_at: at },
  },
  {
    table: 'session',
    rows: PEOPLE,
    columns: {
      id: "concat('kept-', i)",
      person_id: idOf('i'),
      expires_at: quoted('2126-01-01T00:00:00.000Z'),
      created_at: at,
      used_at: at,
    },
  },
  {
    table: 'role_grant',
    rows: TEACHERS,
    columns: {
      id: idOf('i'),
      person_id: idOf('(1 + i)'),
      role: quoted('instructor'),
      valid_from: quoted('2025-01-01'),
      granted_at: at,
    },
  },
  {
    table: 'sign_in_series',
    rows: 2_000,
    columns: {
      series_key: "concat('series-', i)",
      kind: oneOf('account', 'address'),
      person_id: `case when i % 2 = 0 then ${idOf('(1 + i)')} end`,
      failures: '5',
      last_at: someInstant,
      locked_until: `case when i % 41 = 0 then ${quoted('2126-01-01T00:00:00.000Z')} end`,
    },
  },
  {
    table: 'journal_entry',
    rows: 9_000,
    columns: {
      id: idOf('i'),
      at: someInstant,
      actor_id: idOf(`(1 + i % ${PEOPLE})`),
      action: oneOf('statement.read', 'person.signed-in', 'enrolment.made'),
      subject_type: quoted('person'),
      subject_id: idOf(`(1 + i % ${PEOPLE})`),
      concerns_id: idOf(`(1 + i % ${PEOPLE})`),
      outcome: quoted('done'),
      origin: quoted(''),
      detail: quoted('{}'),
    },
  },
  {
    table: 'notice',
    rows: 3 * PEOPLE,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      kind: quoted('credit'),
      title: quoted('学分到账'),
      body: quoted('记了一笔学分。'),
      created_at: someInstant,
    },
  },
  {
    table: 'notice_reading',
    rows: 2 * PEOPLE,
    columns: { notice_id: idOf('i'), read_at: at },
  },
  {
    table: 'job',
    rows: 2_000,
    columns: {
      id: idOf('i'),
      kind: quoted('mail'),
      payload: quoted('{}'),
      state: quoted('done'),
      run_at: someInstant,
      attempts: '1',
      created_at: at,
    },
  },
  {
    table: 'teacher',
    rows: TEACHERS,
    columns: {
      id: idOf('i'),
      slug: "concat('teacher-', i)",
      person_id: idOf('(1 + i)'),
      name: "concat('老师', i)",
      headline: quoted('教协商议事'),
      category: quoted('practice'),
      bio: quoted('教了二十年。'),
      fields: quoted('["议事"]'),
      created_at: at,
    },
  },
  {
    table: 'teacher_stage',
    rows: 2 * TEACHERS,
    columns: {
      id: idOf('i'),
      teacher_id: idOf(`(1 + i % ${TEACHERS})`),
      stage: `case ${turnOf(TEACHERS)} when 0 then 'applied' else 'engaged' end`,
      at: `case ${turnOf(TEACHERS)} when 0 then ${at} else '2026-02-01T08:00:00.000Z' end`,
      note: quoted(''),
    },
  },
  {
    table: 'teacher_school',
    rows: TEACHERS,
    columns: { teacher_id: idOf('i'), school: oneOf('party', 'governance', 'senior', 'citizen') },
  },
  { table: 'teacher_consent', rows: TEACHERS, columns: { teacher_id: idOf('i'), consented_at: at } },
  {
    table: 'teacher_score',
    rows: 400,
    columns: {
      teacher_id: idOf('i'),
      n: '12',
      score: '8800',
      dimensions: quoted('[]'),
      updated_at: at,
    },
  },
];
