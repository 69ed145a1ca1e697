import { createHash } from 'node:crypto';

/** Without I, L, O and U, so that it can be read out on the telephone. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/**
 * The receipt code of what somebody wrote, 80 bits, `7K2M-….`: made of the random token of the form and what it says, so that the same form sent
 * again gets the same code, and another text another one. Only its hash is kept.
 */
export function receiptCode(token: string, parts: readonly string[]): string {
  const bytes = createHash('sha256')
    .update(JSON.stringify(['receipt', token, ...parts]))
    .digest();
  const letters = [...bytes.subarray(0, LENGTH)].map((byte) => LETTERS[byte % LETTERS.length]);
  return (letters.join('').match(/.{4}/g) ?? []).join('-');
}

/** A code as somebody typed it, in its one form; null where it cannot be one. */
export function readCode(typed: string): string | null {
  const letters = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  if (letters.length !== LENGTH || [...letters].some((letter) => !LETTERS.includes(letter))) return null;
  return (letters.match(/.{4}/g) ?? []).join('-');
}

/** What the database keeps of a code. */
export function codeHash(code: string): string {
  return createHash('sha256').update(`suggestion:${code}`).digest('hex');
}
