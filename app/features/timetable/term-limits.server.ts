import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type TermLimits, usualLimits } from './term-shape.ts';

/** All schools together are the row without a school. */
const ALL = '';

/** The rows of a term's limits. */
export function limitRows(termId: string, { all, bySchool }: TermLimits) {
  const own = Object.entries(bySchool).map(([school, most]) => ({ term_id: termId, school, most }));
  return [{ term_id: termId, school: ALL, most: all }, ...own];
}

/** Limits from their rows; a term without any has the usual ones. */
export function limitsFrom(rows: readonly { school: string; most: number }[]): TermLimits {
  const all = rows.find(({ school }) => school === ALL);
  if (!all) return usualLimits;
  const own = rows
    .filter(({ school }) => school !== ALL)
    .map(({ school, most }) => [school as School, Number(most)]);
  return { all: Number(all.most), bySchool: Object.fromEntries(own) };
}

/** How many sections a term allows. One statement. */
export async function limitsOfTerm(db: Db, termId: string): Promise<TermLimits> {
  const rows = await db
    .selectFrom('term_limit')
    .select(['school', 'most'])
    .where('term_id', '=', termId)
    .execute();
  return limitsFrom(rows);
}
