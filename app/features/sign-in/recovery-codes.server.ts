import { createHmac, randomBytes } from 'node:crypto';
import { credentialsSecret, type SecretEnv } from '#app/lib/secret.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { RECOVERY_CODES, recoveryCodeFrom } from './one-time-codes.rules.ts';
import { noteOwnChange, type OwnChange } from './own-change.server.ts';

/** Ten new recovery codes in the place of the old ones; other sessions end. Null for whoever has no second step. */
export async function renewRecoveryCodes(
  db: Db,
  { env, actor, personId, sessionId, now }: OwnChange,
): Promise<string[] | null> {
  return inTransaction(db, async (trx) => {
    const factor = await trx
      .selectFrom('second_factor')
      .select('person_id')
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!factor) return null;
    const codes = await writeRecoveryCodes(trx, { env, personId, now });
    await noteOwnChange(trx, { actor, personId, sessionId, action: 'recovery-codes.made', now });
    return codes;
  });
}

const JUST_NOW_MS = 60_000;

/** Whether somebody's codes were made within the last minute. */
export async function wereJustMade(db: Db, personId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('recovery_code')
    .select('made_at')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined && Date.parse(row.made_at) > now.getTime() - JUST_NOW_MS;
}

/** Makes ten codes within the transaction of whoever sets the step up; the ones before are gone. Answers them as they are shown, once. */
export async function writeRecoveryCodes(
  trx: Trx,
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

/** Uses a recovery code up; false for a wrong one and one that is used. Of many at once with one code one gets true. */
export async function takeRecoveryCode(
  db: Db,
  { env, personId, code }: { env: SecretEnv; personId: string; code: string },
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('recovery_code')
    .where('person_id', '=', personId)
    .where('code_hash', '=', hashOfCode(env, personId, code))
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
