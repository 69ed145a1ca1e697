import { type Filling, idOf, quoted, turnOf } from './fill.ts';

/** Rounds: one in which people apply now, one that is done, one that is prepared. */
export const [APPLYING, DONE, PREPARED] = [1, 2, 3];
const [SECTIONS, FIRST, CHOICES] = [40, 50_000, 3];
const [APPLICANTS, DRAWN] = [2_000, 300];
const TERM = 4;
const at = quoted('2026-11-01T08:00:00.000Z');
const digest = quoted('0'.repeat(64));
const sectionOf = (n: string) => idOf(`(${FIRST} + 1 + (${n}) % ${SECTIONS})`);
const frozen = JSON.stringify({
  inputsHash: '0'.repeat(64),
  applicants: 0,
  choices: 0,
  dropped: 0,
  sections: [],
  groups: [],
  clashes: [],
});
const drawn = JSON.stringify({ resultHash: '0'.repeat(64), applicants: 0, people: 0, seats: 0 });

const rounds: readonly Filling[] = [
  {
    table: 'term',
    rows: 3,
    columns: {
      id: idOf(`(${TERM} - 1 + i)`),
      code: "concat('R', i)",
      name: "concat('预选学期', i)",
      starts_on: "concat('2027-0', 5 - i, '-01')",
      ends_on: quoted('2027-07-10'),
    },
  },
  {
    table: 'term_window',
    rows: 3,
    columns: {
      id: idOf('(100 + i)'),
      term_id: idOf(`(${TERM} - 1 + i)`),
      kind: quoted('preselect'),
      opens_at: "case i when 2 then '2026-10-01T00:00:00.000Z' else '2026-11-20T00:00:00.000Z' end",
      closes_at: "case i when 2 then '2026-10-20T00:00:00.000Z' else '2026-12-20T00:00:00.000Z' end",
    },
  },
  {
    table: 'selection_round',
    rows: 3,
    columns: {
      id: idOf('i'),
      term_id: idOf(`(${TERM} - 1 + i)`),
      name: quoted('预选'),
      most_choices: '5',
      most_places: '2',
      most_lots: '3',
      seed_hash: digest,
      created_at: at,
    },
  },
  { table: 'round_seed', rows: 3, columns: { round_id: idOf('i'), seed: digest } },
  {
    table: 'round_step',
    rows: 2,
    columns: { round_id: idOf('i'), kind: quoted('published'), at, detail: quoted('{}') },
  },
  {
    table: 'round_step',
    rows: 2,
    columns: {
      round_id: idOf(`${DONE}`),
      kind: "case i when 1 then 'frozen' else 'drawn' end",
      at,
      detail: `case i when 1 then ${quoted(frozen)} else ${quoted(drawn)} end`,
    },
  },
];

const sections: readonly Filling[] = [
  {
    table: 'section',
    rows: SECTIONS,
    columns: {
      id: idOf(`(${FIRST} + i)`),
      code: "concat('R', i)",
      term_id: idOf(`${TERM}`),
      course_id: idOf('i'),
      course_version_id: idOf('i'),
      title: "concat('摇号班', i)",
      kind: quoted('regular'),
      school: quoted('governance'),
      mode: quoted('blended'),
      min_size: '1',
      hours_face: '600',
      hours_recorded: '0',
      teacher_id: idOf('i'),
      starts_on: quoted('2027-05-01'),
      ends_on: quoted('2027-07-01'),
      opened_at: at,
      note: quoted(''),
      entry: quoted('lottery'),
    },
  },
  {
    table: 'seat_count',
    rows: SECTIONS,
    columns: { section_id: idOf(`(${FIRST} + i)`), capacity: '30', taken: '0' },
  },
  {
    table: 'section_audience',
    rows: SECTIONS / 4,
    columns: { section_id: idOf(`(${FIRST} + i)`), position: quoted('grid-worker') },
  },
  {
    table: 'round_section',
    rows: 2 * SECTIONS,
    columns: { round_id: idOf(`(1 + ${turnOf(SECTIONS)})`), section_id: sectionOf('i') },
  },
  {
    table: 'round_quota',
    rows: 6,
    columns: {
      id: idOf('i'),
      round_id: idOf('(1 + i % 3)'),
      kind: quoted('age-from'),
      value: "concat('', 60 + i)",
      label: quoted('年长的'),
      share: '5',
    },
  },
];

/** Two thousand people who apply now, and three hundred of a round that is drawn, with three choices and what came of them. */
const applications: readonly Filling[] = [
  {
    table: 'application',
    rows: APPLICANTS + DRAWN,
    columns: {
      id: idOf('i'),
      round_id: `case when i > ${APPLICANTS} then ${idOf(`${DONE}`)} else ${idOf(`${APPLYING}`)} end`,
      person_id: idOf(`(1 + (i - 1) % ${APPLICANTS})`),
      ticket: "concat('T', 1000000 + i)",
      most_places: '1',
      waitlist: '1',
      active: '1',
      applied_at: at,
      lots: `case when i > ${APPLICANTS} then 1 else null end`,
    },
  },
  {
    table: 'application_choice',
    rows: (APPLICANTS + DRAWN) * CHOICES,
    columns: {
      application_id: idOf(`(1 + ${turnOf(CHOICES)})`),
      preference: `1 + i % ${CHOICES}`,
      section_id: sectionOf('i'),
    },
  },
  {
    table: 'application_result',
    rows: DRAWN * CHOICES,
    columns: {
      application_id: idOf(`(${APPLICANTS} + 1 + ${turnOf(CHOICES)})`),
      section_id: sectionOf('i'),
      outcome: "case i % 3 when 0 then 'admitted' else 'lost' end",
      seat: "case i % 3 when 0 then 'common' else null end",
      place: 'i',
      last_place: '30',
      settled_at: at,
    },
  },
];

export const manyRounds: readonly Filling[] = [...rounds, ...sections, ...applications];
