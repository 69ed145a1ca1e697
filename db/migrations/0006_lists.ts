import type { Migration } from '#db/migrate.server.ts';

/** Indexes for the lists of pages: each is read in its order, or found, without looking at the whole table. */
export const lists: Migration = {
  name: '0006_lists',
  async up({ run }) {
    for (const [table, ...columns] of indexes) {
      const name = [table, 'by', ...columns.map((column) => column.replace(' ', '_'))].join('_').slice(0, 64);
      await run(`create index ${name} on ${table} (${columns.join(', ')})`);
    }
  },
};

const indexes = [
  // Courses to choose from by code, and how many each school has.
  ['course', 'state', 'code'],
  ['course', 'state', 'school'],
  // What somebody teaches.
  ['five_one', 'teacher_id'],
  ['section', 'head_teacher_id'],
  // Sections newest first; of a term the next to begin; what can be chosen in a term.
  ['section', 'starts_on desc', 'code'],
  ['section', 'term_id', 'starts_on', 'code'],
  ['section', 'term_id', 'opened_at', 'school', 'course_id'],
  // How many posts a unit has on a day.
  ['appointment', 'org_unit_id', 'valid_from', 'valid_to'],
  // The attempts of an enrolment at all its quizzes.
  ['attempt', 'enrolment_id'],
] as const;
