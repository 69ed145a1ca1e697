import type { Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { plain } from './matter.rules.ts';
import { holdingStates } from './states.rules.ts';

/**
 * The entry by which the ledger holds the same thing of this person already, from a class or a task: the same title on the same day. Null where
 * there is none; what is only alike is shown to the reviewer. One statement.
 */
export async function heldAlready(trx: Trx, row: DeclarationRow): Promise<string | null> {
  const entries = await trx
    .selectFrom('credit_entry as entry')
    .leftJoin('credit_entry as undone', 'undone.reverses_id', 'entry.id')
    .select(['entry.id', 'entry.title'])
    .where('entry.person_id', '=', row.person_id)
    .where('entry.occurred_on', '=', row.occurred_on)
    .where('entry.kind', '=', 'award')
    .where('entry.source_type', '!=', 'declaration')
    .where('undone.id', 'is', null)
    .limit(100)
    .execute();
  return entries.find(({ title }) => plain(title) === plain(row.title))?.id ?? null;
}

/**
 * Another declaration of theirs that stands with a file of this one, known by what is in it; null where there is none. Whoever calls holds the
 * person, so that two of them are not sent at once. One statement.
 */
export async function standsWithSameFile(
  trx: Trx,
  { id, person_id }: DeclarationRow,
): Promise<string | null> {
  const other = await trx
    .selectFrom('declaration_file as own_file')
    .innerJoin('media_file as own', 'own.id', 'own_file.media_id')
    .innerJoin('media_file as same', 'same.sha256', 'own.sha256')
    .innerJoin('declaration_file', 'declaration_file.media_id', 'same.id')
    .innerJoin('declaration', 'declaration.id', 'declaration_file.declaration_id')
    .select('declaration.id')
    .where('own_file.declaration_id', '=', id)
    .where('declaration.person_id', '=', person_id)
    .where('declaration.id', '!=', id)
    .where('declaration.state', 'in', [...holdingStates])
    .limit(1)
    .executeTakeFirst();
  return other?.id ?? null;
}
