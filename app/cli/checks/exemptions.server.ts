import { sql } from 'kysely';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Exemptions: two people, never the one concerned; every end is a row. Source: domain model §6.9. */
export const exemptionChecks: readonly Check[] = [
  {
    name: 'nobody is exempt by their own word, nor by that of whoever proposed it',
    run: async (db) => {
      const granted = await db
        .selectFrom('exemption')
        .select('id')
        .where(
          sql<boolean>`(approved_by = person_id or proposed_by = person_id or approved_by = proposed_by)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      const decided = await db
        .selectFrom('exemption_proposal')
        .select('id')
        .where(sql<boolean>`(proposed_by = person_id or decided_by = person_id or decided_by = proposed_by)`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([...granted, ...decided].map(({ id }) => `exemption ${id}`));
    },
  },
  {
    name: 'an exemption holds until it has been ended with a reason',
    run: async (db) => {
      const rows = await db
        .selectFrom('exemption')
        .leftJoin('exemption_end', 'exemption_end.exemption_id', 'exemption.id')
        .select('exemption.id')
        .where(
          sql<boolean>`((exemption.active is null) <> (exemption_end.exemption_id is not null) or exemption_end.reason = '')`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `exemption ${id}`));
    },
  },
  {
    name: 'a proposed exemption is granted when, and only when, it was approved',
    run: async (db) => {
      const rows = await db
        .selectFrom('exemption_proposal as asked')
        .leftJoin('exemption', 'exemption.id', 'asked.id')
        .select('asked.id')
        .where(
          sql<boolean>`((asked.active is null) <> (asked.decided_at is not null)
            or (exemption.id is not null) <> coalesce(asked.outcome = 'approved', false))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `proposal ${id}`));
    },
  },
];
