import type { Db } from '#db/database.ts';
import type { Tree, UnitKind } from './kinds.ts';
import { isWithin, pathsAbove, scopeRange } from './scope.ts';

export interface FoundUnit {
  id: string;
  tree: Tree;
  kind: UnitKind;
  path: string;
  /** From the top, itself last: 方圆街道 › 东园社区 › 5 栋. */
  trail: string;
}

const MOST = 20;

/**
 * Units standing on a day whose name holds `name`, with where they lie, because every estate has a 5 栋. Words apart by
 * blanks narrow it by what lies above: `东园 5 栋`. `scopes` limits it to parts of the organisation. Two statements.
 */
export async function findUnits(
  db: Db,
  { name, scopes, onDay }: { name: string; scopes: 'everywhere' | readonly string[]; onDay: string },
): Promise<FoundUnit[]> {
  const words = name
    .normalize('NFKC')
    .replace(/[%_\\]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 5);
  const last = words.at(-1);
  if (!last || (scopes !== 'everywhere' && scopes.length === 0)) return [];
  const rows = await standing(db, scopes, onDay)
    .select(['id', 'tree', 'kind', 'path', 'name'])
    .where('name', 'like', `%${last}%`)
    .orderBy('path')
    .limit(words.length > 1 ? MOST * 20 : MOST)
    .execute();
  const trails = await trailsOf(
    db,
    rows.map(({ path }) => path),
  );
  return rows
    .map(({ id, tree, kind, path }) => ({
      id,
      tree: tree as Tree,
      kind: kind as UnitKind,
      path,
      trail: trails.get(path) ?? '',
    }))
    .filter(({ trail, path }) => words.every((word) => trail.includes(word)) && lies(scopes, path))
    .slice(0, MOST);
}

function standing(db: Db, scopes: 'everywhere' | readonly string[], onDay: string) {
  return db
    .selectFrom('org_unit')
    .where('tree', 'in', ['territory', 'party'])
    .where('valid_from', '<=', onDay)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', onDay)]))
    .$if(scopes !== 'everywhere', (query) =>
      query.where(({ or, and, eb }) =>
        or(
          (scopes as readonly string[]).map((scope) => {
            const { from, to } = scopeRange(scope);
            return and([eb('path', '>=', from), eb('path', '<', to)]);
          }),
        ),
      ),
    );
}

function lies(scopes: 'everywhere' | readonly string[], path: string): boolean {
  return scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));
}

/** The names above each path, joined. */
async function trailsOf(db: Db, paths: string[]): Promise<Map<string, string>> {
  const wanted = [...new Set(paths.flatMap(pathsAbove))];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectFrom('org_unit')
    .select(['path', 'name'])
    .where('tree', 'in', ['territory', 'party'])
    .where('path', 'in', wanted)
    .execute();
  const names = new Map(rows.map(({ path, name }) => [path, name]));
  return new Map(
    paths.map((path) => [
      path,
      pathsAbove(path)
        .map((above) => names.get(above) ?? '')
        .join(' › '),
    ]),
  );
}
