import { problemOf } from '#app/lib/problems.ts';
import type { House, Visit } from '#app/server/house.ts';
import { sendPlain } from '#app/server/plain-page.ts';
import { isWhole, type RenderMarks, toRendered } from '#app/server/rendered.ts';
import { sendRendered, sendStreamed } from '#app/server/respond.ts';

const LONGEST_MESSAGE = 300;
const RETRY_SECONDS = '5';
/** Headers of a failure that stay when its body is replaced by a page. */
const lasting = ['allow', 'retry-after', 'content-range', 'www-authenticate', 'cache-control'];

/** Sends what a route answered, with the headers that every answer of its kind must have. */
export async function deliver(
  house: House,
  visit: Visit,
  response: Response,
  marks: RenderMarks,
): Promise<void> {
  const { nonce, unavailable } = marks;
  const { req, res, json } = visit;
  const type = response.headers.get('content-type') ?? '';
  const status = response.status === 500 && unavailable ? 503 : response.status;
  const headers = new Headers(response.headers);
  if (status === 503 && !headers.has('retry-after')) headers.set('retry-after', RETRY_SECONDS);
  const worded = json ? /json|x-script/ : unavailable ? /x-script/ : /html|json|x-script/;
  if (status >= 400 && !worded.test(type)) return sendProblem(visit, status, headers, response);
  tidyHeaders(headers, house.env.PUBLIC_URL?.protocol === 'https:');
  if (type.startsWith('text/html') && !headers.has('content-security-policy')) {
    headers.set('content-security-policy', house.policy([`'nonce-${nonce}'`]));
  }
  if (isWhole(response)) sendRendered(req, res, { ...(await toRendered(response, marks)), status, headers });
  else await sendStreamed(req, res, new Response(response.body, { status, headers }));
}

/** A route's failure as a page or as JSON; a short text body says more exactly what is wrong. */
async function sendProblem(
  { res, json, requestId }: Visit,
  status: number,
  headers: Headers,
  response: Response,
): Promise<void> {
  const problem = problemOf(status);
  const spoken = status < 500 && headers.get('content-type')?.startsWith('text/plain');
  const text = spoken ? await response.text() : '';
  const kept = lasting.flatMap((name) => (headers.has(name) ? [[name, headers.get(name) ?? '']] : []));
  sendPlain(res, {
    status,
    json,
    requestId,
    problem: text && text.length <= LONGEST_MESSAGE ? { ...problem, what: text } : problem,
    headers: Object.fromEntries(kept),
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
