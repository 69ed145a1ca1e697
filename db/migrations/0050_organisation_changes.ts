import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/**
 * Changes of the two trees. A unit's path never changes: one that moves, merges, splits or is renamed ends the day before, and what takes its
 * place begins on the day. These rows join the two, and say which posts and grants went on where.
 */
export const organisationChanges: Migration = {
  name: '0050_organisation_changes',
  async up(ddl) {
    await changes(ddl);
    await lineage(ddl);
    await goingAlong(ddl);
  },
};

async function changes({ table }: Ddl): Promise<void> {
  await table('org_change', {
    columns: {
      id: id(),
      kind: text(16),
      tree: text(16),
      // What was changed; of a merge the first that ended.
      unit_id: ref('org_unit'),
      effective_on: day(),
      reason: text(500),
      // JSON: the change in words as it was confirmed.
      detail: long(),
      units: integer(),
      posts: integer(),
      grants: integer(),
      changed_by: maybe(ref('person')),
      changed_at: instant(),
    },
    indexes: [['unit_id'], ['tree', 'effective_on', 'id']],
  });
  await table('org_change_undone', {
    columns: { change_id: ref('org_change'), by_person_id: maybe(ref('person')), at: instant() },
    primaryKey: ['change_id'],
  });
  await table('org_succession', {
    columns: {
      old_unit_id: ref('org_unit'),
      new_unit_id: ref('org_unit'),
      change_id: ref('org_change'),
      kind: text(16),
      effective_on: day(),
      // 1: what is of the old unit itself goes on here.
      takes: flag(),
      // 1: the new unit was made by the change.
      made: flag(),
    },
    primaryKey: ['old_unit_id', 'new_unit_id'],
    indexes: [['new_unit_id'], ['change_id']],
  });
  // Which change ended a unit, whether or not anything is in its place.
  await table('org_end', {
    columns: { unit_id: ref('org_unit'), change_id: ref('org_change') },
    primaryKey: ['unit_id'],
    indexes: [['change_id']],
  });
}

async function lineage({ table }: Ddl): Promise<void> {
  // Whoever stands for a unit after it ended, through any number of changes, and from which day on.
  await table('org_heir', {
    columns: {
      unit_id: ref('org_unit'),
      heir_id: ref('org_unit'),
      since: day(),
      takes: flag(),
      change_id: ref('org_change'),
    },
    primaryKey: ['unit_id', 'heir_id'],
    indexes: [['heir_id'], ['change_id']],
  });
  // Where that which is a unit now lay before: for whoever looks back with a right over it.
  await table('org_former_scope', {
    columns: { unit_id: ref('org_unit'), path: text(191), since: day(), change_id: ref('org_change') },
    primaryKey: ['unit_id', 'path'],
    indexes: [['change_id']],
  });
}

/** Which posts and rights go on as which. */
async function goingAlong({ table }: Ddl): Promise<void> {
  for (const what of ['appointment', 'role_grant'] as const)
    await table(`${what}_succession`, {
      columns: {
        change_id: ref('org_change'),
        old_id: ref(what),
        // The same row where it only begins after the day: then its unit alone was changed.
        new_id: ref(what),
        old_unit_id: ref('org_unit'),
        old_valid_to: maybe(day()),
        // 1: the new row was made by the change.
        made: flag(),
      },
      primaryKey: ['change_id', 'old_id', 'new_id'],
      indexes: [['old_id'], ['new_id']],
    });
}
