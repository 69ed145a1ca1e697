import { type Filling, idOf, quoted } from './fill.ts';
import { PEOPLE } from './many-people.ts';
import { ENROLMENTS } from './many-records.ts';

const at = quoted('2026-11-01T08:00:00.000Z');

/** What people have watched, with everything that is kept about it. */
export const manyViewings: readonly Filling[] = [
  {
    table: 'viewing',
    rows: ENROLMENTS / 2,
    columns: {
      id: idOf('i'),
      enrolment_id: idOf('i'),
      recording_id: idOf('(1 + i % 1200)'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      spans: quoted('[]'),
      covered_ms: '0',
      furthest_ms: '0',
      position_ms: '0',
      updated_at: at,
    },
  },
  {
    table: 'viewing_lease',
    rows: PEOPLE / 2,
    columns: {
      person_id: idOf('(1000 + i)'),
      lease: idOf('i'),
      enrolment_id: idOf('i'),
      recording_id: idOf('(1 + i % 1200)'),
      started_at: at,
      heard_at: at,
      budget_ms: '0',
    },
  },
  {
    table: 'viewing_oddity',
    rows: 8_000,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      recording_id: idOf('(1 + (i * 7) % 1199)'),
      day: quoted('2026-11-20'),
      kind: quoted('too-fast'),
      times: '7',
      last_at: at,
      pattern_at: at,
    },
  },
  {
    table: 'viewing_answer',
    rows: 8_000,
    columns: {
      enrolment_id: idOf('i'),
      recording_id: idOf('(1 + i % 1200)'),
      number: '1',
      covered_ms: '600000',
      answered_at: at,
    },
  },
  {
    table: 'recording_note',
    rows: 8_000,
    columns: {
      id: idOf('i'),
      enrolment_id: idOf('i'),
      recording_id: idOf('(1 + i % 1200)'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      at_ms: '5000',
      words: quoted('记一笔'),
      written_at: at,
    },
  },
];
