import { createHash } from 'node:crypto';

/** A whole answer in memory. */
export interface Rendered {
  status: number;
  headers: Headers;
  bytes: Buffer;
  /** Stands in the inline scripts of a page. */
  nonce?: string;
}

const wholeTypes = /^(text\/(html|x-script|plain|calendar)|application\/([a-z.]+\+)?json)\b/;

/** Whether an answer is small text that is better compressed as a whole; media, exports and event streams are not. */
export function isWhole(response: Response): boolean {
  return response.body === null || wholeTypes.test(response.headers.get('content-type') ?? '');
}

export async function toRendered(response: Response): Promise<Rendered> {
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes };
}

export function weakTag(bytes: Buffer): string {
  return `W/"${createHash('sha1').update(bytes).digest('base64url')}"`;
}

export function tagMatches(given: string | undefined, tag: string): boolean {
  return given !== undefined && (given === '*' || given.split(',').some((one) => one.trim() === tag));
}
