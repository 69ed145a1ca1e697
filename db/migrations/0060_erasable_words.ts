import { id, instant, integer, long, maybe, text } from '#db/ddl.ts';
import type { Letting } from '#db/dialect.server.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Words beside a file of old lines go when the account of whom they are about is closed, and never otherwise. */
export const keptOfWords: Record<string, Letting> = {
  journal_words: { delete: 'exists (select 1 from closed_account c where c.person_id = old.concerns_id)' },
};

/** By table, what tells one row of it from all others. */
export const keysOfWords: Record<string, readonly (readonly string[])[]> = { journal_words: [['entry_id']] };

/**
 * Words about people never lie in a file that nobody may change; and how far the journal has been looked through for those of closed accounts, and old
 * notices for names (see 0057).
 */
export const erasableWords: Migration = {
  name: '0060_erasable_words',
  async up({ table, run, appendOnly, irreplaceable }) {
    await table('journal_words', {
      columns: {
        // No reference: the line has gone into a file, which binds these words by a commitment.
        entry_id: id(),
        block_number: { ...integer(), references: 'journal_block', referencesColumn: 'number' },
        concerns_id: id(),
        at: instant(),
        salt: text(64),
        detail: long(),
        origin: text(48),
      },
      primaryKey: ['entry_id'],
      indexes: [['concerns_id'], ['block_number']],
    });
    for (const [name, letting] of Object.entries(keptOfWords)) await appendOnly(name, letting);
    for (const [name, keys] of Object.entries(keysOfWords)) await irreplaceable(name, keys);
    await table('closed_words_walk', { columns: { id: text(16), next_block: integer() } });
    await table('notice_mention_walk', {
      columns: { id: text(16), after_id: id(), ended_at: maybe(instant()) },
    });
    await run('create index person_by_name on person (name)');
    // Whose classes have to be handed on before an account is closed.
    await run('create index formation_class_by_head_teacher on formation_class (head_teacher_id)');
  },
};
