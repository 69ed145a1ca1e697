import { type Filling, idOf, oneOf, quoted, turnOf } from './fill.ts';

const PLACES = 60;

/** Places with their hours, and many years of bookings. */
export const manyPlaces: readonly Filling[] = [
  {
    table: 'venue',
    rows: PLACES,
    columns: {
      id: idOf('i'),
      name: "concat('教室', i)",
      tier: quoted('community'),
      address: quoted('东园路 1 号'),
      capacity: '40',
      ramp: '1',
      lift: '0',
      toilet: '1',
      opening_hours: quoted('8:00–20:00'),
    },
  },
  {
    table: 'venue_hours',
    rows: 7 * PLACES,
    columns: {
      venue_id: idOf(`(1 + ${turnOf(7)})`),
      weekday: '1 + i % 7',
      opens: quoted('08:00'),
      closes: quoted('20:00'),
      extended: '0',
    },
  },
  {
    table: 'venue_booking',
    rows: 20_000,
    columns: {
      id: idOf('i'),
      venue_id: idOf(`(1 + i % ${PLACES})`),
      starts_at: "concat('2026-11-', 10 + i % 20, 'T', 10 + i % 8, ':00:00.000Z')",
      ends_at: "concat('2026-11-', 10 + i % 20, 'T', 11 + i % 8, ':00:00.000Z')",
      meeting_id: `case i % 3 when 0 then null else ${idOf('i')} end`,
      title: quoted('班'),
      school: oneOf('party', 'governance', 'senior', 'citizen'),
      active: 'case when i > 19000 then 1 else null end',
      booked_at: quoted('2026-01-05T08:00:00.000Z'),
    },
  },
];
