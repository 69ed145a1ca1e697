import { hasDone } from '#app/features/journal/deeds.server.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { apart } from './grants.rules.ts';

const DAYS = 30;
const DAY_MS = 86_400_000;

interface Deeds {
  actorId: string | null;
  /** What the same hand may not have done before. */
  action: string;
  personId: string;
  /** What the person holds. */
  roles: readonly Role[];
  now: Date;
}

/**
 * Whether the other of two deeds must come from another hand: whoever both takes away an administrator's second step and gives them a code for a new password could
 * sign in as them, the auditor among them. True where the actor did `action` to such a person within thirty days. Source: 等级保护, separation of administrators.
 */
export async function needsAnotherHand(
  db: Db,
  { actorId, action, personId, roles, now }: Deeds,
): Promise<boolean> {
  if (actorId === null || !roles.some((role) => apart.includes(role))) return false;
  return hasDone(db, { actorId, action, personId, since: new Date(now.getTime() - DAYS * DAY_MS) });
}
