import { enqueue } from '#app/features/queue/enqueue.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringOf } from '#app/features/sealing/ring.server.ts';
import { blindIndex, sealField } from '#app/features/sealing/seal.server.ts';
import { networkOf } from '#app/features/sign-in/addresses.rules.ts';
import { newRandomId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { RESET_MINUTES, typedCode } from './codes.rules.ts';
import { withinLimits } from './limits.server.ts';

/** Under which kind of job it waits to be looked up whose account that is. */
export const RESET_JOB = 'reset-asked';

export interface Forgotten {
  env: SealingEnv;
  /** A username, a phone number or an e-mail address. */
  typed: string;
  address: string;
  now: Date;
}

const OF_ONE_NAME = { most: 3, minutes: 60 };
const OF_ONE_ADDRESS = { most: 20, minutes: 60 };

/**
 * Somebody has forgotten their password. Nothing is looked up here: the request is put down closed, and the worker finds out whose it is and sends a code
 * where there is somebody to send it to. So answer, time and statements say nothing of whether an account exists.
 */
export async function askForReset(
  db: Db,
  { env, typed, address, now }: Forgotten,
): Promise<{ ok: true; requestId: string } | { ok: false; reason: 'too-many' }> {
  const ring = await ringOf(db, env);
  const name = blindIndex(ring, 'reset-name', typedCode(typed));
  const limits = [
    { of: `reset:address:${networkOf(address)}`, ...OF_ONE_ADDRESS },
    { of: `reset:name:${name}`, ...OF_ONE_NAME },
  ];
  if (!(await withinLimits(db, limits, now))) return { ok: false, reason: 'too-many' };
  const requestId = newRandomId();
  const { sealed, keyId } = sealField(ring, { owner: requestId, field: 'typed', text: typed.slice(0, 254) });
  const expires = new Date(now.getTime() + RESET_MINUTES * 60_000);
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('reset_request')
      .values({
        ...{ id: requestId, typed_sealed: sealed, key_id: keyId, person_id: null },
        ...{ code_hash: '', link_hash: '', asked_at: now.toISOString(), expires_at: expires.toISOString() },
        ...{ tries: 0, used_at: null },
      })
      .execute();
    await enqueue(trx, { kind: RESET_JOB, payload: { requestId }, now });
  });
  return { ok: true, requestId };
}
