import type { Db } from '#db/database.ts';
import { applyingRound, type Round } from './reading.server.ts';

const MEMO_MS = 20_000;
const kept = new WeakMap<Db, { at: number; round: Round }>();

/**
 * The published round in which people can apply now, for pages that many open: read at most every twenty seconds. A round that is
 * found stays as it is until its time ends, so only its end has to be looked at each time.
 */
export async function applyingNow(db: Db, now: Date): Promise<Round | null> {
  const known = kept.get(db);
  const age = known ? now.getTime() - known.at : -1;
  if (known && age >= 0 && age < MEMO_MS && isNow(known.round, now)) return known.round;
  const round = await applyingRound(db, now);
  if (round) kept.set(db, { at: now.getTime(), round });
  return round;
}

function isNow({ opensAt, closesAt }: Round, now: Date): boolean {
  const at = now.toISOString();
  return (opensAt ?? '9') <= at && at < (closesAt ?? '');
}
