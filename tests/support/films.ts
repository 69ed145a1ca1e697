import type { Db } from '#db/database.ts';

const MUCH_LATER = '9999-01-01T00:00:00.000Z';

/**
 * Leaves the films of the demo in their queue: making them takes a processor for a minute, beside whatever is tested or measured, and
 * what a page shows would change meanwhile. How films are made ready is tested by itself.
 */
export async function putOffFilms(db: Db): Promise<void> {
  await db
    .updateTable('recording_processing')
    .set({ run_at: MUCH_LATER })
    .where('state', '=', 'waiting')
    .execute();
}
