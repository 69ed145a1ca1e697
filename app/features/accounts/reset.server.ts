import { setPassword } from '#app/features/identity/accounts.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { ringHere } from '#app/features/sealing/ring.server.ts';
import { networkOf } from '#app/features/sign-in/addresses.rules.ts';
import { noteFailure } from '#app/features/sign-in/noting-failures.server.ts';
import type { Db, Trx } from '#db/database.ts';
import { MOST_TRIES, typedCode } from './codes.rules.ts';
import { codeHash, isSameHash } from './codes.server.ts';
import type { CodeOutcome } from './first-password.server.ts';
import { withinLimits } from './limits.server.ts';
import { wasPromotedSince } from './standing-since.server.ts';

export interface ResetPassword {
  env: SealingEnv;
  requestId: string;
  /** The digits that were typed, or what a link carried. */
  code: string;
  password: string;
  address: string;
  now: Date;
}

const TRIES_OF_ADDRESS = { most: 60, minutes: 60 };

/**
 * Sets a new password by a code that was sent, and signs the account out everywhere; whoever did it signs in with the new one, and with their second step where
 * they have one. A request of nobody, one that ran out, was used or tried five times, and a wrong code are answered alike, after the same statements.
 */
export async function resetByCode(db: Db, given: ResetPassword): Promise<CodeOutcome> {
  const { env, requestId, password, address, now } = given;
  const limits = [{ of: `use:address:${networkOf(address)}`, ...TRIES_OF_ADDRESS }];
  if (!(await withinLimits(db, limits, now))) return { ok: false, reason: 'too-many' };
  const counted = await countTry(db, requestId, now);
  const request = await db
    .selectFrom('reset_request')
    .select(['person_id', 'code_hash', 'link_hash', 'asked_at'])
    .where('id', '=', requestId)
    .executeTakeFirst();
  const personId = request?.person_id;
  const ring = ringHere(env);
  const isRight = [typedCode(given.code), given.code.trim().slice(0, 100)].some((code) => {
    const hash = ring ? codeHash(ring, `reset:${requestId}`, code) : '';
    return [request?.code_hash, request?.link_hash].filter((kept) => isSameHash(kept ?? '', hash)).length > 0;
  });
  const failure = { action: 'reset-code.failed', personId: personId ?? null, address, now } as const;
  if (!personId || !isRight || !counted) {
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  const outcome = await setPassword(db, {
    ...{ actor: systemActor('reset-code'), personId, password, now },
    allowed: async (trx) => {
      const since = { personId, at: request.asked_at };
      return !(await wasPromotedSince(trx, since)) && (await spend(trx, { requestId, personId, now }));
    },
  });
  if (outcome.ok) return { ok: true, personId };
  if (outcome.reason !== 'password') {
    noteFailure(db, failure);
    return { ok: false, reason: 'wrong' };
  }
  await takeTryBack(db, requestId);
  return outcome;
}

async function countTry(db: Db, id: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('reset_request')
    .set(({ eb }) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('tries', '<', MOST_TRIES)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

async function takeTryBack(db: Db, id: string): Promise<void> {
  await db
    .updateTable('reset_request')
    .set(({ eb }) => ({ tries: eb('tries', '-', 1) }))
    .where('id', '=', id)
    .where('tries', '>', 0)
    .execute();
}

/** With it end all other codes that were sent to this person. */
async function spend(
  trx: Trx,
  { requestId, personId, now }: { requestId: string; personId: string; now: Date },
): Promise<boolean> {
  const at = now.toISOString();
  const { numUpdatedRows } = await trx
    .updateTable('reset_request')
    .set({ used_at: at })
    .where('id', '=', requestId)
    .where('used_at', 'is', null)
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return false;
  await trx
    .updateTable('reset_request')
    .set({ used_at: at })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
  await trx
    .updateTable('first_code')
    .set({ active: null, ended_at: at })
    .where('person_id', '=', personId)
    .where('active', '=', 1)
    .execute();
  await tell(trx, {
    ...{ personId, kind: 'account', title: '密码已经重设', link: '/help/password', now },
    body: '刚才有人用发给你的验证码设了新密码，别处的登录都已退出。不是你本人，请马上告诉学院教务。',
  });
  return true;
}
