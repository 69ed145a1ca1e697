import { floors, isPage, isRoof, roomOf } from './floors.ts';
import { importsOf, isTest, type Source } from './sources.ts';

/** Rule 1: a room imports itself and lower floors (floor 0 is open to all); db, lib and ui import no room. */
export function downOnly(sources: Source[]): string[] {
  return eachImport(sources, ({ source, path }) => {
    const to = roomOf(path ?? '');
    if (!to || isTest(source.path) || isRoof(source.path)) return undefined;
    const from = roomOf(source.path);
    if (!from) return /^(db|app\/lib|app\/ui)\//.test(source.path) ? 'is below every room' : undefined;
    const [own, other] = [floors[from], floors[to]];
    if (own === undefined || other === undefined) return `room ${own === undefined ? from : to} has no floor`;
    return from === to || other === 0 || other < own
      ? undefined
      : `${from} is on floor ${own}, ${to} on ${other}`;
  });
}

const outside =
  /^(kysely|mysql2|@photostructure\/|@remix-run\/|remix$|react-router|node:(?!crypto$)|lucia$|pino$)/;

/** Rule 2: `.rules` and `.schema` import no database, no Remix, no `.server`, and do no input or output. */
export function pureRules(sources: Source[]): string[] {
  const pure = sources.filter(({ path }) => /\.(rules|schema)\.tsx?$/.test(path));
  const imports = eachImport(pure, ({ path = '', specifier }) =>
    outside.test(specifier) || path.startsWith('db/') || /\.server\.tsx?$/.test(path)
      ? 'this file is pure'
      : undefined,
  );
  const clock = pure.flatMap(({ path, text }) => {
    const found = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bprocess\.|\bfetch\(/.exec(text);
    return found ? [`${path}: uses ${found[0]}: rules have no clock, no chance, no world`] : [];
  });
  return [...imports, ...clock];
}

/** Rule 5: nothing imports a page, and no room imports the roof. */
export function nothingAboveThePages(sources: Source[]): string[] {
  return eachImport(sources, ({ source, path }) => {
    if (!path || isTest(source.path)) return undefined;
    if (isPage(path)) return 'nothing imports a page';
    return isRoof(path) && !isRoof(source.path) ? 'only the roof knows the roof' : undefined;
  });
}

/**
 * Rule 8: what a page reaches in db/ ends in `.server.ts`. Remix cuts such modules out of the browser's bundle, so
 * the walk ends at each of them.
 */
export function noDriverInTheBrowser(sources: Source[]): string[] {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Map<string, string>();
  const queue = sources.filter(({ path }) => isPage(path) || /^app\/(root|entry\.client)\.tsx$/.test(path));
  for (const source of queue) {
    for (const { path, erased } of importsOf(source)) {
      const next = path === undefined || erased ? undefined : byPath.get(path);
      if (!next || reached.has(next.path) || /\.server\.tsx?$/.test(next.path)) continue;
      reached.set(next.path, source.path);
      queue.push(next);
    }
  }
  return [...reached]
    .filter(([path]) => path.startsWith('db/'))
    .map(([path, from]) => `${from}: reaches ${path} without .server`);
}

/** Imports name the file with its extension; other folders are named by alias. */
export function namedInFull(sources: Source[]): string[] {
  return eachImport(sources, ({ path, specifier }) => {
    if (!/^[.#]/.test(specifier)) return undefined;
    if (specifier.startsWith('../../')) return 'use the alias';
    if (!path) return 'no such alias';
    return /\.[a-z0-9]+(\?.*)?$/.test(specifier) ? undefined : 'the extension is missing';
  });
}

/** No file imports itself by a detour. Type imports are erased and cannot hurt at start, so they do not count. */
export function noCycles(sources: Source[]): string[] {
  const graph = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source).flatMap(({ path, erased }) => (path && !erased ? [path] : [])),
    ]),
  );
  const cycles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: string[]) => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
}

type At = { source: Source; specifier: string; path?: string };

function eachImport(sources: Source[], judge: (at: At) => string | undefined): string[] {
  return sources.flatMap((source) =>
    importsOf(source).flatMap(({ specifier, path }) => {
      const reason = judge({ source, specifier, path });
      return reason ? [`${source.path}: imports ${specifier}: ${reason}`] : [];
    }),
  );
}
