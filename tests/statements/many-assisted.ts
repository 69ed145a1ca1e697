import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { CLASS } from './many-classes.ts';
import { PEOPLE, people } from './many-people.ts';

const CONSENTS = 4_000;
const DISPUTES = 600;
/** Offers that somebody was called about: one in two of those that are open. */
const CALLS = 1_000;

/** What liaisons did for others in a year: every eighth deed by the one whom a test signs in. */
export const manyAssisted: readonly Filling[] = [
  {
    table: 'assisted_consent',
    rows: CONSENTS,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      liaison_id: `case i % 8 when 0 then ${idOf(`${people.liaison}`)} else ${idOf(`(1 + i % ${PEOPLE})`)} end`,
      action: oneOf('enrol', 'wait', 'withdraw'),
      section_id: idOf(`case i % 20 when 0 then ${CLASS} else 1 + i % 4000 end`),
      means: oneOf('phone', 'in-person'),
      words: quoted('想学，周三有空'),
      given_at: someInstant,
    },
  },
  {
    table: 'assisted_dispute',
    rows: DISPUTES,
    columns: {
      consent_id: idOf('i'),
      at: someInstant,
      by_person_id: idOf(`(1 + i % ${PEOPLE})`),
      words: quoted('没人问过我'),
      open: 'case i % 10 when 0 then 1 else null end',
    },
  },
  {
    table: 'offer_call',
    rows: CALLS,
    columns: {
      id: idOf('i'),
      offer_id: idOf('i'),
      by_person_id: idOf(`${people.liaison}`),
      at: someInstant,
      outcome: quoted('no-answer'),
      words: quoted(''),
    },
  },
];
