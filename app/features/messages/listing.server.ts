import type { Db } from '#db/database.ts';
import { LONGEST_MS, type MessageState, type Way } from './message.rules.ts';

/** A message as the sysadmin sees it: to whom only so far as the mask shows, and nothing of what it said. */
export interface ShownMessage {
  id: string;
  way: Way;
  kind: string;
  masked: string;
  state: MessageState;
  tries: number;
  lastError: string;
  createdAt: string;
  nextAt: string | null;
}

/** The last messages, the newest first. One statement, by index. */
export async function lastMessages(db: Db, limit = 50): Promise<ShownMessage[]> {
  const rows = await db
    .selectFrom('message')
    .select(['id', 'way', 'kind', 'masked', 'state', 'tries', 'last_error', 'created_at', 'next_at'])
    .orderBy('created_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(
    ({ last_error: lastError, created_at: createdAt, next_at: nextAt, way, state, ...row }) => ({
      ...row,
      way: way as Way,
      state: state as MessageState,
      lastError,
      createdAt,
      nextAt,
    }),
  );
}

/** Messages are remembered for so long. */
const KEPT_MS = 30 * 24 * 3600_000;

/** Forgets messages that ended a month ago, and gives up those whose job took every worker down; a round calls it now and then. */
export async function sweepMessages(db: Db, now: Date): Promise<void> {
  const yesterday = new Date(now.getTime() - 2 * LONGEST_MS).toISOString();
  await db
    .updateTable('message')
    .set({
      state: 'given-up',
      to_sealed: '',
      words_sealed: '',
      next_at: null,
      last_error: 'The worker did not come back.',
      ended_at: now.toISOString(),
    })
    .where('created_at', '<', yesterday)
    .where('ended_at', 'is', null)
    .execute();
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  await db.deleteFrom('message').where('created_at', '<', before).where('ended_at', 'is not', null).execute();
}

/** How many waiting messages each key closes, by the key's id. */
export async function messagesByKey(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('message')
    .select(({ fn }) => ['key_id', fn.countAll().as('many')])
    .where('ended_at', 'is', null)
    .groupBy('key_id')
    .execute();
  return new Map(rows.map(({ key_id, many }) => [key_id, Number(many)]));
}
