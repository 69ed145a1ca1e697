import { id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Closed phone numbers and e-mail addresses, and messages that leave the academy. */
export const accounts: Migration = {
  name: '0053_accounts',
  async up(ddl) {
    await contacts(ddl);
    await messages(ddl);
  },
};

async function contacts({ table }: Ddl): Promise<void> {
  // Which key finds closed values again: one row, once anything was closed. The key itself is never in the database.
  await table('sealing_index', { columns: { id: text(8), fingerprint: text(16) } });
  await table('contact', {
    columns: {
      id: id(),
      person_id: ref('person'),
      // phone, email
      kind: text(8),
      sealed: text(600),
      key_id: text(36),
      // By what it is found again, without opening any.
      blind: text(43),
      // self, staff, import
      source: text(8),
      added_at: instant(),
      added_by: maybe(ref('person')),
      // Null: written down, never answered.
      confirmed_at: maybe(instant()),
    },
    unique: [
      ['person_id', 'kind'],
      ['kind', 'blind'],
    ],
    indexes: [['key_id']],
  });
}

async function messages({ table }: Ddl): Promise<void> {
  await table('message', {
    columns: {
      id: id(),
      // email, sms
      way: text(8),
      kind: text(16),
      person_id: maybe(ref('person')),
      masked: text(80),
      // Closed, and empty once it ended: nothing of a code stays.
      to_sealed: text(600),
      words_sealed: long(),
      key_id: text(36),
      // waiting, sent, not-sent, given-up
      state: text(16),
      provider: text(16),
      tries: integer(),
      last_error: text(200),
      created_at: instant(),
      useful_until: instant(),
      next_at: maybe(instant()),
      ended_at: maybe(instant()),
    },
    indexes: [['created_at'], ['key_id'], ['person_id', 'created_at']],
  });
}
