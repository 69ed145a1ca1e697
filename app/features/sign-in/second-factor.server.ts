import { createHmac, randomBytes } from 'node:crypto';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { credentialsSecret, type SecretEnv, seal, unseal } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import {
  newSecret,
  RECOVERY_CODES,
  readCode,
  recoveryCodeFrom,
  stepOfCode,
  type TypedCode,
} from './one-time-codes.rules.ts';

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
  now: Date;
}

export type SetUpOutcome =
  /** The ten recovery codes, shown once: only their hashes are kept. */
  { ok: true; recoveryCodes: string[] } | { ok: false; reason: 'expired' | 'wrong' | 'already' };

/** Sets up the second step of somebody whose authenticator shows the right code. Source: RFC 6238. */
export async function setUpSecondFactor(db: Db, setUp: SetUp): Promise<SetUpOutcome> {
  const { env, actor, personId, now } = setUp;
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
      await note(trx, { actor, personId, action: 'second-step.set-up', now });
      return { ok: true, recoveryCodes };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

/** Under which name a secret is closed, so that none opens in another person's row. */
export const nameOf = (personId: string) => `totp ${personId}`;

/** Ten new recovery codes in the place of the old ones. Null for whoever has no second step. */
export async function renewRecoveryCodes(
  db: Db,
  { env, actor, personId, now }: { env: SecretEnv; actor: Actor; personId: string; now: Date },
): Promise<string[] | null> {
  return inTransaction(db, async (trx) => {
    const factor = await trx
      .selectFrom('second_factor')
      .select('person_id')
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!factor) return null;
    const codes = await writeRecoveryCodes(trx, { env, personId, now });
    await note(trx, { actor, personId, action: 'recovery-codes.made', now });
    return codes;
  });
}

async function writeRecoveryCodes(
  trx: Db,
  { env, personId, now }: { env: SecretEnv; personId: string; now: Date },
): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, () => recoveryCodeFrom(randomBytes(12)));
  const made_at = now.toISOString();
  await trx.deleteFrom('recovery_code').where('person_id', '=', personId).execute();
  await trx
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        person_id: personId,
        code_hash: hashOfCode(env, personId, code.replaceAll(' ', '')),
        made_at,
      })),
    )
    .execute();
  return codes;
}

/** With the secret of the academy, so that a stolen copy of the database alone cannot be searched for codes. */
function hashOfCode(env: SecretEnv, personId: string, code: string): string {
  return createHmac('sha256', credentialsSecret(env))
    .update(`recovery code ${personId} ${code}`)
    .digest('hex');
}

/**
 * Takes a code of somebody, once: a one-time code or a recovery code, which is gone then. False for a wrong or a used one. Of many at
 * once with the same code one is taken.
 */
export async function takeCode(
  db: Db,
  { env, personId, typed, now }: { env: SecretEnv; personId: string; typed: TypedCode; now: Date },
): Promise<boolean> {
  if (typed.kind === 'recovery') {
    const { numDeletedRows } = await db
      .deleteFrom('recovery_code')
      .where('person_id', '=', personId)
      .where('code_hash', '=', hashOfCode(env, personId, typed.code))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
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

/** One's own second step put away. Whether it may be is the caller's to know. False where there was none. */
export async function removeSecondFactor(
  db: Db,
  { actor, personId, now }: { actor: Actor; personId: string; now: Date },
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteFactor(trx, personId))) return false;
    await note(trx, { actor, personId, action: 'second-step.removed', now });
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

const told: Record<string, string> = {
  'second-step.set-up': '你的账号开启了两步登录',
  'second-step.removed': '你的账号关闭了两步登录',
  'recovery-codes.made': '你的账号换了新的备用码',
};

/** In the journal, and to the person: somebody else at their machine would do just this. */
async function note(
  trx: Db,
  { actor, personId, action, now }: { actor: Actor; personId: string; action: string; now: Date },
): Promise<void> {
  await writeJournal(trx, { actor, action, subjectType: 'person', subjectId: personId, now });
  await tell(trx, {
    personId,
    kind: 'security',
    title: told[action] ?? '',
    body: '如果不是本人操作的，请马上联系安全管理员。',
    link: '/me/security',
    now,
  });
}
