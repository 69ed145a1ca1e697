import type { Migration } from '#db/migrate.server.ts';

/** Which sections somebody waits for, without looking at the lines of the past. */
export const lineEnds: Migration = {
  name: '0007_line_ends',
  up: ({ run }) =>
    run('create index waitlist_entry_by_active_section_id on waitlist_entry (active, section_id)'),
};
