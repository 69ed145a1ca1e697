import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { Limiter } from './limiter.ts';

/** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A hash of nothing in particular, made with the same parameters: an unknown name must cost as much time as a known one. */
const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$8UiRmWhOWMpAG0OpLn2amQ$1VgHwHCuh/FvKyooaDuYxv6lqVpSekiYHP+IvE+0QoY';

/**
 * Each hash occupies a core and a thread of the pool that also serves files and compression: one core is left to everybody
 * else, and never more than two of the four threads are taken.
 */
const atOnce = Math.max(1, Math.min(2, availableParallelism() - 1));
const limiter = new Limiter({ atOnce, waiting: 200 });

export type Verification = 'right' | 'wrong' | 'busy';

/** Hashes a password for storing. Throws `Busy` when too many wait. */
export function hashPassword(password: string): Promise<string> {
  return limiter.run(() => hash(password.normalize('NFC'), PARAMETERS));
}

let compared = 0;

/** How many passwords this process has compared with a hash, right or wrong, of known names and unknown. */
export const passwordsCompared = () => compared;

/** Compares a password with a stored hash; a null hash (no such person) takes as long and is always wrong. */
export async function verifyPassword(storedHash: string | null, password: string): Promise<Verification> {
  if (limiter.full) return 'busy';
  const matches = await limiter.run(() => verify(storedHash ?? DUMMY_HASH, password.normalize('NFC')));
  compared += 1;
  return matches && storedHash !== null ? 'right' : 'wrong';
}
