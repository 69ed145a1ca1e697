import { day, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Published values of everybody's year, so that a scope of thousands is counted at once; waivers of rules for leading a project. */
export const assessorsView: Migration = {
  name: '0037_assessors_view',
  async up({ table, run }) {
    await table('kept_standing', {
      columns: {
        person_id: ref('person'),
        year: integer(),
        status: text(16),
        // What of it is counted, by scheme, as the sheet shows it.
        schemes: long(),
        reckoned_at: instant(),
      },
      primaryKey: ['person_id', 'year'],
      indexes: [['year', 'status']],
    });
    await table('kept_standing_round', {
      columns: {
        year: integer(),
        // The last person, in the order of ids, that this walk has come to.
        walked_to: text(36),
        walk_began_at: instant(),
        // When a walk has come to the last person for the first time.
        complete_at: maybe(instant()),
        // Everything posted before is in.
        seen_until: instant(),
      },
      primaryKey: ['year'],
    });
    await table('leadership_waiver', {
      columns: {
        id: id(),
        person_id: ref('person'),
        rule_key: text(32),
        reason: text(500),
        valid_from: day(),
        valid_to: day(),
        granted_by: ref('person'),
        granted_at: instant(),
      },
      indexes: [['person_id'], ['granted_at']],
    });
    await table('leadership_waiver_end', {
      columns: {
        waiver_id: ref('leadership_waiver'),
        reason: text(500),
        ended_by: ref('person'),
        ended_at: instant(),
      },
      primaryKey: ['waiver_id'],
    });
    // Answers by itself who holds a position on a day, also where half of everybody does.
    await run(
      'create index appointment_holders on appointment (position, valid_from, valid_to, org_unit_id, person_id)',
    );
  },
};
