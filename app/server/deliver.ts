import { problemOf } from '#app/lib/problems.ts';
import type { House, Visit } from '#app/server/house.ts';
import { sendPlain } from '#app/server/plain-page.ts';
import { isWhole, toRendered } from '#app/server/rendered.ts';
import { sendRendered, sendStreamed } from '#app/server/respond.ts';

const LONGEST_MESSAGE = 300;

/** Sends what a route answered, with the headers that every answer of its kind must have. */
export async function deliver(house: House, visit: Visit, response: Response, nonce?: string): Promise<void> {
  const { req, res } = visit;
  const type = response.headers.get('content-type') ?? '';
  if (response.status >= 400 && !/html|json|x-script/.test(type)) return sendProblem(visit, response);
  const headers = new Headers(response.headers);
  tidyHeaders(headers, house.env.PUBLIC_URL?.protocol === 'https:');
  if (type.startsWith('text/html'))
    headers.set('content-security-policy', house.policy(nonce ? [`'nonce-${nonce}'`] : []));
  if (visit.json && response.status >= 400 && !type.includes('json')) return sendProblem(visit, response);
  if (!isWhole(response))
    return sendStreamed(req, res, new Response(response.body, { status: response.status, headers }));
  sendRendered(req, res, { ...(await toRendered(response)), headers });
}

/** A route's failure as a page or as JSON; a short text body says more exactly what is wrong. */
async function sendProblem({ res, json, requestId }: Visit, response: Response): Promise<void> {
  const problem = problemOf(response.status);
  const text =
    response.headers.get('content-type')?.startsWith('text/plain') && response.status < 500
      ? await response.text()
      : '';
  const allow = response.headers.get('allow');
  const retry = response.headers.get('retry-after');
  sendPlain(res, {
    status: response.status,
    json,
    requestId,
    problem: text && text.length <= LONGEST_MESSAGE ? { ...problem, what: text } : problem,
    headers: { ...(allow ? { Allow: allow } : {}), ...(retry ? { 'Retry-After': retry } : {}) },
  });
}

function tidyHeaders(headers: Headers, behindTls: boolean): void {
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-store');
  const cookies = headers.getSetCookie();
  if (!behindTls || cookies.length === 0) return;
  headers.delete('set-cookie');
  for (const cookie of cookies)
    headers.append('set-cookie', /;\s*secure/i.test(cookie) ? cookie : `${cookie}; Secure`);
}
