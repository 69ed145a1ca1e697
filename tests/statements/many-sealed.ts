import { type Filling, idOf, quoted, turnOf } from './fill.ts';
import { ENTRIES } from './many-results.ts';

const IN_A_BLOCK = 100;
const hash = (of: string): string => `concat('hash-of-', ${of})`;

/** The ledger sealed in blocks, and some of it waiting. */
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
  { table: 'chain_waiting', rows: 300, columns: { entry_id: idOf(`(${ENTRIES} + i)`) } },
];
