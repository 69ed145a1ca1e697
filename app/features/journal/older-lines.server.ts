import type { Db } from '#db/database.ts';
import type { JournalEntryRow } from '#db/tables/journal.ts';

/** Whom lines of an older edition concern that do not say it themselves, by the id of the line; at most some hundred. One statement, by the key. */
export async function olderConcerns(db: Db, entryIds: readonly string[]): Promise<Map<string, string>> {
  if (entryIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('journal_concern')
    .select(['entry_id', 'person_id'])
    .where('entry_id', 'in', entryIds)
    .execute();
  return new Map(rows.map((row) => [row.entry_id, row.person_id]));
}

/** The same lines, each with whom it concerns, said by itself or not: nothing that is sealed is reckoned from these. */
export async function withConcerns(
  db: Db,
  lines: ReadonlyMap<string, JournalEntryRow>,
): Promise<Map<string, JournalEntryRow>> {
  const silent = [...lines.values()].filter((line) => line.concerns_id === '').map(({ id }) => id);
  const older = new Map<string, string>();
  for (let from = 0; from < silent.length; from += AT_ONCE)
    for (const [id, personId] of await olderConcerns(db, silent.slice(from, from + AT_ONCE)))
      older.set(id, personId);
  return new Map(
    [...lines].map(([id, line]) => [id, { ...line, concerns_id: older.get(id) ?? line.concerns_id }]),
  );
}

const AT_ONCE = 200;
