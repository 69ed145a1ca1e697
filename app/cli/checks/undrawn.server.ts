import { sql } from 'kysely';
import type { Db } from '#db/database.ts';
import { MOST_OFFENDERS } from './check.ts';

/** Lists read of the section itself whether it waits for a draw; the round says whether that is so. */
export async function wronglyUndrawn(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('section')
    .leftJoin('round_section', 'round_section.section_id', 'section.id')
    .leftJoin('round_step as published', (join) =>
      join.onRef('published.round_id', '=', 'round_section.round_id').on('published.kind', '=', 'published'),
    )
    .leftJoin('round_step as admitted', (join) =>
      join.onRef('admitted.round_id', '=', 'round_section.round_id').on('admitted.kind', '=', 'admitted'),
    )
    .select('section.id')
    .where(
      sql<boolean>`(section.undrawn = 1) <> (published.round_id is not null and admitted.round_id is null)`,
    )
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ id }) => `section ${id}`);
}
