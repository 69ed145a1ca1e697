import type { Db } from '#db/database.ts';
import type { FrozenInputs, FrozenSheet } from './frozen.rules.ts';
import { knownClosing } from './known-closings.server.ts';

/** What a closed year says of somebody: what went into it, and what came of it. */
export interface FrozenYear {
  inputs: FrozenInputs;
  sheet: FrozenSheet;
}

/**
 * What holds of somebody in those of some years that are closed: the statement, or null where the year was frozen without one. Years that
 * are still open, or just being frozen, are left out. One statement where a year has a closing, none otherwise; one more where somebody has no statement.
 */
export async function frozenYears(
  db: Db,
  { personId, years }: { personId: string; years: readonly number[] },
): Promise<Map<number, FrozenYear | null>> {
  const found = new Map<number, FrozenYear | null>();
  const known = await Promise.all(years.map((year) => knownClosing(db, year)));
  const closings = new Map(known.flatMap((closing) => (closing ? [[closing.id, closing.year]] : [])));
  if (closings.size === 0) return found;
  const rows = await db
    .selectFrom('frozen_statement')
    .leftJoin('statement_withdrawn as gone', 'gone.statement_id', 'frozen_statement.id')
    .select(['closing_id', 'inputs', 'result', 'gone.statement_id as goneId'])
    .where('closing_id', 'in', [...closings.keys()])
    .where('person_id', '=', personId)
    .orderBy('revision')
    .execute();
  for (const { closing_id, inputs, result, goneId } of rows)
    found.set(
      closings.get(closing_id) ?? 0,
      goneId === null
        ? { inputs: JSON.parse(inputs) as FrozenInputs, sheet: JSON.parse(result) as FrozenSheet }
        : null,
    );
  for (const year of closings.values())
    if (!found.has(year) && (await isFrozen(db, year))) found.set(year, null);
  return found;
}

/** Whether a year is closed, so that whoever has no statement in it was left out. No statement where nobody was ever shown a draft of it, otherwise one. */
export async function isClosedYear(db: Db, year: number): Promise<boolean> {
  return (await knownClosing(db, year)) !== null && (await isFrozen(db, year));
}

/** Whether the last freezing of a year has come to its end. One statement. */
export async function isFrozen(db: Db, year: number): Promise<boolean> {
  const run = await db
    .selectFrom('closing_run')
    .leftJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .select('closing_end.at')
    .where('year', '=', year)
    .where('kind', '=', 'freeze')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return run !== undefined && run.at !== null;
}
