import { flag, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Locks that rise, sessions that are listed and end unused, the second step, forms that wait for somebody to sign in again. */
export const signIn: Migration = {
  name: '0052_sign_in',
  async up(ddl) {
    await sessions(ddl);
    await locks(ddl);
    await secondStep(ddl);
    await ddl.table('kept_form', {
      // The hash of what the browser holds.
      columns: { id: text(64), person_id: ref('person'), sealed: long(), created_at: instant() },
      indexes: [['created_at'], ['person_id']],
    });
  },
};

async function sessions({ column, run }: Ddl): Promise<void> {
  await column('session', 'used_at', text(24), '');
  // Codes of what kind of device it is and by which program, as in `phone wechat`.
  await column('session', 'device', text(32), '');
  // Who was signed in before there was a choice stays so.
  await column('session', 'own_device', flag(), 1);
  await run('update session set used_at = created_at');
}

/** One row for each account and each address, in place of one for each failure. */
async function locks({ table, drop }: Ddl): Promise<void> {
  await drop('sign_in_failure');
  await table('sign_in_series', {
    columns: {
      series_key: text(64),
      // account, address
      kind: text(8),
      // Whose account that is; null for an address, and for a name that nobody has.
      person_id: maybe(ref('person')),
      failures: integer(),
      last_at: instant(),
      locked_until: maybe(instant()),
    },
    primaryKey: ['series_key'],
    indexes: [['last_at'], ['locked_until'], ['person_id']],
  });
}

async function secondStep({ table }: Ddl): Promise<void> {
  await table('second_factor', {
    columns: {
      person_id: ref('person'),
      // Closed with the secret of the academy.
      secret: text(255),
      set_up_at: instant(),
      // The number of the last half minute whose code was taken: none is taken twice.
      last_step: integer(),
    },
    primaryKey: ['person_id'],
  });
  await table('recovery_code', {
    columns: { person_id: ref('person'), code_hash: text(64), made_at: instant() },
    primaryKey: ['person_id', 'code_hash'],
  });
  // Somebody who has proven the first factor and nothing more.
  await table('sign_in_step', {
    columns: {
      id: text(64),
      person_id: ref('person'),
      via: text(16),
      own_device: flag(),
      way: text(500),
      created_at: instant(),
    },
    indexes: [['created_at'], ['person_id']],
  });
}
