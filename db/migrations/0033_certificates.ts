import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Certificates of what somebody completed, how they were taken back or replaced, batches of them, and the keys that sign badges. */
export const certificates: Migration = {
  name: '0033_certificates',
  async up(ddl) {
    await papers(ddl);
    await batches(ddl);
  },
};

/** What was issued and what became of it. */
async function papers({ table }: Ddl): Promise<void> {
  await table('certificate', {
    columns: {
      id: id(),
      person_id: ref('person'),
      course_id: ref('course'),
      // The year of credits in which it was completed.
      cycle: integer(),
      // 1, and one more for each that replaces the one before.
      revision: integer(),
      replaces_id: maybe(ref('certificate')),
      completion_id: ref('completion'),
      number: text(20),
      code: text(16),
      content: long(),
      issued_on: day(),
      issued_at: instant(),
      // Null: the person asked for it, and the academy's rule gave it.
      issued_by: maybe(ref('person')),
      reason: maybe(text(500)),
    },
    unique: [['person_id', 'course_id', 'cycle', 'revision'], ['number'], ['code'], ['replaces_id']],
    indexes: [['completion_id'], ['issued_at'], ['person_id', 'issued_at']],
    checks: ['(revision = 1 and replaces_id is null) or (revision > 1 and replaces_id is not null)'],
  });
  await table('certificate_revocation', {
    columns: {
      certificate_id: ref('certificate'),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(500),
    },
    primaryKey: ['certificate_id'],
    indexes: [['at']],
  });
  await table('certificate_number', {
    columns: { year: integer(), last: integer() },
    primaryKey: ['year'],
  });
}

/** Many at once, and what signs badges. */
async function batches({ table }: Ddl): Promise<void> {
  await table('certificate_batch', {
    columns: {
      id: id(),
      // A section, or a year of credits.
      section_id: maybe(ref('section')),
      cycle: maybe(integer()),
      // What it is about, once while it is under way.
      scope: text(48),
      active: maybe(flag()),
      total: integer(),
      looked: integer(),
      issued: integer(),
      after_id: maybe(id()),
      asked_by: ref('person'),
      asked_at: instant(),
      done_at: maybe(instant()),
    },
    unique: [['scope', 'active']],
    indexes: [['asked_at'], ['section_id', 'asked_at']],
    checks: ['(section_id is null) <> (cycle is null)'],
  });
  await table('credential_key', {
    columns: {
      id: id(),
      public_jwk: text(500),
      // Closed with a secret that does not lie in the database.
      sealed: text(1000),
      made_at: instant(),
      retired_at: maybe(instant()),
    },
  });
}
