import type { IncomingMessage, ServerResponse } from 'node:http';
import { crossSiteProblem } from '#app/lib/problems.ts';
import type { House, Visit } from '#app/server/house.ts';
import { isCrossSite, siteOf } from '#app/server/peer.ts';
import { type PlainAnswer, sendPlain } from '#app/server/plain-page.ts';
import { type FoundRoute, isForServerOnly } from '#app/server/route-table.ts';

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']);
const LINGER_MS = 20_000;

/** Why a request goes no further, if so. Comes before anything reads its body. */
export function refusalOf(
  { env }: House,
  { req, json, pathname, search }: Visit,
  route: FoundRoute | undefined,
): PlainAnswer | undefined {
  const method = req.method ?? 'GET';
  const reading = method === 'GET' || method === 'HEAD';
  const allow = {
    Allow: [
      ...(route?.readable === false ? [] : ['GET', 'HEAD']),
      ...(route?.writable ? ['POST'] : []),
      ...(route?.methods ?? []),
    ].join(', '),
  };
  if (!methods.has(method)) return { status: 405, json, headers: allow };
  if (!reading && !route?.signed && isCrossSite(req, siteOf(req, env.PUBLIC_URL)))
    return { status: 403, json, problem: crossSiteProblem };
  if (asksOldData(search)) return { status: 400, json };
  if (!route) return json || !reading || !isPageAddress(pathname) ? { status: 404, json } : undefined;
  const possible = reading
    ? route.readable
    : route.writable && (method === 'POST' || route.methods.includes(method));
  return possible ? undefined : { status: 405, json, headers: allow };
}

/** `?_data=` is how Remix asked before single fetch. No page asks so any more; whoever does fills the log with errors. */
function asksOldData(search: string): boolean {
  return search.includes('data') && new URLSearchParams(search).has('_data');
}

/** Whether an unknown address deserves a rendered page: not what scanners and old links ask for. */
function isPageAddress(pathname: string): boolean {
  return !isForServerOnly(pathname) && !/\.(?!data$)[a-z0-9]{2,5}$/i.test(pathname);
}

export function refuse({ req, res }: Pick<Visit, 'req' | 'res'>, answer: PlainAnswer): void {
  letUploadEnd(req, res);
  sendPlain(res, answer);
}

/**
 * Reads on for a while what the client is still sending after its answer. To hang up would reset the connection, and
 * the browser would show that instead of the page that says what was wrong.
 */
export function letUploadEnd(req: IncomingMessage, res: ServerResponse): void {
  if (req.complete) return;
  res.once('finish', () => {
    if (req.complete || req.destroyed) return;
    const patience = setTimeout(() => req.socket.destroy(), LINGER_MS);
    // The connection goes on to the next request as soon as this one has come to its end.
    for (const over of ['end', 'close', 'error']) req.once(over, () => clearTimeout(patience));
    req.unpipe();
    req.resume();
  });
}
