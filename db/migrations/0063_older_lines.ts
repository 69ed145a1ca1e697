import { id } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Whose a thing is that lines of the journal are about. */
const things = ['adjustment', 'certificate', 'credit_entry', 'enrolment', 'assisted_consent', 'teacher'];

/** Lines that never held a word, of which there may be millions. */
const onlyCodes = ['enrolment.made', 'enrolment.swapped', 'learner.appraised', 'certificate.issued'];

/**
 * Whom older lines of the journal concern that do not say it themselves (they are sealed as they are), so that what they say in words lies beside the file that
 * they go into, and goes with the account. And who was given a right after they were last seen has not come since (see 0062).
 */
export const olderLines: Migration = {
  name: '0063_older_lines',
  async up({ table, run }) {
    await table('journal_concern', {
      // No reference to the line: it may have gone into a file.
      columns: { entry_id: id(), person_id: id() },
      primaryKey: ['entry_id'],
      indexes: [['person_id']],
    });
    for (const thing of things)
      await run(`insert into journal_concern (entry_id, person_id)
        select journal_entry.id, thing.person_id from journal_entry
        inner join ${thing} thing on thing.id = journal_entry.subject_id
        where journal_entry.concerns_id = '' and journal_entry.detail <> '{}' and thing.person_id is not null
        and journal_entry.action not in (${onlyCodes.map((action) => `'${action}'`).join(', ')})`);
    const come = (who: string, at: string, from: string) =>
      `not exists (select 1 from ${from} where ${who} = last_sign_in.person_id and substr(${at}, 1, 10) >= last_sign_in.day)`;
    await run(`update last_sign_in set has_come = 0 where has_come = 1
      and exists (select 1 from role_grant g where g.person_id = last_sign_in.person_id and substr(g.granted_at, 1, 10) >= last_sign_in.day)
      and ${come('x.person_id', 'x.used_at', 'session x')}
      and ${come('x.actor_id', 'x.at', 'journal_entry x')}
      and not exists (select 1 from journal_entry y where y.subject_id = last_sign_in.person_id
        and y.action = 'person.signed-in' and substr(y.at, 1, 10) >= last_sign_in.day)`);
  },
};
