import { type Filling, idOf, quoted } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const SECTIONS = 4_000;
const at = quoted('2026-11-21T08:00:00.000Z');

/** Four sections in everybody's basket; half of all sections ask where somebody lives or how old they are; limits of each term. */
export const manyBaskets: readonly Filling[] = [
  {
    table: 'basket_item',
    rows: 4 * PEOPLE,
    columns: {
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      section_id: idOf(`(1 + i % ${SECTIONS})`),
      added_at: at,
    },
  },
  {
    table: 'section_eligibility',
    rows: SECTIONS / 2,
    columns: {
      section_id: idOf('i'),
      kind: quoted('community'),
      value: idOf('(2 + i % 40)'),
      label: quoted('和风社区'),
    },
  },
  {
    table: 'section_eligibility',
    rows: SECTIONS / 2,
    columns: {
      section_id: idOf('i'),
      kind: quoted('age-from'),
      value: quoted('60'),
      label: quoted('60 岁以上'),
    },
  },
  { table: 'term_limit', rows: 3, columns: { term_id: idOf('i'), school: quoted(''), most: '6' } },
  { table: 'term_limit', rows: 3, columns: { term_id: idOf('i'), school: quoted('senior'), most: '3' } },
];
