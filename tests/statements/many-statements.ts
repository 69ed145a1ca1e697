import { type Filling, idOf, oneOf, quoted } from './fill.ts';
import { PEOPLE } from './many-people.ts';

const at = '2026-01-20T08:00:00.000Z';
const CLOSED = idOf('1');
const SHOWN = idOf('2');
const head = { format: 1, year: 2025, lastDay: '2025-12-31' };
const sheet = JSON.stringify({
  ...head,
  status: 'no-scheme',
  schemesVersion: null,
  posts: [],
  standings: [],
});
const inputs = JSON.stringify({
  ...head,
  firstDay: '2025-01-01',
  cutoff: at,
  person: { id: '', name: '学员' },
  ...{ posts: [], lines: [], appraisals: [], policies: [], titles: {}, answer: null },
});
const counts = JSON.stringify({
  status: { met: 0, nearly: 0, 'not-met': 0, exempt: 0, 'no-scheme': PEOPLE },
  confirmation: { confirmed: 0, changed: 0, objected: 0, silent: PEOPLE },
});

const run = (id: string, year: number, closing: string, kind: string) => ({
  table: 'closing_run',
  rows: 1,
  columns: {
    id: idOf(id),
    year: `${year}`,
    closing_id: closing,
    kind: quoted(kind),
    number: '1',
    cutoff_at: quoted(at),
    policies: quoted('[]'),
    started_at: quoted(at),
    started_by: idOf('2'),
  },
});

const end = (id: string) => ({
  table: 'closing_end',
  rows: 1,
  columns: {
    run_id: idOf(id),
    people: `${PEOPLE}`,
    counts: quoted(counts),
    hash: quoted('0'.repeat(64)),
    at: quoted(at),
  },
});

const closing = (id: string, year: number, until: string) => ({
  table: 'year_closing',
  rows: 1,
  columns: {
    id,
    year: `${year}`,
    last_day: quoted(`${year}-12-31`),
    confirm_until: quoted(until),
    opened_at: quoted(at),
    opened_by: idOf('2'),
  },
});

/** A closed year with a statement for everybody, and one of which the drafts are shown with many objections. */
export const manyStatements: readonly Filling[] = [
  closing(CLOSED, 2025, at),
  closing(SHOWN, 2024, '2027-01-20T16:00:00.000Z'),
  run('1', 2025, CLOSED, 'freeze'),
  end('1'),
  run('2', 2024, SHOWN, 'show'),
  end('2'),
  {
    table: 'frozen_statement',
    rows: PEOPLE,
    columns: {
      id: idOf('i'),
      closing_id: CLOSED,
      run_id: idOf('1'),
      person_id: idOf('i'),
      name: "concat('学员', i)",
      sort_name: "concat('xueyuan', i)",
      number: 'i',
      revision: '1',
      code: "concat('CODE', i)",
      status: quoted('no-scheme'),
      confirmation: quoted('silent'),
      inputs: quoted(inputs),
      result: quoted(sheet),
      inputs_hash: quoted('0'.repeat(64)),
      result_hash: quoted('0'.repeat(64)),
      frozen_at: quoted(at),
    },
  },
  {
    table: 'statement_reopening',
    rows: 200,
    columns: {
      id: idOf('i'),
      closing_id: CLOSED,
      person_id: idOf('i'),
      reason: quoted('漏记了'),
      asked_by: idOf('2'),
      asked_at: quoted(at),
    },
  },
  {
    table: 'statement_answer',
    rows: 2_000,
    columns: {
      id: idOf('i'),
      closing_id: SHOWN,
      person_id: idOf('i'),
      number: '1',
      kind: oneOf('objected', 'objected'),
      words: quoted('少了一次'),
      seen_hash: quoted('0'.repeat(64)),
      at: quoted(at),
    },
  },
];
