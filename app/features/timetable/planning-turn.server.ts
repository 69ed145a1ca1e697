import type { Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

/**
 * Makes everybody else who plans meetings wait until the transaction ends, so that two registrars cannot give one teacher or one
 * room twice. Taken first, before anything is read or locked.
 */
export async function takePlanningTurn(trx: Trx): Promise<void> {
  const bump = () =>
    trx
      .updateTable('planning_turn')
      .set((eb) => ({ turn: eb('turn', '+', 1) }))
      .where('name', '=', 'meetings')
      .executeTakeFirst();
  if ((await bump()).numUpdatedRows === 1n) return;
  try {
    await trx.insertInto('planning_turn').values({ name: 'meetings', turn: 1 }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await bump(); // somebody else made the row first: wait for them
  }
}
