import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Closed phone numbers and e-mail addresses, messages that leave the academy, and the ways back into an account. */
export const accounts: Migration = {
  name: '0053_accounts',
  async up(ddl) {
    await contacts(ddl);
    await messages(ddl);
    await waysBack(ddl);
    await elsewhere(ddl);
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

/** One-time codes: only what they are known again by is kept. */
async function waysBack({ table }: Ddl): Promise<void> {
  // Somebody who has forgotten their password. The same rows for accounts that there are and that there are not.
  await table('reset_request', {
    columns: {
      id: id(),
      typed_sealed: text(600),
      key_id: text(36),
      person_id: maybe(ref('person')),
      code_hash: text(43),
      link_hash: text(43),
      asked_at: instant(),
      expires_at: instant(),
      tries: integer(),
      used_at: maybe(instant()),
    },
    indexes: [['asked_at'], ['key_id'], ['person_id']],
  });
  // What a helper gave somebody whom they had identified.
  await table('first_code', {
    columns: {
      id: id(),
      person_id: ref('person'),
      code_hash: text(43),
      // known, paper, callback
      identified: text(16),
      given_by: maybe(ref('person')),
      given_at: instant(),
      expires_at: instant(),
      tries: integer(),
      // 1 while it can be used; of a person at most one.
      active: maybe(flag()),
      ended_at: maybe(instant()),
      used_at: maybe(instant()),
    },
    unique: [['person_id', 'active']],
    indexes: [['given_at']],
  });
  // A new phone number or address that waits for the code that was sent there.
  await table('contact_change', {
    columns: {
      id: id(),
      person_id: ref('person'),
      kind: text(8),
      sealed: text(600),
      key_id: text(36),
      code_hash: text(43),
      asked_at: instant(),
      expires_at: instant(),
      tries: integer(),
    },
    unique: [['person_id', 'kind']],
    indexes: [['key_id'], ['asked_at']],
  });
  // What is counted against a limit: neither people nor machines are named.
  await table('account_try', {
    columns: { id: id(), try_key: text(43), at: instant() },
    indexes: [['try_key', 'at'], ['at']],
  });
}

/** Accounts elsewhere, and the very first one here. */
async function elsewhere({ table }: Ddl): Promise<void> {
  await table('oidc_link', {
    columns: {
      id: id(),
      issuer: text(200),
      subject: text(255),
      person_id: ref('person'),
      linked_at: instant(),
    },
    unique: [
      ['issuer', 'subject'],
      ['person_id', 'issuer'],
    ],
  });
  // Somebody on the way to the other service and back; gone as soon as they are.
  await table('oidc_attempt', {
    columns: {
      id: id(),
      state_hash: text(43),
      browser_hash: text(43),
      verifier: text(128),
      nonce: text(64),
      way: text(500),
      person_id: maybe(ref('person')),
      own_device: flag(),
      expires_at: instant(),
    },
    unique: [['state_hash']],
    indexes: [['expires_at']],
  });
  // Who may make the first account: a code that only the log of the server tells.
  await table('setup_code', {
    columns: { id: id(), code_hash: text(43), made_at: instant(), expires_at: instant() },
  });
  await table('setup_done', { columns: { id: text(8), person_id: ref('person'), at: instant() } });
}
