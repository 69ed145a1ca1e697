import type { TableShape } from '#db/ddl.ts';
import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

type NewTable = (name: string, shape: TableShape) => Promise<void>;

/** What people declare by themselves, every step of it, what was granted, its publicity and objections; and appeals. */
export const declarations: Migration = {
  name: '0035_declarations',
  async up({ table }) {
    await declared(table);
    await steps(table);
    await madePublic(table);
    await appeals(table);
  },
};

async function declared(table: NewTable): Promise<void> {
  await table('declaration', {
    columns: {
      id: id(),
      person_id: ref('person'),
      // Of the page that it was written on: a form that is sent fifty times is one declaration.
      form_token: id(),
      category: text(1),
      activity: text(24),
      level: maybe(text(15)),
      units: maybe(integer()),
      again: flag(),
      title: text(120),
      organiser: text(120),
      part: text(60),
      certificate: text(64),
      companions: text(200),
      occurred_on: day(),
      words: long(),
      state: text(16),
      // How many steps it has, and when it last changed.
      steps: integer(),
      saved_at: instant(),
      sent_at: maybe(instant()),
      // Of what stands only: one piece of evidence pays somebody once.
      matter_key: maybe(text(190)),
      certificate_key: maybe(text(120)),
    },
    unique: [
      ['person_id', 'form_token'],
      ['person_id', 'matter_key'],
      ['person_id', 'certificate_key'],
    ],
    indexes: [
      ['person_id', 'saved_at'],
      ['state', 'sent_at'],
      ['state', 'category', 'sent_at'],
      ['matter_key'],
    ],
  });
}

async function steps(table: NewTable): Promise<void> {
  await table('declaration_file', {
    columns: { declaration_id: ref('declaration'), media_id: ref('media_file'), added_at: instant() },
    primaryKey: ['declaration_id', 'media_id'],
  });
  await table('declaration_step', {
    columns: {
      declaration_id: ref('declaration'),
      number: integer(),
      kind: text(24),
      at: instant(),
      by_person_id: maybe(ref('person')),
      words: long(),
    },
    primaryKey: ['declaration_id', 'number'],
  });
  await table('declaration_grant', {
    columns: {
      id: id(),
      declaration_id: ref('declaration'),
      step: integer(),
      level: maybe(text(15)),
      units: maybe(integer()),
      again: flag(),
      line: text(40),
      amount: integer(),
      // What the declaration itself would have given by the same rules.
      asked: integer(),
      rule_version_id: ref('policy_version'),
      computation: long(),
      granted_at: instant(),
      granted_by: maybe(ref('person')),
    },
    unique: [['declaration_id', 'step']],
  });
}

async function madePublic(table: NewTable): Promise<void> {
  await table('publicity', {
    columns: {
      id: id(),
      declaration_id: ref('declaration'),
      grant_id: ref('declaration_grant'),
      starts_on: day(),
      // The last day on which anybody may object.
      ends_on: day(),
      working_days: integer(),
      // 1 until it has ended, or another takes its place.
      open: maybe(flag()),
      ended_at: maybe(instant()),
    },
    unique: [['declaration_id', 'open']],
    indexes: [['open', 'starts_on'], ['open', 'ends_on'], ['grant_id']],
  });
  await table('publicity_objection', {
    columns: {
      id: id(),
      publicity_id: ref('publicity'),
      declaration_id: ref('declaration'),
      person_id: ref('person'),
      words: long(),
      at: instant(),
      // 1 until it is answered.
      open: maybe(flag()),
    },
    unique: [['publicity_id', 'person_id']],
    indexes: [['declaration_id', 'open']],
  });
  await table('objection_answer', {
    columns: {
      objection_id: ref('publicity_objection'),
      outcome: text(16),
      words: long(),
      at: instant(),
      by_person_id: maybe(ref('person')),
    },
    primaryKey: ['objection_id'],
  });
}

async function appeals(table: NewTable): Promise<void> {
  await table('appeal', {
    columns: {
      id: id(),
      person_id: ref('person'),
      subject: text(16),
      subject_id: id(),
      // The step of the declaration that it is against; 0 of an entry of the ledger.
      against: integer(),
      title: text(120),
      words: long(),
      state: text(16),
      // The last day on which it could be raised, as it was reckoned then.
      due_on: day(),
      raised_at: instant(),
    },
    unique: [['subject', 'subject_id', 'against']],
    indexes: [
      ['state', 'raised_at'],
      ['person_id', 'raised_at'],
    ],
  });
  await table('appeal_decision', {
    columns: {
      appeal_id: ref('appeal'),
      outcome: text(16),
      words: long(),
      entry_id: maybe(ref('credit_entry')),
      at: instant(),
      by_person_id: maybe(ref('person')),
    },
    primaryKey: ['appeal_id'],
  });
}
