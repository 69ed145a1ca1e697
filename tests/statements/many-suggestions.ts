import { codeHash, receiptCode } from '#app/features/suggestions/codes.ts';
import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { PEOPLE, people } from './many-people.ts';

const MANY = 6_000;
/** The code of the first, which has no name. */
export const CODE = receiptCode('one', []);
/** One of the learner's. */
export const OWN_SUGGESTION = 12;

/** What thousands have put into the box, each third without a name. */
export const manySuggestions: readonly Filling[] = [
  {
    table: 'suggestion',
    rows: MANY,
    columns: {
      id: idOf('i'),
      person_id: `case when i % 3 = 1 then null when i % 200 = ${OWN_SUGGESTION} then ${idOf(`${people.learner}`)} else ${idOf(`(10 + i % ${PEOPLE - 10})`)} end`,
      code_hash: `case when i = 1 then '${codeHash(CODE)}' else concat('hash-', i) end`,
      kind: oneOf('suggestion', 'complaint', 'burden', 'technical'),
      about: quoted(''),
      words: "concat('请看一看第 ', i, ' 件')",
      state: oneOf('closed', 'answered', 'received', 'accepted', 'closed'),
      desk: oneOf('registrar', 'registrar', 'academy-admin'),
      owner_person_id: 'null',
      steps: '2',
      received_at: someInstant,
      clock_from: someInstant,
      due_on: quoted('2027-01-01'),
      answered_in_time: 'null',
      said_again: '0',
    },
  },
  ...['received', 'reminded'].map((kind, at) => ({
    table: 'suggestion_step',
    rows: MANY,
    columns: {
      ...{ suggestion_id: idOf('i'), number: String(at + 1), kind: quoted(kind), at: someInstant },
      ...{ by_person_id: 'null', desk: quoted(''), words: quoted('') },
    },
  })),
];
