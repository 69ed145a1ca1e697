import { LRUCache } from 'lru-cache';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';

/** A person who fires off many requests (a heartbeat, a rush for seats) is looked up once in this time. */
const KEPT_MS = 2000;
const kept = new LRUCache<string, Actor>({ max: 10_000, ttl: KEPT_MS });

/** A database's own number, so that two of them in one process (tests) never share what is kept. */
const numbers = new WeakMap<Db, number>();
let lastNumber = 0;

/** The actor of a session, from what this process found within the last two seconds, else by `lookUp`. */
export async function keptActor(
  db: Db,
  sessionId: string,
  lookUp: () => Promise<Actor | null>,
): Promise<Actor | null> {
  const key = `${numberOf(db)}:${sessionId}`;
  const known = kept.get(key);
  if (known) return known;
  const actor = await lookUp();
  if (actor) kept.set(key, actor);
  return actor;
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
