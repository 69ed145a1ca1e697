/**
 * The codes of the second step. Source: RFC 6238 (time-based one-time codes), as every authenticator program reckons them: SHA-1, six
 * figures, half a minute; a code of the half minute before or after is good too, because clocks differ.
 */
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
const DIGITS = 6;
const SECRET_BYTES = 20;
const ISSUER = '社区学院';

/** A new secret, in the letters and figures that are typed into an authenticator (base32). */
export function newSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What the square pattern says to an authenticator. */
export function authenticatorAddress(secret: string, username: string): string {
  return reckonerOf(secret, username).toString();
}

/** The number of the half minute that a code belongs to, of this one and its two neighbours; null for a wrong code. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = reckonerOf(secret).validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : stepAt(now) + delta;
}

/** The code of a moment; only tests and the demo need to know one. */
export function codeAt(secret: string, now: Date): string {
  return reckonerOf(secret).generate({ timestamp: now.getTime() });
}

export function stepAt(now: Date): number {
  return Math.floor(now.getTime() / 1000 / PERIOD_SECONDS);
}

function reckonerOf(secret: string, label = ''): TOTP {
  const shape = { algorithm: 'SHA1', digits: DIGITS, period: PERIOD_SECONDS };
  return new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), ...shape });
}

/** In groups of four, as people copy them. */
export function inFours(text: string): string {
  return text.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** Without those that look alike: no I, L, O, U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RECOVERY_CHARACTERS = 12;
export const RECOVERY_CODES = 10;

/** Sixty bits of twelve random bytes, in three groups of four. */
export function recoveryCodeFrom(bytes: Uint8Array): string {
  const characters = [...bytes.subarray(0, RECOVERY_CHARACTERS)].map((byte) => ALPHABET[byte % 32]);
  return inFours(characters.join(''));
}

export type TypedCode = { kind: 'one-time' | 'recovery'; code: string };

/** What somebody typed: full-width figures, blanks, hyphens and look-alikes are put right. Null when it is no code at all. */
export function readCode(typed: string): TypedCode | null {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-–—·.]/g, '');
  if (/^\d{6}$/.test(plain)) return { kind: 'one-time', code: plain };
  const code = plain.replace(/O/g, '0').replace(/[IL]/g, '1');
  if (code.length !== RECOVERY_CHARACTERS || [...code].some((one) => !ALPHABET.includes(one))) return null;
  return { kind: 'recovery', code };
}
