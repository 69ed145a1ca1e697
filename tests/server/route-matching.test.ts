import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { plainMatcher, type RouteObject } from './reference-matcher.ts';

interface Matcher {
  matchRoutes(
    routes: RouteObject[],
    target: string,
  ): { route: RouteObject; params: object; pathname: string; pathnameBase: string }[] | null;
}

const require = createRequire(import.meta.url);
const folder = dirname(require.resolve('@remix-run/router/package.json'));
const builds = { server: 'router.cjs.js', browser: 'router.js' };
const ROUNDS = 30;
const TRIES = 1_100;
const TIMEOUT_MS = 90_000;

describe.each(Object.entries(builds))('the patched matcher, %s build', (_name, file) => {
  it('is the one installed', () => {
    expect(readFileSync(join(folder, 'dist', file), 'utf8')).toContain('rankedBranchesOf');
  });

  it(
    `finds the same as a plain one, ${ROUNDS * TRIES} times`,
    async () => {
      const { matchRoutes } = (await import(pathToFileURL(join(folder, 'dist', file)).href)) as Matcher;
      // Addresses that do not decode are part of the trial; the library says so each time.
      vi.spyOn(console, 'warn').mockReturnValue();
      const random = sequence(20_261_122);
      let hits = 0;
      for (let round = 0; round < ROUNDS; round += 1) {
        const routes = randomRoutes(random, 2, { next: 0 });
        const match = plainMatcher(routes);
        for (let i = 0; i < TRIES; i += 1) {
          const target = randomTarget(random);
          const found = matchRoutes(routes, target)?.map(({ route, params, pathname, pathnameBase }) => ({
            id: route.id,
            params,
            pathname,
            pathnameBase,
          }));
          const wanted = match(target) ?? undefined;
          // Comparing texts first: a deep comparison by the test library is a hundred times slower.
          if (JSON.stringify(found) !== JSON.stringify(wanted))
            expect({ target, routes, found }).toEqual({ target, routes, found: wanted });
          if (found) hits += 1;
        }
      }
      expect(hits).toBeGreaterThan(ROUNDS * TRIES * 0.2);
    },
    TIMEOUT_MS,
  );
});

type Random = (below: number) => number;

/** The same numbers each time, so that a difference can be looked at again. */
function sequence(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const words = ['courses', 'me', 'teach', 'a', 'b', 'A', 'x.json', '课程'];
const segments = [...words, ':id', ':code', ':id?', 'me?', 'courses/:code', ':id/b', 'a/:id?/b?'];

function randomRoutes(random: Random, depth: number, ids: { next: number }): RouteObject[] {
  return Array.from({ length: 2 + random(6) }, (): RouteObject => {
    ids.next += 1;
    const id = `r${ids.next}`;
    const kind = random(12);
    if (kind === 0) return { id, index: true };
    if (kind === 1) return { id, path: random(2) ? '*' : `${pick(random, words)}/*` };
    const children = depth > 0 && random(2) === 0 ? randomRoutes(random, depth - 1, ids) : undefined;
    const path = kind === 2 && children ? undefined : pick(random, segments) + (random(12) === 0 ? '/' : '');
    return {
      id,
      ...(path === undefined ? {} : { path }),
      caseSensitive: random(8) === 0,
      ...(children ? { children } : {}),
    };
  });
}

function randomTarget(random: Random): string {
  const parts = Array.from({ length: random(5) }, () =>
    pick(random, [...words, 'ME', '7', '%E8%AF%BE', '%2F', '%zz', '', 'c*', 'a b']),
  );
  return `/${parts.join('/')}${random(6) === 0 ? '/' : ''}${random(9) === 0 ? '?q=1' : ''}`;
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random(from.length)] as T;
}
