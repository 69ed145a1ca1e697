import type { Db } from '#db/database.ts';

/** The titles of some courses by code. */
export async function courseTitles(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await db
    .selectFrom('course')
    .select(['code', 'title'])
    .where('code', 'in', [...new Set(codes)])
    .execute();
  return new Map(rows.map(({ code, title }) => [code, title]));
}

const KEPT_MS = 10_000;
const MOST_KEPT = 500;

const kept = new WeakMap<Db, Map<string, { titles: Promise<Map<string, string>>; keptAt: number }>>();

/** The same for sheets, which name the same few courses again and again: kept for ten seconds, so mostly no statement. */
export async function knownTitles(db: Db, codes: readonly string[]): Promise<Map<string, string>> {
  if (db.isTransaction) return courseTitles(db, codes);
  const key = [...new Set(codes)].sort().join(' ');
  const own = kept.get(db) ?? new Map();
  kept.set(db, own);
  const known = own.get(key);
  if (known && performance.now() - known.keptAt < KEPT_MS) return known.titles;
  const titles = courseTitles(db, codes);
  if (own.size >= MOST_KEPT) own.clear();
  own.set(key, { titles, keptAt: performance.now() });
  titles.catch(() => own.delete(key));
  return titles;
}
