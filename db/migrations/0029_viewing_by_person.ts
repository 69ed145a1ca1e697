import type { Migration } from '#db/migrate.server.ts';

/** What somebody has watched is found by the person alone, so that a heartbeat rewrites no index. */
export const viewingByPerson: Migration = {
  name: '0029_viewing_by_person',
  async up({ run, dropIndex }) {
    // The new one first: the server engine keeps an index for every foreign key.
    await run('create index viewing_by_person on viewing (person_id)');
    await dropIndex('viewing', 'viewing_by_person_id_updated_at');
  },
};
