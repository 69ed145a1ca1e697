import { day, flag, id, instant, integer, long, maybe, ref, text } from '#db/ddl.ts';
import type { Migration } from '#db/migrate.server.ts';

/** Assignments and practice tasks: what is asked, what was handed in, version by version, and what the reviewer said. */
export const tasks: Migration = {
  name: '0015_tasks',
  async up({ table }) {
    await table('task', {
      columns: {
        id: id(),
        course_id: ref('course'),
        kind: text(16),
        title: text(120),
        instructions: long(),
        criteria: long(),
        pass_mark: integer(),
        files: text(16),
        due_on: maybe(day()),
        required: flag(),
        created_at: instant(),
        created_by: maybe(ref('person')),
        changed_at: instant(),
      },
      indexes: [['course_id', 'created_at'], ['created_at']],
    });
    await table('task_retirement', {
      columns: { task_id: ref('task'), at: instant(), by_person_id: maybe(ref('person')) },
      primaryKey: ['task_id'],
    });
    await table('submission', {
      columns: {
        id: id(),
        task_id: ref('task'),
        enrolment_id: ref('enrolment'),
        section_id: ref('section'),
        person_id: ref('person'),
        number: integer(),
        // 1 until it is judged: one version at a time.
        open: maybe(flag()),
        state: text(16),
        body: long(),
        started_at: instant(),
        saved_at: instant(),
        submitted_at: maybe(instant()),
      },
      unique: [
        ['task_id', 'enrolment_id', 'number'],
        ['task_id', 'enrolment_id', 'open'],
      ],
      indexes: [['enrolment_id'], ['state', 'submitted_at'], ['section_id', 'state', 'submitted_at']],
    });
    await table('submission_file', {
      columns: { submission_id: ref('submission'), media_id: ref('media_file'), added_at: instant() },
      primaryKey: ['submission_id', 'media_id'],
    });
    await table('submission_review', {
      columns: {
        submission_id: ref('submission'),
        outcome: text(16),
        marks: long(),
        score: integer(),
        words: long(),
        at: instant(),
        by_person_id: maybe(ref('person')),
      },
      primaryKey: ['submission_id'],
    });
  },
};
