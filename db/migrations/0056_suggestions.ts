import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** The box of suggestions and complaints: what was written, and every step of what became of it. */
export const suggestions: Migration = {
  name: '0056_suggestions',
  async up({ table }) {
    await table('suggestion', {
      columns: {
        id: id(),
        // Null of what was written without a name: nothing in the database says by whom.
        person_id: maybe(ref('person')),
        code_hash: text(64),
        kind: text(16),
        // Whom it is about, as typed; empty where it is about nobody.
        about: text(60),
        words: long(),
        state: text(16),
        desk: text(16),
        owner_person_id: maybe(ref('person')),
        steps: integer(),
        // Of what has no name only the day.
        received_at: instant(),
        // From when the answer is waited for: the receipt, or the second word.
        clock_from: instant(),
        // The last day before somebody is reminded, or, once it is answered, before it is closed; null where nothing follows.
        due_on: maybe(day()),
        answered_in_time: maybe(flag()),
        said_again: flag(),
      },
      unique: [['code_hash']],
      indexes: [['state', 'clock_from'], ['person_id', 'received_at'], ['received_at'], ['due_on']],
    });
    await table('suggestion_step', {
      columns: {
        suggestion_id: ref('suggestion'),
        number: integer(),
        kind: text(16),
        at: instant(),
        // Of the staff only: whoever wrote it stands in the suggestion, or nowhere.
        by_person_id: maybe(ref('person')),
        // Where it went on to, of what was handed on; else empty.
        desk: text(16),
        words: long(),
      },
      primaryKey: ['suggestion_id', 'number'],
    });
  },
};
