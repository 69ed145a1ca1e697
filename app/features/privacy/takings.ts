import type { Db } from '#db/database.ts';
import { policy } from './policy.rules.ts';

const MINUTE_MS = 60_000;
const MOST_PEOPLE = 10_000;

/** Of each database by itself: several of them in one process (tests) share nothing. */
const takings = new WeakMap<Db, Map<string, number[]>>();

/** Whether somebody may take all of their data now: a few times a minute in a process, since each reads everything. Counts the taking. */
export function mayTake(db: Db, { personId, now }: { personId: string; now: Date }): boolean {
  const known = takings.get(db) ?? new Map<string, number[]>();
  takings.set(db, known);
  const recent = (known.get(personId) ?? []).filter((at) => at > now.getTime() - MINUTE_MS);
  if (recent.length >= policy.dataPerMinute) return false;
  if (known.size > MOST_PEOPLE) known.clear();
  known.set(personId, [...recent, now.getTime()]);
  return true;
}
