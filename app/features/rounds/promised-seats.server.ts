import type { Db } from '#db/database.ts';
import { frozenDetail } from './reading.server.ts';

/** Which of these sections are in a round whose seats have not all been given yet. One statement. */
export async function sectionsInDraw(db: Db, sectionIds: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('round_section')
    .leftJoin('round_step', (join) =>
      join.onRef('round_step.round_id', '=', 'round_section.round_id').on('round_step.kind', '=', 'admitted'),
    )
    .select('section_id')
    .where('section_id', 'in', sectionIds)
    .where('round_step.round_id', 'is', null)
    .execute();
  return new Set(rows.map(({ section_id }) => section_id));
}

/**
 * How many seats of a section belong to a draw that is under way: those that it will give, or has given to people who are not
 * enrolled yet. 0 for a section without one. Ask it under the section's lock.
 */
export async function promisedSeats(db: Db, sectionId: string): Promise<number> {
  const round = await db
    .selectFrom('round_section')
    .innerJoin('round_step as frozen', (join) =>
      join.onRef('frozen.round_id', '=', 'round_section.round_id').on('frozen.kind', '=', 'frozen'),
    )
    .leftJoin('round_step as drawn', (join) =>
      join.onRef('drawn.round_id', '=', 'round_section.round_id').on('drawn.kind', '=', 'drawn'),
    )
    .select(['round_section.round_id', 'drawn.at as drawnAt'])
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  if (!round) return 0;
  if (round.drawnAt) return unsettledSeats(db, sectionId);
  const fixed = await frozenDetail(db, round.round_id);
  return fixed?.sections.find(({ id }) => id === sectionId)?.seats ?? 0;
}

async function unsettledSeats(db: Db, sectionId: string): Promise<number> {
  const { seats } = await db
    .selectFrom('application_result')
    .select(({ fn }) => fn.countAll<number>().as('seats'))
    .where('section_id', '=', sectionId)
    .where('outcome', '=', 'admitted')
    .where('settled_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(seats);
}
