import ts from 'typescript';
import { isPage } from './floors.ts';
import { isTest, type Source, syntax, walk } from './sources.ts';

/** The files that the list of routes names: `app/routes.ts` and its parts for those who run the academy and for tables as files. */
function namedPages(sources: Source[]): Set<string> {
  const named = new Set<string>();
  for (const routes of sources.filter(({ path }) => /^app\/((admin|table)-)?routes\.ts$/.test(path)))
    walk(syntax(routes), (node) => {
      const last = ts.isCallExpression(node)
        ? node.arguments.filter(ts.isStringLiteralLike).at(-1)
        : undefined;
      if (last && /\.tsx?$/.test(last.text)) named.add(`app/${last.text}`);
    });
  return named;
}

/** Every address in the list of routes has its page, and every page its address. */
export function everyAddressHasItsPage(sources: Source[]): string[] {
  const named = namedPages(sources);
  const pages = sources
    .map(({ path }) => path)
    .filter((path) => isPage(path) && /\.tsx?$/.test(path) && !isTest(path));
  const missing = [...named].filter((path) => !sources.some((source) => source.path === path));
  const unreachable = pages.filter((path) => !named.has(path));
  return [
    ...missing.map((path) => `app/routes.ts: ${path} is not there`),
    ...unreachable.map((path) => `${path}: has no address in app/routes.ts`),
  ];
}
