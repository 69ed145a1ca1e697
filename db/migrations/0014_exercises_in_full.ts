import { id, instant, long, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Exercises with a case to read and questions of their own; imported questions between looking and confirming. */
export const exercisesInFull: Migration = {
  name: '0014_exercises_in_full',
  async up({ table, column }) {
    await column('question', 'pool', text(32), '');
    await column('exercise', 'pool', text(32), '');
    await column('exercise', 'intro', text(2000), '');
    await table('question_import', {
      columns: {
        id: id(),
        course_id: ref('course'),
        person_id: ref('person'),
        file_name: text(200),
        lines: long(),
        made_at: instant(),
        expires_at: instant(),
      },
      indexes: [['person_id', 'course_id'], ['expires_at']],
    });
  },
};
