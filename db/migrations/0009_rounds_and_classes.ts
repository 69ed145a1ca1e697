import { flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Rounds of preselection with a lottery, and the formation of classes. */
export const roundsAndClasses: Migration = {
  name: '0009_rounds_and_classes',
  async up(ddl) {
    await rounds(ddl);
    await lottery(ddl);
    await formation(ddl);
  },
};

/** A term's round of preselection: what takes part, by which rules, and what has happened so far. */
async function rounds({ table }: Ddl): Promise<void> {
  await table('selection_round', {
    columns: {
      id: id(),
      term_id: ref('term'),
      name: text(64),
      most_choices: integer(),
      most_places: integer(),
      most_lots: integer(),
      seed_hash: text(64),
      created_at: instant(),
      created_by: maybe(ref('person')),
    },
    unique: [['term_id']],
  });
  await table('round_seed', {
    columns: { round_id: ref('selection_round'), seed: text(64) },
    primaryKey: ['round_id'],
  });
  await table('round_step', {
    columns: {
      round_id: ref('selection_round'),
      kind: text(16),
      at: instant(),
      by_person_id: maybe(ref('person')),
      detail: long(),
    },
    primaryKey: ['round_id', 'kind'],
  });
  await table('round_section', {
    columns: { round_id: ref('selection_round'), section_id: ref('section'), seats: maybe(integer()) },
    primaryKey: ['round_id', 'section_id'],
    indexes: [['section_id']],
  });
  await table('round_quota', {
    columns: {
      id: id(),
      round_id: ref('selection_round'),
      section_id: maybe(ref('section')),
      kind: text(16),
      value: text(64),
      label: text(64),
      share: integer(),
    },
    indexes: [['round_id']],
  });
}

/** Who asked for what in a round, and what came of it. */
async function lottery({ table }: Ddl): Promise<void> {
  await table('application', {
    columns: {
      id: id(),
      round_id: ref('selection_round'),
      person_id: ref('person'),
      ticket: text(16),
      most_places: integer(),
      waitlist: flag(),
      active: maybe(flag()),
      applied_at: instant(),
      acted_by: maybe(ref('person')),
      lots: maybe(integer()),
      community_id: maybe(ref('org_unit')),
      age_from: maybe(integer()),
    },
    unique: [
      ['round_id', 'person_id', 'active'],
      ['round_id', 'ticket'],
    ],
    indexes: [['person_id']],
  });
  await table('application_choice', {
    columns: {
      application_id: ref('application'),
      preference: integer(),
      section_id: ref('section'),
      dropped: maybe(text(32)),
    },
    primaryKey: ['application_id', 'preference'],
    unique: [['application_id', 'section_id']],
    indexes: [['section_id']],
  });
  await table('application_result', {
    columns: {
      application_id: ref('application'),
      section_id: ref('section'),
      outcome: text(16),
      seat: maybe(text(64)),
      place: maybe(integer()),
      last_place: maybe(integer()),
      settled_at: maybe(instant()),
    },
    primaryKey: ['application_id', 'section_id'],
    indexes: [['section_id', 'outcome']],
  });
}

/** Classes and groups within a section, and why each is where they are. */
async function formation({ table }: Ddl): Promise<void> {
  await table('learning_goal', {
    columns: { person_id: ref('person'), section_id: ref('section'), goal: text(32), said_at: instant() },
    primaryKey: ['section_id', 'person_id'],
  });
  await table('formation', {
    columns: {
      id: id(),
      section_id: ref('section'),
      seed: text(64),
      settings: long(),
      proposed_at: instant(),
      proposed_by: maybe(ref('person')),
      active: maybe(flag()),
    },
    unique: [['section_id', 'active']],
  });
  await table('formation_confirmation', {
    columns: { formation_id: ref('formation'), at: instant(), by_person_id: maybe(ref('person')) },
    primaryKey: ['formation_id'],
  });
  await table('formation_class', {
    columns: {
      id: id(),
      formation_id: ref('formation'),
      number: integer(),
      name: text(64),
      head_teacher_id: maybe(ref('person')),
    },
    unique: [['formation_id', 'number']],
  });
  await table('formation_place', {
    columns: {
      formation_id: ref('formation'),
      enrolment_id: ref('enrolment'),
      class_number: integer(),
      group_number: integer(),
      reason: text(200),
      by_hand: flag(),
    },
    primaryKey: ['formation_id', 'enrolment_id'],
    indexes: [['enrolment_id']],
  });
}
