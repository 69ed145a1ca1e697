import { instant, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Frozen statements that hold no more and that nothing takes the place of: a year was opened again, and their owner has no sheet in it. */
export const withdrawnStatements: Migration = {
  name: '0038_withdrawn_statements',
  async up({ table }) {
    await table('statement_withdrawn', {
      columns: {
        statement_id: ref('frozen_statement'),
        // The freezing that found no sheet; or the wish about this one statement that did.
        run_id: ref('closing_run'),
        reopening_id: maybe(ref('statement_reopening')),
        reason: text(500),
        at: instant(),
      },
      primaryKey: ['statement_id'],
      checks: ["reason <> ''"],
    });
  },
};
