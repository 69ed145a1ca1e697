import { LRUCache } from 'lru-cache';
import type { Db } from '#db/database.ts';
import type { Sitting } from './sitting.ts';

/** A person who fires off many requests (a heartbeat, a rush for seats) is looked up once in this time. */
const KEPT_MS = 2000;
const kept = new LRUCache<string, Promise<Sitting | null>>({ max: 10_000, ttl: KEPT_MS });

/** A database's own number, so that two of them in one process (tests) never share what is kept. */
const numbers = new WeakMap<Db, number>();
let lastNumber = 0;

/**
 * Who sits in a session, from what this process found within the last two seconds, else by `lookUp`. The promise is kept,
 * not its outcome: the loaders of one page ask at the same time and share one look-up.
 */
export function keptSitting(
  db: Db,
  sessionId: string,
  lookUp: () => Promise<Sitting | null>,
): Promise<Sitting | null> {
  const key = `${numberOf(db)}:${sessionId}`;
  const known = kept.get(key);
  if (known) return known;
  const found = lookUp();
  kept.set(key, found);
  const forget = () => {
    if (kept.get(key) === found) kept.delete(key);
  };
  found.then((sitting) => sitting ?? forget(), forget);
  return found;
}

/** Makes the next request look again. Called when a session ends or rights change; other processes follow in 2 s. */
export function forgetKeptActors(): void {
  kept.clear();
}

function numberOf(db: Db): number {
  const number = numbers.get(db) ?? ++lastNumber;
  numbers.set(db, number);
  return number;
}
