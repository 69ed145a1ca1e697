import type { Db } from '#db/database.ts';
import { nowWords } from './term-words.rules.ts';
import { recentTerms, type Term, windowsOf } from './terms.server.ts';

/** A term with what can be chosen in it now, in words. */
export interface ListedTerm extends Term {
  now: ReturnType<typeof nowWords>;
}

/** The terms, newest first, at most twenty. Two statements. */
export async function listedTerms(db: Db, now: Date): Promise<ListedTerm[]> {
  const terms = await recentTerms(db);
  const windows = await windowsOf(
    db,
    terms.map(({ id }) => id),
  );
  return terms.map((term) => ({
    ...term,
    now: nowWords(
      windows.filter(({ termId }) => termId === term.id),
      now,
    ),
  }));
}
