import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import type { Db, Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { type DeclarationState, type StepKind, stateAfter } from './states.rules.ts';

export interface Moving {
  declarationId: string;
  /** Where it must be now. */
  from: readonly DeclarationState[];
  to: DeclarationState;
  kind: StepKind;
  by: string | null;
  words?: string;
  /** How many steps the page had shown: whoever decides about something else than what they saw decides nothing. */
  seen?: number | undefined;
  now: Date;
}

/**
 * Moves a declaration one step on and writes the step down; null when it is no longer where it was thought to be. Of two who press
 * together the second finds it gone: the row is the lock. Returns the number of the step.
 */
export async function moveOn(trx: Trx, moving: Moving): Promise<number | null> {
  const { declarationId, from, to, kind, by, words = '', seen, now } = moving;
  if (!(stateAfter[kind] ?? [to]).includes(to)) throw new Error(`A step ${kind} does not lead to ${to}.`);
  const { numUpdatedRows } = await trx
    .updateTable('declaration')
    .set((eb) => ({ state: to, steps: eb('steps', '+', 1) }))
    .where('id', '=', declarationId)
    .where('state', 'in', [...from])
    .$if(seen !== undefined, (query) => query.where('steps', '=', seen ?? 0))
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) return null;
  const { steps: number } = await trx
    .selectFrom('declaration')
    .select('steps')
    .where('id', '=', declarationId)
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('declaration_step')
    .values({ declaration_id: declarationId, number, kind, at: now.toISOString(), by_person_id: by, words })
    .execute();
  return number;
}

/** One row as it stands, or null. */
export async function declarationRow(db: Db, declarationId: string): Promise<DeclarationRow | null> {
  const row = await db
    .selectFrom('declaration')
    .selectAll()
    .where('id', '=', declarationId)
    .executeTakeFirst();
  return row ?? null;
}

/** The same, held until the transaction ends: whatever else wants to move it waits. */
export async function heldDeclaration(trx: Trx, declarationId: string): Promise<DeclarationRow | null> {
  await trx
    .updateTable('declaration')
    .set((eb) => ({ steps: eb.ref('steps') }))
    .where('id', '=', declarationId)
    .execute();
  return declarationRow(trx, declarationId);
}

/** What it is asked to give, as the rules read it. */
export function claimOf(row: Pick<DeclarationRow, 'category' | 'activity' | 'level' | 'units' | 'again'>) {
  return {
    category: row.category as CategoryCode,
    activity: row.activity,
    level: row.level,
    units: row.units,
    again: row.again === 1,
  };
}
