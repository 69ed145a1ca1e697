import type { Migration } from '#db/migrate.server.ts';

/** Calendars tell for a while what no longer takes place: it is found by when that was decided. */
export const calendars: Migration = {
  name: '0010_calendars',
  async up({ run }) {
    await run('create index meeting_cancellation_by_at on meeting_cancellation (at)');
    await run('create index section_closure_by_at on section_closure (at)');
  },
};
