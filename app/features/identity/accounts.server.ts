import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { passwordProblem } from './passwords.rules.ts';
import { hashPassword } from './passwords.server.ts';
import { endAllSessions } from './sessions.server.ts';

export interface NewPassword {
  actor: Actor;
  personId: string;
  password: string;
  /** Asked first, in the same transaction: false where what allows it was used up meanwhile. */
  allowed?: (trx: Trx) => Promise<boolean>;
  now: Date;
}

export type PasswordOutcome =
  | { ok: true }
  | { ok: false; reason: 'unknown-person' | 'not-allowed' }
  /** `problem` says in Chinese what is wrong with it. */
  | { ok: false; reason: 'password'; problem: string };

/** Gives an account a password and signs it out everywhere. One that is closed is as if there were none. */
export async function setPassword(
  db: Db,
  { actor, personId, password, allowed, now }: NewPassword,
): Promise<PasswordOutcome> {
  const person = await db
    .selectFrom('person')
    .leftJoin('closed_account', 'closed_account.person_id', 'person.id')
    .select(['username', 'name'])
    .where('person.id', '=', personId)
    .where('closed_account.person_id', 'is', null)
    .executeTakeFirst();
  if (!person) return { ok: false, reason: 'unknown-person' };
  const problem = passwordProblem(password, person);
  if (problem) return { ok: false, reason: 'password', problem };
  const hash = await hashPassword(password);
  return inTransaction(db, async (trx) => {
    if (allowed && !(await allowed(trx))) return { ok: false, reason: 'not-allowed' };
    await storeHash(trx, personId, hash, now);
    await endAllSessions(trx, personId);
    await writeJournal(trx, {
      actor,
      action: 'password.set',
      subjectType: 'person',
      subjectId: personId,
      now,
    });
    return { ok: true };
  });
}

async function storeHash(trx: Db, personId: string, hash: string, now: Date): Promise<void> {
  const changed_at = now.toISOString();
  try {
    await trx.insertInto('password_credential').values({ person_id: personId, hash, changed_at }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await trx
      .updateTable('password_credential')
      .set({ hash, changed_at })
      .where('person_id', '=', personId)
      .execute();
  }
}
