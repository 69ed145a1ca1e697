import { givenUp } from '#app/features/queue/given-up.server.ts';
import type { Db } from '#db/database.ts';
import { pieceKey } from './batches.server.ts';

/** A batch as 教务 sees it. `section` is null where it is about a year. */
export interface Batch {
  id: string;
  cycle: number | null;
  sectionTitle: string | null;
  total: number;
  looked: number;
  issued: number;
  askedAt: string;
  askedByName: string;
  doneAt: string | null;
  /** Its last piece failed every time: it goes on when somebody begins it again. */
  isStuck: boolean;
}

/** The last batches, newest first; those of one section where it is given. */
export async function lastBatches(
  db: Db,
  { sectionId, limit = 5 }: { sectionId?: string; limit?: number } = {},
): Promise<Batch[]> {
  const rows = await db
    .selectFrom('certificate_batch as batch')
    .innerJoin('person', 'person.id', 'batch.asked_by')
    .leftJoin('section', 'section.id', 'batch.section_id')
    .select(['batch.id', 'batch.after_id', 'batch.cycle', 'batch.total', 'batch.looked', 'batch.issued'])
    .select(['batch.asked_at', 'batch.done_at', 'person.name', 'section.title'])
    .$if(sectionId !== undefined, (query) => query.where('batch.section_id', '=', sectionId ?? ''))
    .orderBy('batch.asked_at', 'desc')
    .orderBy('batch.id', 'desc')
    .limit(limit)
    .execute();
  const keyOf = ({ id, after_id }: { id: string; after_id: string | null }) => pieceKey(id, after_id);
  const stuck = await givenUp(db, rows.filter(({ done_at }) => done_at === null).map(keyOf));
  return rows.map(({ asked_at, done_at, name, title, after_id, ...row }) => ({
    ...row,
    sectionTitle: title,
    askedAt: asked_at,
    askedByName: name,
    doneAt: done_at,
    isStuck: done_at === null && stuck.has(keyOf({ id: row.id, after_id })),
  }));
}
