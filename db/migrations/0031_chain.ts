import { instant, integer, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** The ledger is sealed, block by block, into a chain of hashes; and the database itself refuses to change an entry. */
export const chain: Migration = {
  name: '0031_chain',
  async up({ table, run, appendOnly }) {
    await table('chain_waiting', {
      columns: { entry_id: ref('credit_entry') },
      primaryKey: ['entry_id'],
    });
    await table('chain_block', {
      columns: {
        number: integer(),
        previous_hash: text(64),
        sealed_at: instant(),
        entries: integer(),
        // Of all blocks up to this one, so that nobody needs to add them up.
        total: integer(),
        root: text(64),
        hash: text(64),
      },
      primaryKey: ['number'],
      unique: [['hash']],
    });
    await table('chain_leaf', {
      columns: {
        entry_id: ref('credit_entry'),
        block_number: { ...integer(), references: 'chain_block', referencesColumn: 'number' },
        position: integer(),
        salt: text(64),
        leaf: text(64),
      },
      primaryKey: ['entry_id'],
      unique: [['block_number', 'position']],
    });
    // What was posted before there was a chain is sealed like everything else, by the same round.
    await run('insert into chain_waiting (entry_id) select id from credit_entry');
    await appendOnly('credit_entry');
  },
};
