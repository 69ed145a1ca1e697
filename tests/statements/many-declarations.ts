import { type Filling, idOf, oneOf, quoted, someDay, someInstant } from './fill.ts';
import { PEOPLE, people } from './many-people.ts';

const MANY = 6_000;
/** The learner's own, of which the first was refused and appealed against. */
export const OWN = 30;
export const DECLARED = MANY + 1;
/** The first that is public. */
export const PUBLIC = 4;
/** Appeals; the first is the learner's. */
export const APPEAL = 1;

const at = quoted('2026-11-18T08:00:00.000Z');
const told = {
  activity: quoted('outside'),
  units: '400',
  again: '0',
  title: "concat('培训 ', i)",
  organiser: quoted('某某协会'),
  part: quoted(''),
  certificate: quoted(''),
  companions: quoted(''),
  words: quoted('有证明。'),
  occurred_on: someDay,
  steps: '2',
  saved_at: someInstant,
  sent_at: someInstant,
};

/** What thousands of people have declared, and what became of it. */
export const manyDeclarations: readonly Filling[] = [
  {
    table: 'declaration',
    rows: MANY,
    columns: {
      ...told,
      id: idOf('i'),
      person_id: idOf(`(10 + i % ${PEOPLE - 10})`),
      form_token: idOf('i'),
      category: quoted('H'),
      state: oneOf('publicity', 'waiting', 'posted', 'refused'),
      matter_key: "concat('H|outside|', i)",
    },
  },
  {
    table: 'declaration',
    rows: OWN,
    columns: {
      ...told,
      id: idOf(`(${MANY} + i)`),
      person_id: idOf(`${people.learner}`),
      form_token: idOf(`(${MANY} + i)`),
      category: quoted('H'),
      state: "case when i = 1 then 'refused' else 'waiting' end",
      matter_key: `concat('H|outside|own', i)`,
    },
  },
  {
    table: 'declaration_step',
    rows: MANY + OWN,
    columns: {
      declaration_id: idOf('i'),
      number: '1',
      kind: quoted('sent'),
      at,
      by_person_id: idOf(`(10 + i % ${PEOPLE - 10})`),
      words: quoted(''),
    },
  },
  {
    table: 'declaration_step',
    rows: MANY + 1,
    columns: {
      declaration_id: idOf('i'),
      number: '2',
      kind: `case when i = ${MANY + 1} then 'refused' else ${oneOf('granted', 'sent', 'posted', 'refused')} end`,
      at,
      by_person_id: idOf(`${people.registrar}`),
      words: quoted('看过了。'),
    },
  },
  {
    table: 'declaration_grant',
    rows: MANY,
    columns: {
      id: idOf('i'),
      declaration_id: idOf('i'),
      step: '2',
      units: '400',
      again: '0',
      line: quoted('outside'),
      amount: '400',
      asked: '400',
      rule_version_id: `(select id from policy_version where kind = 'rules' limit 1)`,
      computation: quoted('{"words":"外部培训 4 学时"}'),
      granted_at: at,
    },
  },
  {
    table: 'publicity',
    rows: MANY,
    columns: {
      id: idOf('i'),
      declaration_id: idOf('i'),
      grant_id: idOf('i'),
      starts_on: quoted('2026-11-20'),
      ends_on: quoted('2026-11-27'),
      working_days: '5',
      open: 'case when i % 4 = 0 then 1 else null end',
    },
  },
  {
    table: 'publicity_objection',
    rows: 1_000,
    columns: {
      id: idOf('i'),
      publicity_id: idOf('i'),
      declaration_id: idOf('i'),
      person_id: idOf('(10 + i)'),
      words: quoted('情况不一样。'),
      at,
    },
  },
  {
    table: 'appeal',
    rows: 3_000,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(case when i = 1 then ${people.learner} else 10 + i % ${PEOPLE - 10} end)`),
      subject: quoted('declaration'),
      subject_id: idOf(`(case when i = 1 then ${MANY + 1} else i end)`),
      against: '2',
      title: quoted('培训'),
      words: quoted('请再看一次。'),
      state: `case when i = ${APPEAL} then 'waiting' else ${oneOf('waiting', 'upheld', 'dismissed')} end`,
      due_on: quoted('2026-12-04'),
      raised_at: someInstant,
    },
  },
];
