import { sql } from 'kysely';
import { whoseDutiesMeet } from '#app/features/identity/duties.server.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Contacts are closed, messages say nothing once they ended, and codes end. */
export const accountChecks: readonly Check[] = [
  {
    name: 'nobody is two of system, security and audit administrator on one day',
    run: async (db) => {
      const people = await whoseDutiesMeet(db, { limit: MOST_OFFENDERS });
      return breachOf(people.map((id) => `person ${id}`));
    },
  },
  {
    name: 'a phone number or e-mail address lies closed and can be found again',
    run: async (db) => {
      const rows = await db
        .selectFrom('contact')
        .select('id')
        .where(
          sql<boolean>`kind not in ('phone', 'email') or length(sealed) < 48 or sealed like '%@%' or length(blind) <> 43`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `contact ${id}`));
    },
  },
  {
    name: 'a message that ended keeps neither words nor address',
    run: async (db) => {
      const rows = await db
        .selectFrom('message')
        .select('id')
        .where(
          sql<boolean>`(state = 'waiting') <> (ended_at is null)
            or (ended_at is not null and (to_sealed <> '' or words_sealed <> ''))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `message ${id}`));
    },
  },
  {
    name: 'a helper’s code that can be used has not ended, and nobody gave it to themselves',
    run: async (db) => {
      const rows = await db
        .selectFrom('first_code')
        .select('id')
        .where(sql<boolean>`(active = 1 and ended_at is not null) or given_by = person_id`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `first code ${id}`));
    },
  },
];
