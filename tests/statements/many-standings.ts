import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const at = quoted('2026-11-01T08:00:00.000Z');

/** What is published of everybody's years, and rules that were waived. */
export const manyStandings: readonly Filling[] = [
  ...[2025, 2026].map((year) => ({
    table: 'kept_standing',
    rows: PEOPLE,
    columns: {
      person_id: idOf('i'),
      year: `${year}`,
      status: oneOf('met', 'nearly', 'not-met', 'not-met', 'no-scheme'),
      schemes: quoted('[]'),
      reckoned_at: at,
    },
  })),
  {
    table: 'kept_standing_round',
    rows: 2,
    columns: {
      year: '(2024 + i)',
      walked_to: idOf(`${PEOPLE}`),
      walk_began_at: at,
      complete_at: at,
      seen_until: at,
    },
  },
  {
    table: 'leadership_waiver',
    rows: 2_000,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      rule_key: quoted('project-course'),
      reason: quoted('带过同类项目'),
      valid_from: quoted('2026-01-01'),
      valid_to: quoted('2026-12-31'),
      granted_by: idOf('7'),
      granted_at: someInstant,
    },
  },
];
