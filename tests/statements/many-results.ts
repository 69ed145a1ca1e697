import { type Filling, idOf, oneOf, quoted, someDay, someInstant, turnOf } from './fill.ts';
import { CLASS, CLASS_SIZE } from './many-classes.ts';
import { PEOPLE } from './many-people.ts';
import { ALL, ENROLMENTS, SEAT } from './many-records.ts';

/** How many awards there are. */
export const ENTRIES = 4 * PEOPLE;
const SECTIONS_HEARD = 1_000;
const at = quoted('2026-11-01T08:00:00.000Z');

const rules = "(select id from policy_version where kind = 'rules')";
const form = "(select id from evaluation_form where code = 'standard')";

/** The ledger, what was said of teachers and of learners. Policies and forms are published before. */
export const manyResults: readonly Filling[] = [
  {
    table: 'enrolment_pin',
    rows: ALL,
    columns: {
      enrolment_id: idOf('i'),
      person_id: idOf(`(case when i > ${ENROLMENTS} then 1 else 1 + i % ${PEOPLE} end)`),
      section_id: idOf(`${CLASS}`),
      course_id: idOf('1'),
      course_version_id: idOf('1'),
      rule_version_id: rules,
      award: quoted('[]'),
      pinned_at: at,
    },
  },
  {
    table: 'credit_entry',
    rows: ENTRIES,
    columns: {
      id: idOf('i'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      kind: quoted('award'),
      category: quoted('A'),
      amount: '200',
      elective: '0',
      school: quoted('governance'),
      title: quoted('协商议事'),
      source_type: quoted('load'),
      source_id: "concat('load-', i)",
      line: quoted('main'),
      revision: '1',
      rule_version_id: rules,
      computation: quoted('{}'),
      evidence: quoted('{"courseCode":"ZL10001"}'),
      occurred_on: someDay,
      posted_at: someInstant,
    },
  },
  {
    table: 'credit_entry',
    rows: 300,
    columns: {
      id: idOf(`(${ENTRIES} + i)`),
      person_id: idOf(`(1 + (10 * i) % ${PEOPLE})`),
      kind: quoted('reversal'),
      category: quoted('A'),
      amount: '-200',
      elective: '0',
      title: quoted('协商议事'),
      source_type: quoted('load'),
      source_id: "concat('load-', 10 * i)",
      line: quoted('main'),
      revision: '1',
      reverses_id: idOf('(10 * i)'),
      rule_version_id: rules,
      computation: quoted('{}'),
      evidence: quoted('{}'),
      occurred_on: someDay,
      posted_at: someInstant,
      reason: quoted('记错了'),
    },
  },
  {
    table: 'ballot_box',
    rows: SECTIONS_HEARD,
    columns: {
      section_id: idOf('i'),
      form_id: form,
      counted: '5',
      batches: '1',
      total: '40000',
      dimension_totals: quoted('{}'),
    },
  },
  {
    table: 'ballot_box',
    rows: 1,
    columns: {
      section_id: idOf(`${CLASS}`),
      form_id: form,
      counted: '100',
      batches: '20',
      total: '800000',
      dimension_totals: quoted('{}'),
    },
  },
  {
    table: 'ballot',
    rows: 5 * SECTIONS_HEARD,
    columns: {
      id: idOf('i'),
      section_id: idOf(`(1 + i % ${SECTIONS_HEARD})`),
      form_id: form,
      answers: quoted('{}'),
      comment: quoted('讲得清楚'),
      batch: '1',
    },
  },
  {
    table: 'ballot',
    rows: 100,
    columns: {
      id: idOf('(20000 + i)'),
      section_id: idOf(`${CLASS}`),
      form_id: form,
      answers: quoted('{}'),
      comment: quoted('讲得清楚'),
      batch: `1 + ${turnOf(5)}`,
    },
  },
  {
    table: 'receipt',
    rows: 2 * SECTIONS_HEARD,
    columns: { section_id: idOf(`(1 + i % ${SECTIONS_HEARD})`), person_id: idOf(`(500 + ${turnOf(1_000)})`) },
  },
  {
    table: 'receipt',
    rows: 100,
    columns: { section_id: idOf(`${CLASS}`), person_id: idOf('(200 + i)') },
  },
  {
    table: 'appraisal',
    rows: 4_000,
    columns: {
      id: idOf('i'),
      enrolment_id: idOf('i'),
      section_id: idOf('(1 + i % 4000)'),
      person_id: idOf(`(1 + i % ${PEOPLE})`),
      level: oneOf('excellent', 'good', 'pass'),
      scores: quoted('{}'),
      comment: quoted('很用心'),
      appraised_by: idOf('2'),
      appraised_at: someInstant,
    },
  },
  {
    table: 'appraisal',
    rows: CLASS_SIZE / 2,
    columns: {
      id: idOf('(20000 + i)'),
      enrolment_id: idOf(`(${SEAT} - 1 + i)`),
      section_id: idOf(`${CLASS}`),
      person_id: idOf('(case when i = 1 then 1 else 100 + i end)'),
      level: oneOf('good', 'pass'),
      scores: quoted('{}'),
      comment: quoted('很用心'),
      appraised_by: idOf('2'),
      appraised_at: at,
    },
  },
  {
    table: 'appraisal_reply',
    rows: 1_000,
    columns: { appraisal_id: idOf('i'), comment: quoted('谢谢'), at },
  },
];
