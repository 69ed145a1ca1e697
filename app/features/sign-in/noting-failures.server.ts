import { LRUCache } from 'lru-cache';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { networkOf } from '#app/features/journal/line.rules.ts';
import type { Db } from '#db/database.ts';

/** One line for each account and network in this time, and a handful for a network: nobody fills the journal by guessing. */
const QUIET_MS = 10 * 60_000;
const MOST_OF_A_NETWORK = 20;
const told = new WeakMap<Db, LRUCache<string, number>>();

/**
 * Notes a sign-in that failed, of a known account and of an unknown one in the same time. What was typed is not kept: people type their password in the
 * wrong field. Source: GB/T 22239-2019, audit of events with user, kind and success.
 */
export async function noteFailedSignIn(
  db: Db,
  {
    personId,
    account,
    address,
    now,
  }: { personId: string | null; account: string; address: string; now: Date },
): Promise<void> {
  const kept = told.get(db) ?? new LRUCache<string, number>({ max: 10_000, ttl: QUIET_MS });
  told.set(db, kept);
  const network = networkOf(address);
  const [one, all] = [`${account} ${network}`, `all of ${network}`];
  const count = kept.get(all) ?? 0;
  if (kept.has(one) || count >= MOST_OF_A_NETWORK) return;
  kept.set(one, 1);
  kept.set(all, count + 1, { noUpdateTTL: true });
  const subject = personId
    ? { subjectType: 'person', subjectId: personId }
    : { subjectType: 'account', subjectId: 'unknown' };
  await writeJournal(db, {
    ...{ actor: systemActor('sign-in'), action: 'person.sign-in-failed', ...subject },
    ...{ outcome: 'failed', origin: network, now },
  });
}
