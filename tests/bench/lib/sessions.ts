import { startSession } from '#app/features/identity/sessions.server.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

/** Cookies of signed-in people, made without the password check: a flood of hashes would be the whole bench. */
export async function sessionCookies(
  db: Db,
  { prefix, limit }: { prefix: string; limit: number },
): Promise<string[]> {
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('username', '>=', `${prefix}-`)
    .where('username', '<', `${prefix}.`)
    .orderBy('username')
    .limit(limit)
    .execute();
  return inTransaction(db, async (trx) => {
    const cookies: string[] = [];
    for (const { id } of people) {
      const line = await startSession(trx, { personId: id, secure: false, now: new Date() });
      cookies.push(String(line).split(';')[0] ?? '');
    }
    return cookies;
  });
}
