import type { ExpressionBuilder } from 'kysely';
import type { Database } from '#db/database.ts';

/** Every segment of a path is four characters of base 36, so a path's length says how deep its unit lies. */
export const SEGMENT_LENGTH = 4;

/**
 * Behind the path of a scope: that unit alone, without what is below it. Of a unit that was split, the part that took its own people
 * looks back on it so. Whatever does not know the mark finds nothing there, rather than too much.
 */
const ALONE = '.';

/** The scope that holds a unit but nothing below it. */
export const aloneAt = (path: string): string => (path.endsWith(ALONE) ? path : `${path}${ALONE}`);

/**
 * Which paths lie at or below a unit: `from <= path < to`. A range, so that an index answers it. The first character of a
 * path names its tree (`t` territory, `p` party): a scope in one tree never reaches into the other.
 */
export function scopeRange(path: string): { from: string; to: string } {
  if (path.endsWith(ALONE)) {
    const own = path.slice(0, -ALONE.length);
    // `!` comes before anything that a segment can begin with.
    return { from: own, to: `${own}!` };
  }
  // `{` follows `z`, the last character that a segment can begin with.
  return { from: path, to: `${path}{` };
}

/** For where-clauses of queries that have `org_unit` joined: `.where(withinScope(path))`. */
export function withinScope(path: string) {
  const { from, to } = scopeRange(path);
  return ({ and, eb }: ExpressionBuilder<Pick<Database, 'org_unit'>, 'org_unit'>) =>
    and([eb('org_unit.path', '>=', from), eb('org_unit.path', '<', to)]);
}

/** The same question about a path already in hand. A null scope is the whole academy. */
export function isWithin(scopePath: string | null, path: string): boolean {
  if (scopePath === null) return true;
  return scopePath.endsWith(ALONE) ? `${path}${ALONE}` === scopePath : path.startsWith(scopePath);
}

/** The paths of the units above, from the top, itself last. */
export function pathsAbove(path: string): string[] {
  const paths: string[] = [];
  for (let end = SEGMENT_LENGTH; end <= path.length; end += SEGMENT_LENGTH) paths.push(path.slice(0, end));
  return paths;
}
