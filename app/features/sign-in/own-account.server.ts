import type { Db } from '#db/database.ts';
import { type CheckOutcome, checkPassword } from './sign-in.server.ts';

/**
 * Before somebody changes how they sign in: the present password once more, since others may sit at their machine. Guesses count like at
 * the door. Whoever has no password (another service signs them in) has nothing to show.
 */
export async function confirmOneself(
  db: Db,
  { personId, ...attempt }: { personId: string; password: string; address: string; now: Date },
): Promise<CheckOutcome> {
  const person = await db
    .selectFrom('person')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select(['username', 'password_credential.person_id as hasPassword'])
    .where('person.id', '=', personId)
    .executeTakeFirstOrThrow();
  if (!person.hasPassword) return { ok: true, personId };
  return checkPassword(db, { ...attempt, username: person.username });
}

/** Whether an academy that changes passwords by the calendar asks this person for a new one. `days`: 0 for never. */
export async function isPasswordDue(
  db: Db,
  { personId, days, now }: { personId: string; days: number; now: Date },
): Promise<boolean> {
  if (days === 0) return false;
  const row = await db
    .selectFrom('password_credential')
    .select('changed_at')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row !== undefined && Date.parse(row.changed_at) <= now.getTime() - days * 86_400_000;
}
