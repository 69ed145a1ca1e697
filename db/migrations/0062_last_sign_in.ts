import { day, flag, ref } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/**
 * On which day whoever was given a right signed in last, so that rights which nobody uses are seen; not of anybody else. Of the time before, the journal
 * and what is open tell; who is in neither counts from the day of the right.
 */
export const lastSignIn: Migration = {
  name: '0062_last_sign_in',
  async up({ table, run }) {
    await table('last_sign_in', {
      columns: { person_id: ref('person'), day: day(), has_come: flag() },
      primaryKey: ['person_id'],
      indexes: [['day', 'person_id']],
    });
    await run(`insert into last_sign_in (person_id, day, has_come)
      select person_id, substr(max(at), 1, 10), max(has_come) from (
        select person_id, used_at as at, 1 as has_come from session
        union all
        select actor_id as person_id, at, 1 as has_come from journal_entry where actor_id is not null
        union all
        select subject_id as person_id, at, 1 as has_come from journal_entry where action = 'person.signed-in'
        union all
        select person_id, granted_at as at, 0 as has_come from role_grant
      ) as seen
      where person_id in (select person_id from role_grant)
        and person_id not in (select person_id from closed_account)
      group by person_id`);
  },
};
