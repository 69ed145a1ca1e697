import { createHash } from 'node:crypto';
import { type Filling, idOf, oneOf, quoted } from './fill.ts';
import { PEOPLE } from './many-people.ts';

/** Opens the calendar of the learner whom the tests sign in. */
export const TOKEN = 'a'.repeat(43);
const hash = createHash('sha256').update(TOKEN).digest('hex');
const at = quoted('2026-11-10T08:00:00.000Z');

/** What became of meetings, and calendar links. */
export const manyTimetables: readonly Filling[] = [
  {
    table: 'meeting_move',
    rows: 600,
    columns: {
      id: idOf('i'),
      meeting_id: idOf('(7 * i)'),
      from_starts_at: at,
      from_ends_at: at,
      at,
      reason: quoted('场地停电'),
    },
  },
  {
    table: 'meeting_cancellation',
    rows: 500,
    columns: {
      meeting_id: idOf('(11 * i)'),
      // One in five of the last sixty days.
      at: oneOf(
        '2026-11-10T08:00:00.000Z',
        '2026-03-10T08:00:00.000Z',
        '2026-04-10T08:00:00.000Z',
        '2026-05-10T08:00:00.000Z',
        '2026-06-10T08:00:00.000Z',
      ),
      reason: quoted('老师生病'),
    },
  },
  {
    table: 'calendar_link',
    rows: PEOPLE / 2,
    columns: {
      id: idOf('i'),
      person_id: idOf('i'),
      token_hash: `case i when 1 then '${hash}' else concat('hash-', i) end`,
      active: '1',
      created_at: at,
    },
  },
];
