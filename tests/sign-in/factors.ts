import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { codeAt } from '#app/features/sign-in/one-time-codes.rules.ts';
import { offerSecret, setUpSecondFactor } from '#app/features/sign-in/second-factor.server.ts';
import type { Db } from '#db/database.ts';
import { now } from '#tests/identity/support.ts';
import { env } from './visits.ts';

/** Somebody has set up the second step; answers its secret and the recovery codes. */
export async function withFactor(db: Db, personId: string): Promise<{ secret: string; codes: string[] }> {
  const { secret, offer } = offerSecret(env, { personId, now });
  const code = codeAt(secret, now);
  const actor = systemActor('test');
  const made = await setUpSecondFactor(db, {
    ...{ env, actor, personId, offer, code },
    sessionId: null,
    now,
  });
  if (!made.ok) throw new Error(made.reason);
  return { secret, codes: made.recoveryCodes };
}
