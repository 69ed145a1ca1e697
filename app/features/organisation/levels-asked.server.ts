import type { Db } from '#db/database.ts';
import type { Place } from '#db/part.server.ts';
import type { Tree } from './kinds.ts';
import { levelQuery } from './level-list.schema.ts';
import { type Level, levelAt, levelBelow } from './levels.server.ts';
import { isWithin } from './scope.ts';
import { findUnit, type Unit } from './units.server.ts';

export type Scopes = 'everywhere' | readonly string[];

/** Which level of a tree is asked for, and as of which day. */
export interface LevelAsked {
  tree: Tree;
  unit: Unit | null;
  day: string;
  q: string;
  page: number;
}

/** What the address of the tree asks for; null where its unit is none, or out of the reader's scopes. At most one statement. */
export async function levelAsked(
  db: Db,
  { url, scopes, today }: { url: URL; scopes: Scopes; today: string },
): Promise<LevelAsked | null> {
  const asked = levelQuery.parse({ q: '', ...Object.fromEntries(url.searchParams) });
  const unit = asked.unit === undefined ? null : await findUnit(db, asked.unit);
  if (asked.unit !== undefined && !(unit && lies(scopes, unit.path))) return null;
  const { q, page } = asked;
  return { tree: unit?.tree ?? asked.tree, unit, day: asked.on ?? today, q, page };
}

/** Whether a path lies in one of the scopes. */
export const lies = (scopes: Scopes, path: string): boolean =>
  scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));

/** A page of that level, or for a file what follows a place in it. Whoever keeps parts of a tree begins with these. */
export async function levelFor(
  db: Db,
  { asked, scopes, after }: { asked: LevelAsked; scopes: Scopes; after?: Place | null },
): Promise<Level> {
  const { tree, unit, day: onDay, page } = asked;
  if (!unit && scopes !== 'everywhere') return levelAt(db, { tree, paths: scopes, onDay });
  const part = after === undefined ? { page } : { after };
  return levelBelow(db, { parentId: unit?.id ?? null, tree, onDay, ...part });
}
