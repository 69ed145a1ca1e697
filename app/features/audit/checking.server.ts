import type { Block } from '#app/features/chain/hashes.rules.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { holdersOf } from '#app/features/identity/held-roles.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { JournalWalkRow } from '#db/tables/audit.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { lookAtBlock } from './block-check.server.ts';
import { policy } from './policy.rules.ts';

const WALK = 'chain';
const BLOCKS_AT_ONCE = 20;
const HOUR_MS = 3_600_000;

interface Checking {
  now: Date;
  /** Begins even where the last check was not long ago. */
  atOnce?: boolean;
  stopped?: () => boolean;
  rest?: () => Promise<void>;
}

/**
 * Goes through the journal's chain from its first block, some blocks at a time; when it is stopped it goes on from there the next time. A walk that came to its
 * end, or to something wrong, is written down; of the latter every auditor is told. Answers whether a walk came to its end.
 */
export async function checkChain(
  db: Db,
  { now, atOnce = false, stopped = () => false, rest }: Checking,
): Promise<boolean> {
  let walk = (await walkInHand(db)) ?? (await beginWalk(db, { now, atOnce }));
  let last = walk ? await blockBefore(db, walk.next_block) : null;
  while (walk && !stopped()) {
    const blocks = await blocksFrom(db, { from: walk.next_block, limit: BLOCKS_AT_ONCE, of: 'journal' });
    const next = await walkOver(db, walk, { blocks, last });
    if (next.fault || blocks.length < BLOCKS_AT_ONCE) {
      await endWalk(db, next, now);
      return true;
    }
    if (!(await keepWalk(db, walk, next))) return false;
    [walk, last] = [next, blocks.at(-1) ?? last];
    await rest?.();
  }
  return false;
}

async function walkOver(
  db: Db,
  walk: JournalWalkRow,
  { blocks, last }: { blocks: readonly Block[]; last: Block | null },
): Promise<JournalWalkRow> {
  const next = { ...walk };
  let before = last;
  for (const block of blocks) {
    const found = await lookAtBlock(db, block, before);
    if (found.fault !== null) return { ...next, fault: found.fault };
    if (found.inFile) next.in_files += found.entries;
    else next.entries += found.entries;
    next.next_block = block.number + 1;
    before = block;
  }
  return next;
}

async function walkInHand(db: Db): Promise<JournalWalkRow | undefined> {
  return db.selectFrom('journal_walk').selectAll().where('id', '=', WALK).executeTakeFirst();
}

async function beginWalk(
  db: Db,
  { now, atOnce }: { now: Date; atOnce: boolean },
): Promise<JournalWalkRow | null> {
  const [first] = await blocksFrom(db, { from: 0, limit: 1, of: 'journal' });
  if (!first) return null;
  const last = await lastCheck(db);
  const isDue = !last || now.getTime() - Date.parse(last.endedAt) >= policy.checkEveryHours * HOUR_MS;
  if (!isDue && !atOnce) return null;
  const walk = { id: WALK, began_at: now.toISOString(), next_block: 1, entries: 0, in_files: 0, fault: '' };
  try {
    await db.insertInto('journal_walk').values(walk).execute();
    return walk;
  } catch (error) {
    // Another worker began just now.
    if (!isUniqueViolation(error)) throw error;
    return null;
  }
}

async function blockBefore(db: Db, number: number): Promise<Block | null> {
  const [block] = await blocksFrom(db, { from: number - 1, limit: 1, of: 'journal' });
  return block?.number === number - 1 ? block : null;
}

/** False where another worker is ahead. */
async function keepWalk(db: Db, walk: JournalWalkRow, next: JournalWalkRow): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('journal_walk')
    .set({ next_block: next.next_block, entries: next.entries, in_files: next.in_files })
    .where('id', '=', WALK)
    .where('next_block', '=', walk.next_block)
    .where('began_at', '=', walk.began_at)
    .executeTakeFirst();
  return Number(numUpdatedRows) === 1;
}

async function endWalk(db: Db, walk: JournalWalkRow, now: Date): Promise<void> {
  await inTransaction(db, async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('journal_walk')
      .where('id', '=', WALK)
      .where('began_at', '=', walk.began_at)
      .executeTakeFirst();
    if (Number(numDeletedRows) !== 1) return;
    await trx
      .insertInto('journal_check')
      .values({
        ...{ id: newId(), archive_id: '', began_at: walk.began_at, ended_at: now.toISOString() },
        ...{ blocks: walk.next_block - 1, entries: walk.entries, in_files: walk.in_files },
        ...{ fault: walk.fault.slice(0, 200), checked_by: null },
      })
      .execute();
    if (walk.fault === '') return;
    const auditors = await holdersOf(trx, 'auditor', dayOf(now));
    const words = {
      title: '审计日志和封存时的不一样',
      body: '自动核对发现日志可能被改过。请打开审计日志看是哪一块，先不要改动服务器，和系统管理员一起查。',
    };
    await tellMany(
      trx,
      auditors.map(({ personId }) => ({ personId, kind: 'audit', ...words, link: '/admin/audit', now })),
    );
  });
}

/** What a look at the chain or at a file of it found. */
export interface CheckResult {
  endedAt: string;
  /** Of the chain: the number of the last block that was looked at. */
  blocks: number;
  entries: number;
  inFiles: number;
  fault: string | null;
}

/** The last look that came to its end, at the chain or at one file; null before there was one. */
export async function lastCheck(db: Db, archiveId = ''): Promise<CheckResult | null> {
  const row = await db
    .selectFrom('journal_check')
    .selectAll()
    .where('archive_id', '=', archiveId)
    .orderBy('ended_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { ended_at: endedAt, in_files: inFiles, blocks, entries, fault } = row;
  return { endedAt, blocks, entries, inFiles, fault: fault || null };
}

/** Of a person who waits; the worker goes on from there. */
const PATIENCE_MS = 3_000;

/** The same for the auditor, for some seconds; that they asked is noted. False: the worker goes on with it. */
export async function checkNow(db: Db, { actor, now }: { actor: Actor; now: Date }): Promise<boolean> {
  await writeJournal(db, {
    actor,
    now,
    action: 'journal.checked',
    subjectType: 'journal',
    subjectId: 'journal',
  });
  const until = performance.now() + PATIENCE_MS;
  return checkChain(db, { now, atOnce: true, stopped: () => performance.now() > until });
}
