import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import type { KeyRing } from '#app/features/sealing/key-files.server.ts';
import { blindIndex } from '#app/features/sealing/seal.server.ts';
import { FIRST_ALPHABET, FIRST_LENGTH } from './codes.rules.ts';

const DIGITS = 8;

/** Eight digits, for a short message. */
export function newDigits(): string {
  return Array.from({ length: DIGITS }, () => String(randomInt(10))).join('');
}

/** 32 bytes, for a link. */
export function newLink(): string {
  return randomBytes(32).toString('base64url');
}

/** Eight characters that can be read aloud. */
export function newSpoken(): string {
  return Array.from({ length: FIRST_LENGTH }, () => FIRST_ALPHABET[randomInt(FIRST_ALPHABET.length)]).join(
    '',
  );
}

/** What is kept of a code: without the key nobody can try codes against it. `about`: what it opens, so that it opens nothing else. */
export function codeHash(ring: KeyRing, about: string, code: string): string {
  return blindIndex(ring, `code:${about}`, code);
}

/** Whether two hashes are the same, in a time that says nothing. An empty one is never the same. */
export function isSameHash(kept: string, given: string): boolean {
  const [one, other] = [Buffer.from(kept), Buffer.from(given)];
  return one.length > 0 && one.length === other.length && timingSafeEqual(one, other);
}
