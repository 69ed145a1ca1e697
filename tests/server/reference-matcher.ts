import type { matchRoutes } from '@remix-run/react';

export type RouteObject = Parameters<typeof matchRoutes>[0][number];

/**
 * A plain matcher written from the documented rules (rank by specificity, then match segment by segment), without
 * memory and without shortcuts: what the patched one is compared with.
 */
export interface PlainMatch {
  id: string | undefined;
  params: Record<string, string | undefined>;
  pathname: string;
  pathnameBase: string;
}

interface Step {
  path: string;
  caseSensitive: boolean;
  position: number;
  route: RouteObject;
}

interface Branch {
  path: string;
  score: number;
  steps: Step[];
}

/** The matcher for one set of routes. Only the order of the branches is worked out beforehand. */
export function plainMatcher(routes: RouteObject[]): (target: string) => PlainMatch[] | null {
  const branches = flatten(routes, [], '');
  branches.sort((a, b) => b.score - a.score || comparePositions(a.steps, b.steps));
  return (target) => {
    const pathname = decode(target.replace(/[?#].*$/, '') || '/');
    for (const branch of branches) {
      const matches = matchSteps(branch.steps, pathname);
      if (matches) return matches;
    }
    return null;
  };
}

function flatten(routes: RouteObject[], above: Step[], prefix: string): Branch[] {
  return routes.flatMap((route, position) => {
    const variants = route.path?.includes('?') ? explode(route.path) : [route.path ?? ''];
    return variants.flatMap((path) => {
      const steps = [...above, { path, caseSensitive: route.caseSensitive === true, position, route }];
      const whole = join(prefix, path);
      const own =
        route.path === undefined && !route.index
          ? []
          : [{ path: whole, score: scoreOf(whole, route.index === true), steps }];
      return [...flatten(route.children ?? [], steps, whole), ...own];
    });
  });
}

function explode(path: string): string[] {
  const [first = '', ...rest] = path.split('/');
  const optional = first.endsWith('?');
  const required = first.replace(/\?$/, '');
  if (rest.length === 0) return optional ? [required, ''] : [required];
  const tails = explode(rest.join('/'));
  const withFirst = tails.map((tail) => (tail === '' ? required : `${required}/${tail}`));
  return optional ? [...withFirst, ...tails] : withFirst;
}

function scoreOf(path: string, index: boolean): number {
  const segments = path.split('/');
  const start = segments.length + (segments.includes('*') ? -2 : 0) + (index ? 2 : 0);
  return segments
    .filter((segment) => segment !== '*')
    .reduce((sum, segment) => sum + (/^:[\w-]+$/.test(segment) ? 3 : segment === '' ? 1 : 10), start);
}

function comparePositions(a: Step[], b: Step[]): number {
  const siblings =
    a.length === b.length && a.slice(0, -1).every((step, i) => step.position === b[i]?.position);
  return siblings ? (a.at(-1)?.position ?? 0) - (b.at(-1)?.position ?? 0) : 0;
}

function matchSteps(steps: Step[], pathname: string): PlainMatch[] | null {
  const params: Record<string, string | undefined> = {};
  const matches: PlainMatch[] = [];
  let base = '/';
  for (const [i, { path, caseSensitive, route }] of steps.entries()) {
    const rest = base === '/' ? pathname : pathname.slice(base.length) || '/';
    const found = matchOne(path, caseSensitive, i === steps.length - 1, rest);
    if (!found) return null;
    Object.assign(params, found.params);
    const pathnameBase = join(base, found.base).replace(/\/+$/, '').replace(/^\/*/, '/');
    matches.push({ id: route.id, params, pathname: join(base, found.whole), pathnameBase });
    if (found.base !== '/') base = join(base, found.base);
  }
  return matches;
}

function matchOne(path: string, caseSensitive: boolean, end: boolean, pathname: string) {
  const names: string[] = [];
  let source = path
    .replace(/\/*\*?$/, '')
    .replace(/^\/*/, '/')
    .replace(/[\\.*+^${}|()[\]]/g, '\\$&');
  source = source.replace(/\/:([\w-]+)/g, (_whole, name: string) => {
    names.push(name);
    return '/([^\\/]+)';
  });
  if (path.endsWith('*')) {
    names.push('*');
    source += path === '*' || path === '/*' ? '(.*)$' : '(?:\\/(.+)|\\/*)$';
  } else if (end) source += '\\/*$';
  else if (path !== '' && path !== '/') source += '(?:(?=\\/|$))';
  const match = new RegExp(`^${source}`, caseSensitive ? '' : 'i').exec(pathname);
  if (!match) return null;
  const whole = match[0];
  const splat = match[names.indexOf('*') + 1] ?? '';
  const base = (names.includes('*') ? whole.slice(0, whole.length - splat.length) : whole).replace(
    /(.)\/+$/,
    '$1',
  );
  const params = Object.fromEntries(
    names.map((name, i) => [name, (match[i + 1] ?? '').replace(/%2F/g, '/')]),
  );
  return { whole, base, params };
}

function decode(pathname: string): string {
  try {
    return pathname
      .split('/')
      .map((segment) => decodeURIComponent(segment).replace(/\//g, '%2F'))
      .join('/');
  } catch {
    return pathname;
  }
}

function join(...parts: string[]): string {
  return parts.join('/').replace(/\/\/+/g, '/');
}
