import type { Actor } from '#app/lib/actor.ts';
import { credentialsSecret, type SecretEnv, seal, unseal } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { newSecret, readCode, stepOfCode, type TypedCode } from './one-time-codes.rules.ts';
import { noteOwnChange, type OwnChange } from './own-change.server.ts';
import { takeRecoveryCode, writeRecoveryCodes } from './recovery-codes.server.ts';

/** A secret that somebody is shown and has not confirmed yet. Nothing is stored: `offer` is the secret, closed, for the form to bring back. */
export interface Offered {
  secret: string;
  offer: string;
}

const OFFER_MS = 30 * 60_000;

/** The secret of an offer that was made, or a new one. */
export function offerSecret(
  env: SecretEnv,
  { personId, offer, now }: { personId: string; offer?: string; now: Date },
): Offered {
  const offered = offer ? openOffer(env, { personId, offer, now }) : null;
  if (offer && offered) return { secret: offered, offer };
  const secret = newSecret();
  const text = JSON.stringify({ secret, until: now.getTime() + OFFER_MS });
  return { secret, offer: seal(credentialsSecret(env), { name: `totp offer ${personId}`, text }) };
}

function openOffer(
  env: SecretEnv,
  { personId, offer, now }: { personId: string; offer: string; now: Date },
): string | null {
  const text = unseal(credentialsSecret(env), { name: `totp offer ${personId}`, sealed: offer });
  if (!text) return null;
  const { secret, until } = JSON.parse(text) as { secret: string; until: number };
  return until > now.getTime() ? secret : null;
}

export interface SetUp {
  env: SecretEnv;
  actor: Actor;
  personId: string;
  offer: string;
  /** What the authenticator shows. */
  code: string;
  /** The session of the browser that does it, which goes on; null at the door, where there is none yet. */
  sessionId: string | null;
  now: Date;
}

export type SetUpOutcome =
  /** The ten recovery codes, shown once: only their hashes are kept. */
  { ok: true; recoveryCodes: string[] } | { ok: false; reason: 'expired' | 'wrong' | 'already' };

/** Sets up the second step of somebody whose authenticator shows the right code; their other sessions, which began without it, end. Source: RFC 6238. */
export async function setUpSecondFactor(db: Db, setUp: SetUp): Promise<SetUpOutcome> {
  const { env, actor, personId, sessionId, now } = setUp;
  const secret = openOffer(env, setUp);
  if (!secret) return { ok: false, reason: 'expired' };
  const step = stepOfCode(secret, readCode(setUp.code)?.code ?? '', now);
  if (step === null) return { ok: false, reason: 'wrong' };
  const set_up_at = now.toISOString();
  const closed = seal(credentialsSecret(env), { name: nameOf(personId), text: secret });
  try {
    return await inTransaction(db, async (trx) => {
      await trx
        .insertInto('second_factor')
        .values({ person_id: personId, secret: closed, set_up_at, last_step: step })
        .execute();
      const recoveryCodes = await writeRecoveryCodes(trx, { env, personId, now });
      await noteOwnChange(trx, { actor, personId, sessionId, action: 'second-step.set-up', now });
      return { ok: true, recoveryCodes };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

/** Under which name a secret is closed, so that none opens in another person's row. */
export const nameOf = (personId: string) => `totp ${personId}`;

/**
 * Takes a code of somebody, once: a one-time code or a recovery code, which is gone then. False for a wrong or a used one. Of many at
 * once with the same code one is taken.
 */
export async function takeCode(
  db: Db,
  { env, personId, typed, now }: { env: SecretEnv; personId: string; typed: TypedCode; now: Date },
): Promise<boolean> {
  if (typed.kind === 'recovery') return takeRecoveryCode(db, { env, personId, code: typed.code });
  const secret = await secretOf(db, { env, personId });
  const step = secret === null ? null : stepOfCode(secret, typed.code, now);
  if (step === null) return false;
  const { numUpdatedRows } = await db
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function secretOf(
  db: Db,
  { env, personId }: { env: SecretEnv; personId: string },
): Promise<string | null> {
  const row = await db
    .selectFrom('second_factor')
    .select('secret')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? unseal(credentialsSecret(env), { name: nameOf(personId), sealed: row.secret }) : null;
}

/** Whether a closed secret opens with the academy's (`own`) for the person in whose row (`id`) it lies. */
export function secondFactorOpens(own: string, { id, secret }: { id: string; secret: string }): boolean {
  return unseal(own, { name: nameOf(id), sealed: secret }) !== null;
}

/** The second step of somebody as pages show it; null without one. */
export async function secondFactorOf(
  db: Db,
  personId: string,
): Promise<{ setUpAt: string; recoveryCodes: number } | null> {
  const row = await db
    .selectFrom('second_factor')
    .select(({ selectFrom }) => [
      'set_up_at',
      selectFrom('recovery_code')
        .select(({ fn }) => fn.countAll<number>().as('codes'))
        .whereRef('recovery_code.person_id', '=', 'second_factor.person_id')
        .as('codes'),
    ])
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row ? { setUpAt: row.set_up_at, recoveryCodes: Number(row.codes ?? 0) } : null;
}

/** One's own second step put away; other sessions end. Whether it may be is the caller's to know. False where there was none. */
export async function removeSecondFactor(
  db: Db,
  { actor, personId, sessionId, now }: Omit<OwnChange, 'env'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteFactor(trx, personId))) return false;
    await noteOwnChange(trx, { actor, personId, sessionId, action: 'second-step.removed', now });
    return true;
  });
}

/** Within the transaction of whoever takes it away. False where there was none. */
export async function deleteFactor(trx: Db, personId: string): Promise<boolean> {
  await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await trx.deleteFrom('sign_in_step').where('person_id', '=', personId).execute();
  const { numDeletedRows } = await trx
    .deleteFrom('second_factor')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
