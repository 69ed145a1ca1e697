import type { ServerBuild } from '@remix-run/node';
import { describe, expect, it } from 'vitest';
import routes from '#app/routes.ts';
import { createRouteTable } from '#app/server/route-table.ts';
import { plainMatcher } from './reference-matcher.ts';

interface Route {
  path?: string | undefined;
  index?: boolean | undefined;
  file: string;
}

const own = routes as Route[];
const page = { default: () => null };
const build = Object.fromEntries([
  ['root', { id: 'root', path: '', module: page }],
  ...own.map(({ path, index, file }) => [file, { id: file, parentId: 'root', path, index, module: page }]),
]) as unknown as ServerBuild['routes'];
const tree = [
  { id: 'root', path: '', children: own.map(({ path, index, file }) => ({ id: file, path, index })) },
];

/** Addresses of every route, with words for its places that other routes begin with. */
function addresses(): string[] {
  const words = ['courses', 'me', 'json', '7', 'LEARN', '%E8%AF%BE', 'a.b', '课'];
  return own.flatMap(({ path = '' }) =>
    words.flatMap((word) => {
      const address = `/${path.replace(/:\w+/g, word).replace('*', `${word}/x`)}`;
      return [address, `${address}/`, address.toUpperCase(), `${address}/${word}`, `/${word}${address}`];
    }),
  );
}

describe('the table of routes', () => {
  it('finds what a plain matcher finds, though it tries few', () => {
    const table = createRouteTable(build);
    const match = plainMatcher(tree as Parameters<typeof plainMatcher>[0]);
    const all = [...addresses(), '/', '/nothing', '/json', '/json/', '/learn', '/%6Dm', '/me%2Fcourses'];
    const different = all.filter((address) => {
      const wanted = match(address)?.at(-1);
      const known = wanted && own.find(({ file }) => file === wanted.id);
      const pattern = known && known.path !== '*' ? `/${known.path ?? ''}` : undefined;
      const isOurs = !/^\/json(\/|$)/i.test(decodeURIComponent(address));
      const found = table.find(address, false);
      return isOurs && (found?.pattern !== pattern || (found && !sameParams(found.params, wanted?.params)));
    });
    expect(different).toEqual([]);
    expect(all.filter((address) => table.find(address, false)).length).toBeGreaterThan(all.length / 3);
  });
});

function sameParams(a: object, b: object | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
