import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const EXEMPTIONS = 6_000;
/** Those from here on wait for a decision. */
export const WAITING_EXEMPTION = 7_001;
const WAITING = 40;

const what = {
  position: quoted('building-head'),
  kind: oneOf('sick-leave', 'other'),
  reason: quoted('病假半年以上'),
};

/** Years of exemptions, and some that wait for the second person. */
export const manyExemptions: readonly Filling[] = [
  {
    table: 'exemption',
    rows: EXEMPTIONS,
    columns: {
      ...what,
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      year: '(2020 + i % 7)',
      approved_by: idOf(`(1 + (i + 1) % ${PEOPLE})`),
      approved_at: someInstant,
      active: '1',
    },
  },
  {
    table: 'exemption_proposal',
    rows: WAITING,
    columns: {
      ...what,
      id: idOf(`(${WAITING_EXEMPTION} - 1 + i)`),
      person_id: idOf('(300 + i)'),
      year: '2026',
      proposed_by: idOf('(400 + i)'),
      proposed_at: someInstant,
      active: '1',
    },
  },
];
