import { activityKey } from '#app/features/credits/activities.rules.ts';
import type { Item } from '#app/features/credits/corrected.rules.ts';
import { ledgerLines } from '#app/features/credits/records.server.ts';
import type { Db } from '#db/database.ts';

/** An entry of somebody with which something added may be one thing: one trip, one class, one paper. */
export interface SameEntry {
  id: string;
  title: string;
  occurredOn: string;
}

interface Of {
  personId: string;
  category: string;
  activity: string;
}

const MOST_OFFERED = 100;

/** What stands of somebody's entries of a kind of activity, the newest first. One statement. */
export async function sameEntries(db: Db, { personId, category, activity }: Of): Promise<SameEntry[]> {
  const lines = (await ledgerLines(db, [personId])).get(personId) ?? [];
  return lines
    .filter((line) => line.kind === 'award' && !line.reversed)
    .filter((line) => line.category === category && activityKey(line.line) === activity)
    .sort((one, other) => (one.occurredOn > other.occurredOn ? -1 : 1))
    .slice(0, MOST_OFFERED)
    .map(({ id, title, occurredOn }) => ({ id, title, occurredOn }));
}

/** Of which item an entry of somebody is, whatever corrected it; null where there is no such entry. One statement. */
export async function itemOfEntry(
  db: Db,
  { personId, entryId }: { personId: string; entryId: string },
): Promise<Item | null> {
  const lines = (await ledgerLines(db, [personId])).get(personId) ?? [];
  const [type, id] = lines.find((line) => line.id === entryId)?.item.split(' ') ?? [];
  return type && id ? { type, id } : null;
}
