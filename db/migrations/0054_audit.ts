import { id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Letting } from '#db/dialect.server.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

const sameBut = (...columns: string[]) =>
  columns.map((column) => `coalesce(new.${column}, '') = coalesce(old.${column}, '')`).join(' and ');

/**
 * What the database keeps of the journal, and what it lets through: a line goes when a file that was stored and checked has its block, its place in
 * the chain after it; and its words go where it is written down that they were erased, with what still binds them to the chain.
 */
export const keptOfJournal: Record<string, Letting> = {
  journal_entry: {
    update: `exists (select 1 from journal_erasure e where e.entry_id = old.id) and new.detail = '{}' and new.origin = '' and ${sameBut(
      ...['id', 'at', 'actor_id', 'on_behalf_of', 'concerns_id', 'action'],
      ...['subject_type', 'subject_id', 'outcome'],
    )}`,
    delete: `exists (select 1 from journal_leaf l inner join journal_archive_block a on a.block_number = l.block_number
      where l.entry_id = old.id)`,
  },
  journal_leaf: {
    delete: `exists (select 1 from journal_archive_block a where a.block_number = old.block_number)
      and not exists (select 1 from journal_entry e where e.id = old.entry_id)`,
  },
  journal_block: {},
  journal_erasure: {},
  journal_archive: {},
  journal_archive_block: {},
  journal_archive_end: {},
  journal_check: {},
  journal_checkpoint: {},
};

/** By table of the journal, what tells one row of it from all others. */
export const keysOfJournal: Record<string, readonly (readonly string[])[]> = {
  journal_entry: [['id']],
  journal_leaf: [['entry_id'], ['block_number', 'position']],
  journal_block: [['number'], ['hash']],
  journal_erasure: [['entry_id']],
  journal_archive: [['id'], ['first_block'], ['media_id']],
  journal_archive_block: [['block_number']],
  journal_archive_end: [['archive_id']],
  journal_check: [['id']],
  journal_checkpoint: [['id']],
};

/** The journal is sealed into a chain of its own, kept by the database itself, searched by the auditor and put into files when it is old. */
export const audit: Migration = {
  name: '0054_audit',
  async up(ddl) {
    await moreColumns(ddl);
    await chainOfJournal(ddl);
    await archives(ddl);
    await lookedAt(ddl);
    for (const [table, letting] of Object.entries(keptOfJournal)) await ddl.appendOnly(table, letting);
    for (const [table, keys] of Object.entries(keysOfJournal)) await ddl.irreplaceable(table, keys);
  },
};

async function moreColumns({ column, run }: Ddl): Promise<void> {
  // Whom a line concerns, empty: nobody. What was there before is known where its subject is a person.
  await column('journal_entry', 'concerns_id', id(), '');
  await column('journal_entry', 'outcome', text(16), 'done');
  // The network, never the whole address: of staff and of signing in alone.
  await column('journal_entry', 'origin', text(48), '');
  await run("update journal_entry set concerns_id = subject_id where subject_type = 'person'");
  for (const key of [
    ['at', 'id'],
    ['actor_id', 'at', 'id'],
    ['concerns_id', 'at', 'id'],
    ['action', 'at', 'id'],
    ['subject_id', 'at', 'id'],
    ['outcome', 'at', 'id'],
  ])
    await run(`create index journal_entry_by_${key.join('_')} on journal_entry (${key.join(', ')})`);
}

async function chainOfJournal({ table }: Ddl): Promise<void> {
  await table('journal_block', {
    columns: {
      number: integer(),
      previous_hash: text(64),
      sealed_at: instant(),
      entries: integer(),
      total: integer(),
      root: text(64),
      hash: text(64),
    },
    primaryKey: ['number'],
    unique: [['hash']],
  });
  await table('journal_leaf', {
    columns: {
      // No reference: the place in the chain goes after the line.
      entry_id: id(),
      block_number: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
      position: integer(),
      salt: text(64),
      leaf: text(64),
    },
    primaryKey: ['entry_id'],
    unique: [['block_number', 'position']],
  });
  await table('journal_erasure', {
    columns: {
      entry_id: id(),
      // Binds what was erased to the chain, and says nothing about it: the salt is the one of the place in the chain.
      commitment: text(64),
      erased_at: instant(),
      erased_by: maybe(ref('person')),
      reason: text(200),
    },
    primaryKey: ['entry_id'],
  });
}

async function archives({ table }: Ddl): Promise<void> {
  await table('journal_archive', {
    columns: {
      id: id(),
      // Places in the chain, both included: of its blocks, and of its lines counted from the first of all.
      first_block: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
      last_block: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
      first_sequence: integer(),
      last_sequence: integer(),
      // When the first and the last of its blocks were sealed.
      since: instant(),
      until: instant(),
      entries: integer(),
      bytes: integer(),
      sha256: text(64),
      media_id: ref('media_file'),
      // What joins it to the chain on either side.
      previous_hash: text(64),
      last_hash: text(64),
      public_key: text(64),
      signature: text(96),
      made_at: instant(),
    },
    unique: [['first_block'], ['media_id']],
  });
  // Written once the file was read back from the store and found whole: the lines of the block may go.
  await table('journal_archive_block', {
    columns: {
      block_number: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
      archive_id: ref('journal_archive'),
      entries: integer(),
    },
    primaryKey: ['block_number'],
    indexes: [['archive_id']],
  });
  // All of its lines have left the journal.
  await table('journal_archive_end', {
    columns: { archive_id: ref('journal_archive'), ended_at: instant() },
    primaryKey: ['archive_id'],
  });
}

/** How far somebody has looked whether the chain still holds, what was found, and what is kept outside. */
async function lookedAt({ table }: Ddl): Promise<void> {
  await table('journal_walk', {
    columns: {
      id: text(16),
      began_at: instant(),
      next_block: integer(),
      entries: integer(),
      in_files: integer(),
      fault: text(200),
    },
  });
  await table('journal_check', {
    columns: {
      id: id(),
      // Empty: the chain as it stands in the database.
      archive_id: id(),
      began_at: instant(),
      ended_at: instant(),
      blocks: integer(),
      entries: integer(),
      in_files: integer(),
      // Empty: nothing was found.
      fault: text(200),
      checked_by: maybe(ref('person')),
    },
    indexes: [['archive_id', 'ended_at']],
  });
  await table('journal_checkpoint', {
    columns: {
      id: id(),
      block_number: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
      hash: text(64),
      total: integer(),
      at: instant(),
      made_by: maybe(ref('person')),
      public_key: text(64),
      signature: text(96),
    },
    indexes: [['at']],
  });
}
