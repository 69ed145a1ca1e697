import { createHash } from 'node:crypto';
import type { RequestContext } from '#app/lib/context.ts';

export type RenderMarks = Pick<RequestContext, 'nonce' | 'unavailable' | 'html'>;

/** A whole answer in memory. */
export interface Rendered {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** What it was rendered with, for those answers that are not kept. */
  context?: RenderMarks;
}

const wholeTypes = /^(text\/(html|x-script|plain|calendar)|application\/([a-z.]+\+)?json)\b/;

/** Whether an answer is small text that is better compressed as a whole; files, exports and event streams are not. */
export function isWhole({ body, headers, status }: Response): boolean {
  // Of a file that comes in parts the length is said even where nothing of it is sent.
  if (headers.has('accept-ranges')) return false;
  return body === null || (status !== 206 && wholeTypes.test(headers.get('content-type') ?? ''));
}

export async function toRendered(response: Response, { html }: RenderMarks): Promise<Rendered> {
  const isPage = html !== undefined && response.body === null && hasHtml(response);
  const bytes = isPage ? Buffer.from(html) : Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

function hasHtml({ headers }: Response): boolean {
  return headers.get('content-type')?.startsWith('text/html') ?? false;
}

export function weakTag(bytes: Buffer): string {
  return `W/"${createHash('sha1').update(bytes).digest('base64url')}"`;
}

export function tagMatches(given: string | undefined, tag: string): boolean {
  return given !== undefined && (given === '*' || given.split(',').some((one) => one.trim() === tag));
}
