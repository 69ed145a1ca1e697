import { day, flag, id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/**
 * Exemptions that are proposed by one and approved by another, and may end; whom the academy has reminded of what is to
 * be made up after a promotion.
 */
export const schemesInLife: Migration = {
  name: '0036_schemes_in_life',
  async up(ddl) {
    await exemptions(ddl);
    await ddl.table('promotion_reminder', {
      columns: {
        person_id: ref('person'),
        // Since when a covered post has been held.
        since: day(),
        kind: text(16),
        told_at: instant(),
      },
      primaryKey: ['person_id', 'since', 'kind'],
    });
  },
};

/** The table anew: what has ended leaves its place, so that the same may be granted once more. */
async function exemptions({ table, drop, run }: Ddl): Promise<void> {
  await run('create table exemption_before as select * from exemption');
  await drop('exemption');
  await table('exemption', {
    columns: {
      id: id(),
      person_id: ref('person'),
      year: integer(),
      position: text(32),
      // Of the list of the published schemes; empty for those of before there was a list to choose from.
      kind: text(32),
      reason: text(500),
      proposed_by: maybe(ref('person')),
      proposed_at: maybe(instant()),
      approved_by: ref('person'),
      approved_at: instant(),
      // 1 while it holds, null once it has ended.
      active: maybe(flag()),
    },
    unique: [['person_id', 'year', 'position', 'active']],
    indexes: [['year', 'approved_at']],
  });
  await run(
    `insert into exemption (id, person_id, year, position, kind, reason, approved_by, approved_at, active)
    select id, person_id, year, position, '', reason, approved_by, approved_at, 1 from exemption_before`,
  );
  await run('drop table exemption_before');
  await table('exemption_end', {
    columns: {
      exemption_id: ref('exemption'),
      reason: text(500),
      ended_by: ref('person'),
      ended_at: instant(),
    },
    primaryKey: ['exemption_id'],
  });
  await table('exemption_proposal', {
    columns: {
      id: id(),
      person_id: ref('person'),
      year: integer(),
      position: text(32),
      kind: text(32),
      reason: text(500),
      proposed_by: ref('person'),
      proposed_at: instant(),
      // 1 while it waits, null once it is decided.
      active: maybe(flag()),
      outcome: maybe(text(16)),
      words: maybe(text(500)),
      decided_by: maybe(ref('person')),
      decided_at: maybe(instant()),
    },
    unique: [['person_id', 'year', 'position', 'active']],
    indexes: [['active', 'proposed_at']],
  });
}
