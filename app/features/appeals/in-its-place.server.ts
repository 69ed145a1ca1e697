/** What stands in place of an entry of which adjustments have taken a part, link by link; and whether the entry stands again itself. */
import type { Db, Trx } from '#db/database.ts';

/** Each adjustment takes a part of what the one before left: no chain of them is longer than this. */
const MOST_LINKS = 50;

/** Every confirmed adjustment of an entry and of what was left of it, the first one first: their ids. */
export async function adjustmentsAfter(trx: Trx, entryId: string): Promise<string[]> {
  const found: string[] = [];
  let entryIds = [entryId];
  for (let link = 0; entryIds.length > 0 && link < MOST_LINKS; link += 1) {
    const rows = await trx
      .selectFrom('adjustment')
      .leftJoin('credit_entry as left_over', (join) =>
        join
          .onRef('left_over.person_id', '=', 'adjustment.person_id')
          .onRef('left_over.source_id', '=', 'adjustment.id')
          .on('left_over.source_type', '=', 'adjustment'),
      )
      .select(['adjustment.id', 'left_over.id as leftId'])
      .where('adjustment.entry_id', 'in', entryIds)
      .where('adjustment.open', 'is', null)
      .execute();
    found.push(...new Set(rows.map(({ id }) => id)));
    entryIds = rows.flatMap(({ leftId }) => leftId ?? []);
  }
  return found;
}

/**
 * Whether what an adjustment took a part of stands whole again, by an appeal: then what was left of it, and its end, are nothing to be made
 * good. One small statement for each adjustment before it.
 */
export async function standsWhole(db: Db, adjustmentId: string): Promise<boolean> {
  let next: string | null = adjustmentId;
  for (let link = 0; next !== null && link < MOST_LINKS; link += 1) {
    const rows = await awardsLike(db, next);
    if (rows.some(({ undoneId }) => undoneId === null)) return true;
    const [first] = rows;
    next = first?.source_type === 'adjustment' ? first.source_id : null;
  }
  return false;
}

/** The entry that an adjustment is about, in each of its revisions, and what took each of them back. */
function awardsLike(db: Db, adjustmentId: string) {
  return db
    .selectFrom('adjustment')
    .innerJoin('credit_entry as was', 'was.id', 'adjustment.entry_id')
    .innerJoin('credit_entry as award', (join) =>
      join
        .onRef('award.person_id', '=', 'was.person_id')
        .onRef('award.source_type', '=', 'was.source_type')
        .onRef('award.source_id', '=', 'was.source_id')
        .onRef('award.line', '=', 'was.line')
        .on('award.kind', '=', 'award'),
    )
    .leftJoin('credit_entry as undone', 'undone.reverses_id', 'award.id')
    .select(['was.source_type', 'was.source_id', 'undone.id as undoneId'])
    .where('adjustment.id', '=', adjustmentId)
    .execute();
}
