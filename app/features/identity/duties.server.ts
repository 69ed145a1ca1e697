import type { Db } from '#db/database.ts';
import { apart } from './grants.rules.ts';

/**
 * Who holds two of the three administrators' roles on one day, at most `limit` of them; of everybody, or of some. There should be nobody.
 * Source: 等级保护, separation of administrators' rights.
 */
export async function whoseDutiesMeet(
  db: Db,
  { personIds, limit }: { personIds?: readonly string[]; limit: number },
): Promise<string[]> {
  let query = db
    .selectFrom('role_grant as one')
    .innerJoin('role_grant as other', 'other.person_id', 'one.person_id')
    .select('one.person_id')
    .distinct()
    .where('one.role', 'in', apart)
    .where('other.role', 'in', apart)
    .whereRef('one.role', '<', 'other.role')
    .where(({ and, or, eb, ref }) =>
      and([
        or([eb('one.valid_to', 'is', null), eb('one.valid_to', '>=', ref('one.valid_from'))]),
        or([eb('other.valid_to', 'is', null), eb('other.valid_to', '>=', ref('other.valid_from'))]),
        or([eb('one.valid_to', 'is', null), eb('one.valid_to', '>=', ref('other.valid_from'))]),
        or([eb('other.valid_to', 'is', null), eb('other.valid_to', '>=', ref('one.valid_from'))]),
      ]),
    );
  if (personIds) query = query.where('one.person_id', 'in', personIds);
  const rows = await query.limit(limit).execute();
  return rows.map(({ person_id }) => person_id);
}
