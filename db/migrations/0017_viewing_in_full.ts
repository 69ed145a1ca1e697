import { id, instant, integer, maybe, ref, text } from '#db/ddl.ts';
import type { Ddl, Migration } from '#db/migrate.server.ts';

/** Hand-over between devices, questions whether somebody is still there, what was not credited, notes at a time. */
export const viewingInFull: Migration = {
  name: '0017_viewing_in_full',
  async up(ddl) {
    // The lease before, as JSON with what is left of its clock: a report of its time may come late. Empty: none.
    await ddl.column('viewing_lease', 'last_lease', text(400), '');
    // How much may be covered until the next question is answered; 0: no questions.
    await ddl.column('viewing', 'ask_at_ms', integer(), 0);
    await records(ddl);
    await notes(ddl);
  },
};

async function records({ table }: Ddl): Promise<void> {
  await table('viewing_answer', {
    columns: {
      enrolment_id: ref('enrolment'),
      recording_id: ref('recording'),
      number: integer(),
      covered_ms: integer(),
      answered_at: instant(),
    },
    primaryKey: ['enrolment_id', 'recording_id', 'number'],
  });
  // One row a person, recording, day and kind, however often. `pattern_at` is set once it has happened often that day.
  await table('viewing_oddity', {
    columns: {
      id: id(),
      person_id: ref('person'),
      recording_id: ref('recording'),
      day: text(10),
      kind: text(16),
      times: integer(),
      last_at: instant(),
      pattern_at: maybe(instant()),
    },
    unique: [['person_id', 'recording_id', 'day', 'kind']],
    indexes: [['pattern_at', 'id']],
  });
}

async function notes({ table }: Ddl): Promise<void> {
  await table('recording_note', {
    columns: {
      id: id(),
      enrolment_id: ref('enrolment'),
      recording_id: ref('recording'),
      person_id: ref('person'),
      at_ms: integer(),
      words: text(1000),
      written_at: instant(),
      changed_at: maybe(instant()),
    },
    indexes: [['enrolment_id', 'recording_id', 'at_ms']],
  });
}
