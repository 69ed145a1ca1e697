import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** What is asked and met, seats, lines. */
export const selection: Migration = {
  name: '0003_selection',
  async up(ddl) {
    await completion(ddl);
    await enrolments(ddl);
    await waitlists(ddl);
  },
};

/** What is asked, what is met. */
async function completion({ table }: Ddl): Promise<void> {
  await table('requirement_plan', {
    columns: {
      id: id(),
      section_id: ref('section'),
      kind: text(16),
      subject_id: text(64),
      title: text(160),
      position: integer(),
      detail: long(),
    },
    unique: [['section_id', 'kind', 'subject_id']],
  });
  await table('enrolment_pin', {
    columns: {
      enrolment_id: id(),
      person_id: ref('person'),
      section_id: ref('section'),
      course_id: ref('course'),
      course_version_id: ref('course_version'),
      rule_version_id: id(),
      award: long(),
      pinned_at: instant(),
    },
    primaryKey: ['enrolment_id'],
  });
  await table('requirement', {
    columns: {
      id: id(),
      enrolment_id: id(),
      person_id: ref('person'),
      kind: text(16),
      subject_id: text(64),
      title: text(160),
      position: integer(),
      detail: long(),
    },
    unique: [['enrolment_id', 'kind', 'subject_id']],
    indexes: [['person_id']],
  });
  await table('requirement_met', {
    columns: { requirement_id: ref('requirement'), met_at: instant(), evidence: long() },
    primaryKey: ['requirement_id'],
  });
  await table('completion', {
    columns: {
      id: id(),
      enrolment_id: id(),
      person_id: ref('person'),
      course_id: ref('course'),
      course_version_id: ref('course_version'),
      section_id: ref('section'),
      completed_at: instant(),
    },
    unique: [['enrolment_id']],
    indexes: [['person_id', 'course_id'], ['section_id']],
  });
}

/** Seats and who has them. */
async function enrolments({ table }: Ddl): Promise<void> {
  await table('seat_count', {
    columns: { section_id: ref('section'), capacity: integer(), taken: integer() },
    primaryKey: ['section_id'],
    checks: ['taken >= 0', 'taken <= capacity'],
  });
  await table('learner_term', {
    columns: { person_id: ref('person'), term_id: ref('term'), turn: integer() },
    primaryKey: ['person_id', 'term_id'],
  });
  await table('enrolment', {
    columns: {
      id: id(),
      section_id: ref('section'),
      person_id: ref('person'),
      term_id: ref('term'),
      course_id: ref('course'),
      active: maybe(flag()),
      enrolled_at: instant(),
      acted_by: maybe(ref('person')),
    },
    unique: [['section_id', 'person_id', 'active']],
    indexes: [
      ['person_id', 'active'],
      ['section_id', 'active'],
    ],
  });
  await table('withdrawal', {
    columns: {
      enrolment_id: ref('enrolment'),
      at: instant(),
      by_person_id: maybe(ref('person')),
      reason: text(200),
    },
    primaryKey: ['enrolment_id'],
  });
}

/** Lines, and offers to those in them. */
async function waitlists({ table }: Ddl): Promise<void> {
  await table('waitlist_entry', {
    columns: {
      id: id(),
      section_id: ref('section'),
      person_id: ref('person'),
      term_id: ref('term'),
      course_id: ref('course'),
      active: maybe(flag()),
      joined_at: instant(),
      acted_by: maybe(ref('person')),
    },
    unique: [['section_id', 'person_id', 'active']],
    indexes: [
      ['section_id', 'active', 'joined_at'],
      ['person_id', 'active'],
    ],
  });
  await table('waitlist_exit', {
    columns: { entry_id: ref('waitlist_entry'), at: instant(), kind: text(16) },
    primaryKey: ['entry_id'],
  });
  await table('seat_offer', {
    columns: {
      id: id(),
      entry_id: ref('waitlist_entry'),
      section_id: ref('section'),
      person_id: ref('person'),
      open: maybe(flag()),
      offered_at: instant(),
      expires_at: instant(),
    },
    unique: [
      ['entry_id', 'open'],
      ['section_id', 'person_id', 'open'],
    ],
    indexes: [
      ['open', 'expires_at'],
      ['person_id', 'open'],
    ],
  });
  await table('offer_answer', {
    columns: {
      offer_id: ref('seat_offer'),
      answer: text(16),
      at: instant(),
      by_person_id: maybe(ref('person')),
    },
    primaryKey: ['offer_id'],
  });
}
