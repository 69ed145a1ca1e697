import type { Migration } from '#db/migrate.server.ts';

/** Whether somebody of the staff ever did a thing is asked of millions of lines, and mostly the answer is no. */
export const whoDidWhat: Migration = {
  name: '0061_who_did_what',
  async up({ run }) {
    await run(
      'create index journal_entry_by_actor_id_action_at_id on journal_entry (actor_id, action, at, id)',
    );
  },
};
