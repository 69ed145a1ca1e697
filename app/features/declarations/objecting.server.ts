import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { lastDayOf } from './ended-publicity.server.ts';
import { heldDeclaration, moveOn } from './steps.server.ts';

export type Objected =
  | { ok: true; again: boolean }
  | { ok: false; reason: 'not-found' | 'own' | 'over' | 'many' };

/** So many of one declaration wait at most: its reviewers read every one that they answer. */
export const MOST_WAITING = 200;

/**
 * Writes down that somebody objects to what is in publicity, with their words: only the reviewer reads them. Nothing is posted until it is
 * answered. One objection a person; pressed twice, it is there once. Whoever declared learns that there is one, and not from whom.
 */
export async function objectTo(
  db: Db,
  { actor, publicityId, words, now }: { actor: Actor; publicityId: string; words: string; now: Date },
): Promise<Objected> {
  const personId = actor.personId ?? '';
  return inTransaction(db, async (trx): Promise<Objected> => {
    const found = await trx
      .selectFrom('publicity')
      .select('declaration_id')
      .where('id', '=', publicityId)
      .executeTakeFirst();
    if (!found) return { ok: false, reason: 'not-found' };
    const declarationId = found.declaration_id;
    const declaration = await heldDeclaration(trx, declarationId);
    const publicity = await trx
      .selectFrom('publicity')
      .selectAll()
      .where('id', '=', publicityId)
      .executeTakeFirstOrThrow();
    if (declaration?.person_id === personId) return { ok: false, reason: 'own' };
    if (publicity.open !== 1 || lastDayOf(publicity) < dayOf(now)) return { ok: false, reason: 'over' };
    if (!(await hasRoom(trx, { declarationId, personId }))) return { ok: false, reason: 'many' };
    try {
      const at = now.toISOString();
      const row = {
        publicity_id: publicityId,
        declaration_id: declarationId,
        person_id: personId,
        words,
        at,
      };
      await trx
        .insertInto('publicity_objection')
        .values({ id: newId(), ...row, open: 1 })
        .execute();
    } catch (error) {
      if (isUniqueViolation(error)) return { ok: true, again: true };
      throw error;
    }
    const from = ['publicity', 'objected'] as const;
    // Who objects is not written among its steps, which whoever declared reads.
    const step = await moveOn(trx, { declarationId, from, to: 'objected', kind: 'objected', by: null, now });
    if (step === null || !declaration)
      throw new Error(`Declaration ${declarationId} is not public any more.`);
    await tell(trx, {
      personId: declaration.person_id,
      kind: 'declaration',
      title: `“${declaration.title}”在公示中有人提出异议`,
      body: '审核员会核实，处理以前先不计入。处理的结果会通知你。',
      link: `/me/declarations/${declarationId}`,
      now,
    });
    return { ok: true, again: false };
  });
}

/** Whether another objection fits, or is there already. Whoever calls holds the declaration. */
async function hasRoom(
  trx: Trx,
  { declarationId, personId }: { declarationId: string; personId: string },
): Promise<boolean> {
  const waiting = await trx
    .selectFrom('publicity_objection')
    .select('person_id')
    .where('declaration_id', '=', declarationId)
    .where('open', '=', 1)
    .limit(MOST_WAITING)
    .execute();
  return waiting.length < MOST_WAITING || waiting.some(({ person_id }) => person_id === personId);
}

/** Whether somebody has objected to this one. */
export async function hasObjected(
  db: Db,
  { publicityId, personId }: { publicityId: string; personId: string | null },
): Promise<boolean> {
  const row = await db
    .selectFrom('publicity_objection')
    .select('id')
    .where('publicity_id', '=', publicityId)
    .where('person_id', '=', personId ?? '')
    .executeTakeFirst();
  return row !== undefined;
}
