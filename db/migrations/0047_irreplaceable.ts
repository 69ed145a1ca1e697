import type { Migration } from '#db/migrate.server.ts';

/** By table, what tells one row of it from all others. */
export const keysOfKept: Record<string, readonly (readonly string[])[]> = {
  credit_entry: [
    ['id'],
    ['reverses_id'],
    ['person_id', 'source_type', 'source_id', 'line', 'revision', 'kind'],
  ],
  frozen_statement: [
    ['id'],
    ['code'],
    ['closing_id', 'number', 'revision'],
    ['closing_id', 'person_id', 'revision'],
  ],
  statement_superseded: [['statement_id'], ['by_statement_id']],
  statement_withdrawn: [['statement_id']],
  statement_answer: [['id'], ['closing_id', 'person_id', 'number']],
  statement_reply: [['answer_id']],
  statement_reopening: [['id']],
  statement_reopening_decision: [['reopening_id']],
  closing_end: [['run_id']],
  certificate: [
    ['id'],
    ['code'],
    ['number'],
    ['replaces_id'],
    ['person_id', 'course_id', 'cycle', 'revision'],
  ],
  certificate_revocation: [['certificate_id']],
  chain_block: [['number'], ['hash']],
  chain_leaf: [['entry_id'], ['block_number', 'position']],
};

/** Nothing takes the place of what is only added to: neither in the ledger nor in all else that was said for good. */
export const irreplaceable: Migration = {
  name: '0047_irreplaceable',
  async up({ irreplaceable: refuse }) {
    for (const [table, keys] of Object.entries(keysOfKept)) await refuse(table, keys);
  },
};
