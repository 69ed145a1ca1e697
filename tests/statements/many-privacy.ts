import { type Filling, idOf, quoted } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const NOTICE = "(select id from privacy_notice where version = '2025.1')";

/** Everybody has agreed to the notice of the year before. */
export const manyPrivacy: readonly Filling[] = [
  {
    table: 'privacy_consent',
    rows: PEOPLE,
    columns: {
      id: idOf('i'),
      person_id: idOf('i'),
      kind: quoted('notice'),
      notice_id: NOTICE,
      answer: quoted('agreed'),
      means: quoted('self'),
      words: quoted(''),
      at: quoted('2025-02-03T02:00:00.000Z'),
    },
  },
  {
    table: 'correction_request',
    rows: 2_000,
    columns: {
      id: idOf('i'),
      person_id: idOf('i'),
      what: quoted('name'),
      wish: quoted('佟向暖'),
      words: quoted(''),
      state: quoted('asked'),
      asked_at: quoted('2026-11-20T02:00:00.000Z'),
      due_on: quoted('2026-11-27'),
    },
  },
];
