import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { cleanText } from '#app/lib/clean-text.ts';
import type { Asking } from '#app/lib/http-light.ts';
import { problemOf } from '#app/lib/problems.ts';

/** The body of every JSON error (contract: Machine interfaces). */
export interface ApiError {
  error: { code: string; message: string };
}

export interface ErrorDetails {
  code?: string;
  message?: string;
  headers?: HeadersInit;
}

/**
 * Where the academy is to be found, for addresses that leave it (codes on paper, badges, calendars): PUBLIC_URL, or on a machine of
 * one's own, where none is set, what the request was sent to.
 */
export function originOf(request: Asking, { PUBLIC_URL }: { PUBLIC_URL?: URL | undefined }): string {
  return PUBLIC_URL?.origin ?? new URL(request.url).origin;
}

/** An answer for programs. Lists and balances change any moment, so nothing in between may keep it. */
export function jsonAnswer(body: unknown, init: ResponseInit = {}): Response {
  const headers = new Headers(init.headers);
  if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
  return Response.json(body, { ...init, headers });
}

/** A public JSON answer with an ETag over its content: 304 for whoever has it already. */
export function taggedAnswer(request: Request, body: unknown): Response {
  const text = JSON.stringify(body);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  const headers = {
    etag: tag,
    'cache-control': 'public, max-age=0, must-revalidate',
    'content-type': 'application/json; charset=utf-8',
  };
  const known = request.headers.get('if-none-match');
  if (known?.split(',').some((one) => one.trim().replace(/^W\//, '') === tag))
    return new Response(null, { status: 304, headers });
  return new Response(text, { headers });
}

/** `{ error: { code, message } }`; code and message are those of the status unless given. */
export function jsonError(status: number, { code, message, headers }: ErrorDetails = {}): Response {
  const problem = problemOf(status);
  const body: ApiError = { error: { code: code ?? problem.code, message: message ?? problem.what } };
  return jsonAnswer(body, { status, ...(headers ? { headers } : {}) });
}

/**
 * What a loader or action throws when it cannot answer: JSON for programs, otherwise the page of that status with
 * `message` (Chinese, in whole sentences) in place of the usual words.
 */
export function failure(request: Asking, status: number, details: ErrorDetails = {}): Response {
  if (wantsJson(request.headers.get('accept'))) return jsonError(status, details);
  return new Response(details.message ?? null, {
    status,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...Object.fromEntries(new Headers(details.headers)),
    },
  });
}

/** Seconds after which it is worth while to ask again. */
const LATER_SECONDS = 60;

/** For what is away and will be back: where `isAway` says so of an error, 503 with Retry-After and `message`; any other is thrown on. */
export function whileAway(
  request: Request,
  { isAway, message }: { isAway: (error: unknown) => boolean; message: string },
): (error: unknown) => never {
  return (error) => {
    if (!isAway(error)) throw error;
    throw failure(request, 503, { message, headers: { 'retry-after': String(LATER_SECONDS) } });
  };
}

/** Whether an Accept header ranks JSON above a page. Browsers navigating never do. */
export function wantsJson(accept: string | null | undefined): boolean {
  if (!accept?.includes('json')) return false;
  const json = quality(accept, 'application/json');
  return json > 0 && json >= quality(accept, 'text/html');
}

function quality(accept: string, type: string): number {
  for (const range of accept.split(',')) {
    const [name, ...parameters] = range.trim().split(';');
    if (name?.trim().toLowerCase() !== type) continue;
    const weight = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/i.exec(parameter)?.[1]).find(Boolean);
    return weight === undefined ? 1 : Number(weight) || 0;
  }
  return 0;
}

/**
 * `target` when it is an address inside this site, else `fallback`. Guards every redirect whose goal came from outside:
 * one leading slash, no second slash or backslash behind it, no control characters.
 */
export function safePath(target: string | null | undefined, fallback = '/'): string {
  if (!target || !/^\/(?![/\\])/.test(target) || /[\\\p{Cc}]/u.test(target)) return fallback;
  const base = 'http://inside.invalid';
  const url = URL.canParse(target, base) ? new URL(target, base) : undefined;
  return url?.origin === base && !url.pathname.startsWith('//') ? target : fallback;
}

/** The page of this site that a form was sent from, for going back to it. */
export function refererPath(request: Asking, fallback = '/'): string {
  const referer = request.headers.get('referer');
  if (!referer || !URL.canParse(referer)) return fallback;
  const url = new URL(referer);
  return url.host === new URL(request.url).host ? safePath(url.pathname + url.search, fallback) : fallback;
}

/**
 * Whether a browser says that a page of another site asks. Players on phones say nothing of the kind, and may read.
 */
export function isFromElsewhere({ headers, url }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site && site !== 'same-origin' && site !== 'none') return true;
  const { host } = new URL(url);
  return [headers.get('origin'), headers.get('referer')].some(
    (from) => from !== null && (!URL.canParse(from) || new URL(from).host !== host),
  );
}

/**
 * Whether a loader runs only to fill the page that answers a form just sent. The router asks it with a GET then, whose
 * headers are still those of the form. A loader that redirects must not do so here: the answer would be lost.
 */
export function answersForm(request: Request): boolean {
  return request.headers.has('content-type');
}

/** What `words` say of the deed that the address of a page names as just done; null where it names none of theirs. */
export function doneIn({ url }: Request, words: Readonly<Record<string, string>>): string | null {
  const done = new URL(url).searchParams.get('done') ?? '';
  return Object.hasOwn(words, done) ? (words[done] ?? null) : null;
}

/** The form of a request. Throws the 400 answer when the body is no form or is cut off. */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    throw failure(request, 400);
  }
}

/** Whether a form came without files: one that `readParts` cannot read, and yet a form. */
export function isPlainForm(request: Request): boolean {
  return request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

/** The fields of the form of a request, of each the last value. Throws the 400 answer when the body is no form. */
export async function readFields(request: Request): Promise<Record<string, string>> {
  return formFields(await readForm(request), []).fields;
}

/** The words of a form, of each field the last ones. A file where words belong is left out: it could not be shown again. */
export function formWords(form: FormData): Record<string, string> {
  return Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, cleanText(value)]] : [])),
  );
}

/** The fields of a sent form: of each the last value, of those named in `lists` all of them. */
export function formFields<List extends string>(
  form: FormData,
  lists: readonly List[],
): { fields: Record<string, string>; lists: Record<List, string[]> } {
  const fields = Object.fromEntries([...form].map(([name, value]) => [name, cleanText(String(value))]));
  const all = lists.map(
    (name) => [name, form.getAll(name).map((value) => cleanText(String(value)))] as const,
  );
  return { fields, lists: Object.fromEntries(all) as Record<List, string[]> };
}

/** The JSON body of a request as `schema` allows it. Throws the 400 answer, which names the first field that is wrong. */
export async function readJson<Schema extends z.ZodType>(
  request: Pick<Request, 'json'>,
  schema: Schema,
): Promise<z.output<Schema>> {
  const body: unknown = await request.json().catch(() => undefined);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  throw jsonError(400, field ? { message: `内容不完整或者格式不对：${field}。` } : {});
}
