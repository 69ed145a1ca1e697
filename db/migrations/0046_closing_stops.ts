import { instant, maybe, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Walks over a year that stopped at something, so that whoever closes it sees it; the row goes with the next batch that is written. */
export const closingStops: Migration = {
  name: '0046_closing_stops',
  async up({ table }) {
    await table('closing_stop', {
      columns: {
        run_id: ref('closing_run'),
        // At whom, where it was the reckoning of one person.
        person_id: maybe(ref('person')),
        since: instant(),
      },
      primaryKey: ['run_id'],
    });
  },
};
