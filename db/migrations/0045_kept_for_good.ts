import type { Migration } from '#db/migrate.server.ts';

/** What the database itself keeps from being changed or removed: closed years, certificates, the sealed chain. The code only ever adds to it. */
export const keptForGood = [
  'frozen_statement',
  'statement_superseded',
  'statement_withdrawn',
  'statement_answer',
  'statement_reply',
  'statement_reopening',
  'statement_reopening_decision',
  'closing_end',
  'certificate',
  'certificate_revocation',
  'chain_block',
  'chain_leaf',
] as const;

/** What was said for good is rows that are only added, so the database refuses everything else, as it does for the ledger. */
export const onlyAdded: Migration = {
  name: '0045_kept_for_good',
  async up({ appendOnly }) {
    for (const table of keptForGood) await appendOnly(table);
  },
};
