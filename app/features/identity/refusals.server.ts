import { LRUCache } from 'lru-cache';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** One line for each person and page in this time, and no more than a handful a person: nobody fills the journal by asking. */
const QUIET_MS = 10 * 60_000;
const MOST_OF_ONE = 10;
const told = new WeakMap<Db, LRUCache<string, number>>();

/** Ids and codes stand in addresses: what is noted is the kind of page. */
const pageOf = (path: string) => path.replace(/[0-9a-f-]{36}/g, '…').slice(0, 64);

/**
 * Notes that somebody signed in asked for a page of staff without the right to it. Rate-limited by this process; nothing but the journal is touched.
 * Source: GB/T 22239-2019, audit of events with user, kind and success.
 */
export async function noteRefusal(
  db: Db,
  { actor, path, now }: { actor: Actor; path: string; now: Date },
): Promise<void> {
  const kept = told.get(db) ?? new LRUCache<string, number>({ max: 10_000, ttl: QUIET_MS });
  told.set(db, kept);
  const page = pageOf(path);
  const [one, all] = [`${actor.personId} ${page}`, `${actor.personId}`];
  const count = kept.get(all) ?? 0;
  if (kept.has(one) || count >= MOST_OF_ONE) return;
  kept.set(one, 1);
  kept.set(all, count + 1, { noUpdateTTL: true });
  await writeJournal(db, {
    ...{ actor, action: 'role.refused', subjectType: 'page', subjectId: page },
    ...{ outcome: 'refused', now },
  });
}
