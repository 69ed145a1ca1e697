import { setPassword } from '#app/features/identity/accounts.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { checkPassword } from './sign-in.server.ts';

export interface PasswordChange {
  actor: Actor;
  personId: string;
  current: string;
  next: string;
  address: string;
  /** What the browser sent. */
  cookies?: string | null;
  now: Date;
}

export type ChangeOutcome =
  | { ok: true }
  | { ok: false; reason: 'wrong-current' }
  | { ok: false; reason: 'locked' | 'busy'; waitSeconds: number }
  | { ok: false; reason: 'password'; problem: string };

/**
 * Changes one's own password. Guessing the present one counts and locks like signing in. Signs the account out
 * everywhere, here too: the caller starts a new session.
 */
export async function changePassword(db: Db, change: PasswordChange): Promise<ChangeOutcome> {
  const { actor, personId, current, next, address, cookies, now } = change;
  const person = await db
    .selectFrom('person')
    .select('username')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const { username } = person;
  const checked = await checkPassword(db, {
    ...{ username, password: current, address, cookies, isOneself: true },
    now,
  });
  if (!checked.ok) return checked.reason === 'wrong' ? { ok: false, reason: 'wrong-current' } : checked;
  if (current === next)
    return { ok: false, reason: 'password', problem: '新密码和现在的密码一样，请换一个。' };
  const outcome = await setPassword(db, { actor, personId, password: next, now });
  if (!outcome.ok && outcome.reason === 'unknown-person')
    throw new Error('A person with a password has gone.');
  return outcome as ChangeOutcome;
}
