import { type Filling, idOf, oneOf, quoted, someInstant } from './fill.ts';
import { CLASS, CLASS_SIZE } from './many-classes.ts';
import { ENROLMENTS, SEAT } from './many-records.ts';

/** Confirmed, for as many sections; the one of the class lies behind them and is still proposed. */
const FORMATIONS = 1_500;
const settings = quoted('{"strategy":"mixed","cohort":{"from":20,"to":40},"group":{"from":5,"to":7}}');
const formation = { seed: quoted('seed'), settings, proposed_at: someInstant, active: '1' };

/** Who sits where, and what people want from a course. */
export const manyFormations: readonly Filling[] = [
  {
    table: 'learning_goal',
    rows: CLASS_SIZE,
    columns: {
      section_id: idOf(`${CLASS}`),
      person_id: idOf('(case when i = 1 then 1 else 100 + i end)'),
      goal: oneOf('post', 'project', 'team'),
      said_at: someInstant,
    },
  },
  {
    table: 'formation',
    rows: FORMATIONS,
    columns: { ...formation, id: idOf('i'), section_id: idOf('i') },
  },
  {
    table: 'formation',
    rows: 1,
    columns: { ...formation, id: idOf(`${FORMATIONS + 1}`), section_id: idOf(`${CLASS}`) },
  },
  {
    table: 'formation_confirmation',
    rows: FORMATIONS,
    columns: { formation_id: idOf('i'), at: someInstant },
  },
  {
    table: 'formation_class',
    rows: 2 * FORMATIONS,
    columns: {
      id: idOf('i'),
      formation_id: idOf(`(1 + i % ${FORMATIONS})`),
      number: `(case when i > ${FORMATIONS} then 2 else 1 end)`,
      name: oneOf('一班', '二班'),
    },
  },
  {
    table: 'formation_class',
    rows: 6,
    columns: {
      id: idOf(`(${2 * FORMATIONS} + i)`),
      formation_id: idOf(`${FORMATIONS + 1}`),
      number: 'i',
      name: "concat(i, ' 班')",
      head_teacher_id: idOf('i'),
    },
  },
  {
    table: 'formation_place',
    rows: ENROLMENTS,
    columns: {
      formation_id: idOf(`(1 + i % ${FORMATIONS})`),
      enrolment_id: idOf('i'),
      class_number: '1',
      group_number: '1',
      reason: quoted('各组人数要匀'),
      by_hand: '0',
    },
  },
  {
    table: 'formation_place',
    rows: CLASS_SIZE,
    columns: {
      formation_id: idOf(`${FORMATIONS + 1}`),
      enrolment_id: idOf(`(${SEAT} - 1 + i)`),
      class_number: '(1 + i % 6)',
      group_number: '(1 + i % 5)',
      reason: quoted('各组人数要匀'),
      by_hand: '(i % 2)',
    },
  },
  {
    table: 'formation_move',
    rows: 3_000,
    columns: {
      id: idOf('i'),
      batch_id: idOf('(1 + i % 700)'),
      formation_id: idOf(`(1 + i % ${FORMATIONS})`),
      enrolment_id: idOf('i'),
      from_class: '1',
      from_group: '1',
      from_reason: quoted('各组人数要匀'),
      from_by_hand: '0',
      to_class: '1',
      to_group: '2',
      at: someInstant,
    },
  },
];
