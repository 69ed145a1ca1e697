import { type Filling, idOf, quoted, someDay, someInstant, turnOf } from './fill.ts';
import { ENTRIES } from './many-results.ts';

const IN_A_BLOCK = 100;
const ADJUSTMENTS = 2_900;
const hash = (of: string): string => `concat('hash-of-', ${of})`;

/** The ledger sealed in blocks, some of it waiting; and what was proposed to change in it. */
export const manySealed: readonly Filling[] = [
  {
    table: 'chain_block',
    rows: ENTRIES / IN_A_BLOCK,
    columns: {
      number: 'i',
      previous_hash: hash('(i - 1)'),
      sealed_at: quoted('2026-11-01T08:00:00.000Z'),
      entries: String(IN_A_BLOCK),
      total: `${IN_A_BLOCK} * i`,
      root: hash('i'),
      hash: hash('i'),
    },
  },
  {
    table: 'chain_leaf',
    rows: ENTRIES,
    columns: {
      entry_id: idOf('i'),
      block_number: `1 + ${turnOf(IN_A_BLOCK)}`,
      position: 'i',
      salt: hash('i'),
      leaf: hash('i'),
    },
  },
  {
    table: 'adjustment',
    rows: ADJUSTMENTS,
    columns: {
      id: idOf('i'),
      person_id: idOf('(10 + i)'),
      kind: quoted('missed'),
      category: quoted('A'),
      amount: '100',
      elective: '0',
      title: quoted('现场观摩'),
      occurred_on: someDay,
      reason: quoted('漏记了'),
      evidence: quoted('签到表'),
      proposed_by: idOf('2'),
      proposed_at: someInstant,
      open: 'case when i % 40 = 1 then 1 end',
    },
  },
  { table: 'chain_waiting', rows: 300, columns: { entry_id: idOf(`(${ENTRIES} + i)`) } },
];
