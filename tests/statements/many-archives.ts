import { type Filling, idOf, quoted, turnOf } from './fill.ts';

const BLOCKS = 900;
const IN_A_FILE = 7;
const FILES = 120;
const hash = (of: string): string => `concat('hash-of-', ${of})`;

/** The journal’s chain, the older part of it in files, with what was kept outside and looked at. */
export const manyArchives: readonly Filling[] = [
  {
    table: 'journal_block',
    rows: BLOCKS,
    columns: {
      number: 'i',
      previous_hash: hash('(i - 1)'),
      sealed_at: quoted('2026-11-01T08:00:00.000Z'),
      entries: '10',
      total: '10 * i',
      root: hash('i'),
      hash: hash('i'),
    },
  },
  {
    table: 'journal_archive',
    rows: FILES,
    columns: {
      id: idOf('i'),
      first_block: `${IN_A_FILE} * (i - 1) + 1`,
      last_block: `${IN_A_FILE} * i`,
      first_sequence: `${10 * IN_A_FILE} * (i - 1) + 1`,
      last_sequence: `${10 * IN_A_FILE} * i`,
      since: quoted('2026-01-01T08:00:00.000Z'),
      until: quoted('2026-01-08T08:00:00.000Z'),
      entries: String(10 * IN_A_FILE),
      bytes: '4000',
      sha256: hash('i'),
      media_id: idOf('i'),
      previous_hash: hash(`(${IN_A_FILE} * (i - 1))`),
      last_hash: hash(`(${IN_A_FILE} * i)`),
      public_key: quoted('key'),
      signature: quoted('signature'),
      made_at: quoted('2026-11-01T08:00:00.000Z'),
    },
  },
  {
    table: 'journal_archive_block',
    rows: FILES * IN_A_FILE,
    columns: { block_number: 'i', archive_id: idOf(`(1 + ${turnOf(IN_A_FILE)})`), entries: '10' },
  },
  {
    table: 'journal_check',
    rows: 800,
    columns: {
      id: idOf('i'),
      archive_id: `case when i % 2 = 0 then '' else ${idOf(`(1 + i % ${FILES})`)} end`,
      began_at: quoted('2026-11-01T08:00:00.000Z'),
      ended_at: quoted('2026-11-01T08:10:00.000Z'),
      blocks: '900',
      entries: '60',
      in_files: '8400',
      fault: quoted(''),
      checked_by: 'null',
    },
  },
  {
    table: 'journal_checkpoint',
    rows: 300,
    columns: {
      id: idOf('i'),
      block_number: '3 * i',
      hash: hash('(3 * i)'),
      total: '30 * i',
      at: quoted('2026-11-01T08:00:00.000Z'),
      made_by: 'null',
      public_key: quoted('key'),
      signature: quoted('signature'),
    },
  },
];
