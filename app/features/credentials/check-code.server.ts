import { randomBytes } from 'node:crypto';
import { CODE_ALPHABET, CODE_LENGTH } from './check-code.rules.ts';

/** A new code by which a document can be checked. The column that keeps it is unique. */
export function newCheckCode(): string {
  return [...randomBytes(CODE_LENGTH)].map((byte) => CODE_ALPHABET[byte % 32]).join('');
}
