/**
 * Which lines of the journal hold words about people, beside what they say by ids and codes: those are what is erased when an account is closed, and what
 * never lies in a file that nobody may change. Source: personal information protection law, articles 19 and 47.
 */

import type { LineFields } from './line.rules.ts';

/** A name may look like a code. */
const namesSomebody = new Set([
  'name',
  'username',
  'slug',
  'title',
  'fileName',
  'words',
  'reason',
  'note',
  'wish',
]);
/** Ids, codes, days, instants, hashes, addresses of pages, `role@unit`. Whatever is none of these was typed by somebody. */
const isCode = /^[\w.:;,@?&=%+/#~-]*$/;

/** Whether the detail of a line (JSON text) holds words that somebody typed. What cannot be read counts as words. */
export function holdsWords(detail: string): boolean {
  if (detail === '{}') return false;
  try {
    return isTyped(JSON.parse(detail), '');
  } catch {
    return true;
  }
}

function isTyped(value: unknown, field: string): boolean {
  if (typeof value === 'string')
    // Which part of the academy acted by itself is written by nobody.
    return field !== 'by' && value !== '' && (namesSomebody.has(field) || !isCode.test(value));
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, inner]) => isTyped(inner, Array.isArray(value) ? field : key));
}

type Words = Pick<LineFields, 'actor_id' | 'concerns_id' | 'detail' | 'origin'>;

/** Whether a line says more about whom it concerns than ids and codes: words, or the network that they (or whoever tried to be them) came from. */
export const saysMore = ({ actor_id, concerns_id, detail, origin }: Words): boolean =>
  holdsWords(String(detail)) || (origin !== '' && (actor_id === null || actor_id === concerns_id));

/** Whether the words of a line lie beside the file that it goes into, so that they can still be taken away: those about somebody. */
export const liesApart = (line: Words): boolean => line.concerns_id !== '' && saysMore(line);
