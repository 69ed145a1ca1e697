import { instant, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Browsers in which somebody signed in before, so that what strangers guess does not lock them out there. */
export const knownBrowsers: Migration = {
  name: '0058_known_browsers',
  async up({ table }) {
    await table('known_browser', {
      columns: {
        // The hash of what the browser holds.
        id: text(64),
        person_id: ref('person'),
        // The hash of the session that began there last: it may have ended since, but not by being thrown out.
        session_ref: text(64),
        made_at: instant(),
      },
      indexes: [['person_id'], ['session_ref'], ['made_at']],
    });
  },
};
