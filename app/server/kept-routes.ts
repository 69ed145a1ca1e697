import type { IncomingMessage } from 'node:http';
import { SESSION_COOKIE } from '#app/lib/session-cookie.ts';
import { viewFromCookies, viewName } from '#app/lib/view.ts';
import type { Visit } from '#app/server/house.ts';

/** Pages that show everyone the same as long as nobody is signed in. Whatever is not listed is rendered each time. */
const keptPatterns = new Set([
  '/',
  '/courses',
  '/courses/:code',
  '/teachers',
  '/teachers/:slug',
  '/curriculum',
  '/rounds/:roundId',
  '/ledger',
  '/timetable',
  '/timetable.ics',
  '/menu',
  '/accessibility',
  '/privacy',
  '/help',
  '/help/:slug',
  '/api/v1/courses',
  '/api/v1/courses/:code',
  '/api/v1/teachers',
  '/api/v1/openapi.json',
]);

const LONGEST_KEPT_TARGET = 512;

export function mayKeep(pattern: string | undefined): boolean {
  return pattern !== undefined && keptPatterns.has(pattern.replace(/^\/json(?=\/|$)/, '') || '/');
}

/**
 * The key of a page for this request: address with query, kind, view and language, and the host where pages could show
 * it. Undefined for whoever is signed in, and for writes.
 */
export function keptKey(
  req: IncomingMessage,
  json: boolean,
  publicHost: string | undefined,
): string | undefined {
  if (req.method !== 'GET' && req.method !== 'HEAD') return undefined;
  const { cookie } = req.headers;
  const target = req.url ?? '/';
  if (cookie?.includes(`${SESSION_COOKIE}=`) || target.length > LONGEST_KEPT_TARGET || req.headers.range)
    return undefined;
  const host = publicHost ?? req.headers.host ?? '';
  return `${json ? 'json' : 'page'} ${viewName(viewFromCookies(cookie))} zh-CN ${host} ${target}`;
}

/** The headers that a kept page may depend on, and no others: whoever renders it renders for everyone with the key. */
export function keptHeaders({ req, json }: Pick<Visit, 'req' | 'json'>, host: string): Headers {
  return new Headers({
    host,
    accept: json ? 'application/json' : 'text/html',
    'accept-language': 'zh-CN',
    cookie: `view=${viewName(viewFromCookies(req.headers.cookie))}`,
  });
}
