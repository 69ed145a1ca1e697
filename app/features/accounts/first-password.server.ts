import { setPassword } from '#app/features/identity/accounts.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import { whoIsNamed } from '#app/features/sign-in/account-named.server.ts';
import { networkOf } from '#app/features/sign-in/addresses.rules.ts';
import { noteFailure } from '#app/features/sign-in/noting-failures.server.ts';
import type { Db } from '#db/database.ts';
import { MOST_TRIES, typedCode } from './codes.rules.ts';
import { codeHash, isSameHash } from './codes.server.ts';
import { withinLimits } from './limits.server.ts';
import { wasPromotedSince } from './standing-since.server.ts';

export interface FirstPassword {
  env: SealingEnv;
  /** A username or a phone number. */
  typed: string;
  code: string;
  password: string;
  address: string;
  now: Date;
}

export type CodeOutcome =
  | { ok: true; personId: string }
  /** `wrong` has one meaning for every cause. */
  | { ok: false; reason: 'wrong' | 'too-many' }
  | { ok: false; reason: 'password'; problem: string };

const NOBODY = '00000000-0000-7000-8000-000000000000';
const TRIES_OF_ADDRESS = { most: 60, minutes: 60 };

/**
 * Sets the password that somebody chose with the code of a helper, and signs the account out everywhere. An unknown name, a code that ran out, was used or
 * was tried five times, one given before a right was, and a wrong one are answered alike. Of fifty with one code one wins.
 */
export async function setFirstPassword(db: Db, given: FirstPassword): Promise<CodeOutcome> {
  const { env, typed, password, address, now } = given;
  const limits = [{ of: `first:address:${networkOf(address)}`, ...TRIES_OF_ADDRESS }];
  if (!(await withinLimits(db, limits, now))) return { ok: false, reason: 'too-many' };
  const named = await whoIsNamed(db, { typed, env });
  const known = await db
    .selectFrom('person')
    .innerJoin('first_code', 'first_code.person_id', 'person.id')
    .select(['first_code.id', 'person.id as personId', 'code_hash', 'given_at'])
    .where('person.id', '=', named.personId ?? NOBODY)
    .where('active', '=', 1)
    .executeTakeFirst();
  const counted = await countTry(db, known?.id ?? NOBODY, now);
  const ring = ringHere(env);
  const hash = ring ? codeHash(ring, `first:${known?.personId ?? NOBODY}`, typedCode(given.code)) : '';
  const failure = { action: 'first-code.failed', personId: named.personId, address, now } as const;
  if (!known || !isSameHash(known.code_hash, hash) || !counted) {
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  const outcome = await setPassword(db, {
    ...{ actor: systemActor('first-code'), personId: known.personId, password, now },
    allowed: async (trx) => {
      const since = { personId: known.personId, at: known.given_at };
      return !(await wasPromotedSince(trx, since)) && (await spend(trx, known.id, now));
    },
  });
  if (outcome.ok) return { ok: true, personId: known.personId };
  if (outcome.reason !== 'password') {
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  await takeTryBack(db, known.id);
  return outcome;
}

/** Counts a try before the code is looked at. False when it ran out or was tried too often. */
async function countTry(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('first_code')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('active', '=', 1)
    .where('tries', '<', MOST_TRIES)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

/** The code was right, only the password was not good enough. */
async function takeTryBack(db: Db, id: string): Promise<void> {
  await db
    .updateTable('first_code')
    .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
    .where('id', '=', id)
    .where('tries', '>', 0)
    .execute();
}

async function spend(db: Db, id: string, now: Date): Promise<boolean> {
  const at = now.toISOString();
  const { numUpdatedRows } = await db
    .updateTable('first_code')
    .set({ active: null, ended_at: at, used_at: at })
    .where('id', '=', id)
    .where('active', '=', 1)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}
