import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Block } from '#app/features/chain/hashes.rules.ts';
import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { archiveLines, removeLines } from '#app/features/journal/archiving.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { largestBytes } from '#app/features/media/content-types.rules.ts';
import {
  discard,
  mediaFile,
  type PlacedFile,
  placeFile,
  receiveFile,
  recordFile,
  storeOf,
} from '#app/features/media/files.server.ts';
import { type StoreEnv, StoreFailure } from '#app/features/media/media-store.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { SecretEnv } from '#app/lib/secret.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Archive, asArchive, lastArchivedBlock } from './archives.server.ts';
import { linesIn, nextFile, oldEnoughBefore } from './batches.rules.ts';
import { chunksOf, faultOfFile, type Wanted } from './file-check.server.ts';
import { type AuditPolicy, policy as ownPolicy } from './policy.rules.ts';
import { archiveText } from './signed-texts.rules.ts';
import { signText } from './signing.server.ts';

/** More would not fit into one file anyway where blocks are full; where they are not, a file takes so many hours. */
const MOST_BLOCKS = 1_000;

interface Archiving {
  env: StoreEnv & SecretEnv;
  actor: Actor;
  now: Date;
  policy?: AuditPolicy;
  stopped?: () => boolean;
  /** Awaited after each block that went: others have their turn. */
  rest?: () => Promise<void>;
}

/**
 * Puts lines that are old enough into files, and takes them out of the journal once the file was read back from the store and found whole. Killed at any step it
 * goes on: bytes without a row go by themselves, a row whose lines are still there is read back anew before they go. Answers how many files were made;
 * throws where the store is away, or where a line is not the one that was sealed: then nothing goes.
 */
export async function archiveJournal(db: Db, archiving: Archiving): Promise<number> {
  const { stopped = () => false } = archiving;
  for (const archive of await unfinished(db)) {
    if (stopped()) return 0;
    await readBack(archive, archiving.env, await storageKeyOf(db, archive));
    await removeArchived(db, archive, archiving);
  }
  for (let made = 0; ; made++) {
    const archive = stopped() ? null : await makeFile(db, archiving);
    if (!archive) return made;
    await removeArchived(db, archive, archiving);
  }
}

/** The next file with its row; null where nothing is due, or another worker was first. */
export async function makeFile(db: Db, archiving: Archiving): Promise<Archive | null> {
  const { env, now, policy = ownPolicy } = archiving;
  const blocks = await dueBlocks(db, now, policy);
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return null;
  const placed = await placeLines(db, blocks, archiving);
  const facts = {
    ...{ firstBlock: first.number, lastBlock: last.number, entries: linesIn(blocks) },
    ...{ sha256: placed.row.sha256, previousHash: first.previous, lastHash: last.hash },
  };
  await readBack({ ...facts, firstSequence: first.total - first.entries + 1 }, env, placed.row.storage_key);
  const row = {
    ...{ id: newId(), first_block: first.number, last_block: last.number, entries: facts.entries },
    ...{ first_sequence: first.total - first.entries + 1, last_sequence: last.total },
    ...{ since: first.sealedAt, until: last.sealedAt, bytes: placed.row.bytes, sha256: facts.sha256 },
    ...{ media_id: placed.id, previous_hash: first.previous, last_hash: last.hash },
    ...asColumns(signText(env, archiveText(facts))),
    made_at: now.toISOString(),
  };
  try {
    await inTransaction(db, async (trx) => {
      await recordFile(trx, { placed, actor: archiving.actor, now });
      await trx.insertInto('journal_archive').values(row).execute();
      await writeBlocks(trx, row.id, blocks);
      await note(trx, archiving, row);
    });
  } catch (error) {
    if (isUniqueViolation(error) && (await lastArchivedBlock(db)) >= first.number) return null;
    throw error;
  }
  return asArchive(row);
}

async function dueBlocks(db: Db, now: Date, policy: AuditPolicy): Promise<Block[]> {
  const from = (await lastArchivedBlock(db)) + 1;
  const blocks = await blocksFrom(db, { from, limit: MOST_BLOCKS, of: 'journal' });
  return nextFile(blocks, { ...policy, before: oldEnoughBefore(now, policy) });
}

async function placeLines(
  db: Db,
  blocks: readonly Block[],
  { env, now }: Pick<Archiving, 'env' | 'now'>,
): Promise<PlacedFile> {
  const gzip = createGzip();
  const written = pipeline(Readable.from(archiveLines(db, blocks)), gzip);
  // Told by the reader as well, and first.
  written.catch(() => undefined);
  const received = await receiveFile(env, gzip, { maxBytes: largestBytes.journal });
  if (!received.ok) {
    gzip.destroy();
    throw new StoreFailure(received.reason, `old journal lines cannot be kept: ${received.reason}`);
  }
  await written;
  const originalName = `journal-${dayOf(blocks[0]?.sealedAt ?? now)}-${blocks[0]?.number}.jsonl.gz`;
  const { file } = received;
  const kept = await placeFile(db, { source: file, purpose: 'journal', originalName, env, now });
  await discard(file);
  if (kept.ok) return kept.placed;
  throw new StoreFailure('store-gone', `old journal lines cannot be kept: ${kept.reason}`);
}

/** Reads the file as it lies in the store. Throws what is wrong with it. */
async function readBack(
  archive: Omit<Wanted, 'linesBefore'> & { firstSequence: number },
  env: StoreEnv,
  storageKey: string,
): Promise<void> {
  const bytes = await storeOf(env).read(storageKey);
  const wanted = { ...archive, linesBefore: archive.firstSequence - 1 };
  const fault = await faultOfFile(chunksOf(bytes), wanted);
  if (fault) throw new Error(`old journal lines stay where they are: ${fault}`);
}

async function removeArchived(
  db: Db,
  { id, firstBlock, lastBlock }: Pick<Archive, 'id' | 'firstBlock' | 'lastBlock'>,
  { now, stopped = () => false, rest }: Archiving,
): Promise<void> {
  for (let block = firstBlock; block <= lastBlock; block++) {
    if (stopped()) return;
    await removeLines(db, block);
    await rest?.();
  }
  try {
    await db
      .insertInto('journal_archive_end')
      .values({ archive_id: id, ended_at: now.toISOString() })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
  }
}

async function unfinished(db: Db): Promise<Archive[]> {
  const rows = await db
    .selectFrom('journal_archive')
    .leftJoin('journal_archive_end', 'journal_archive_end.archive_id', 'journal_archive.id')
    .selectAll('journal_archive')
    .where('journal_archive_end.archive_id', 'is', null)
    .orderBy('first_block')
    .execute();
  return rows.map(asArchive);
}

async function storageKeyOf(db: Db, { mediaId }: Archive): Promise<string> {
  return (await mediaFile(db, mediaId))?.storageKey ?? '';
}

async function writeBlocks(trx: Trx, archiveId: string, blocks: readonly Block[]): Promise<void> {
  const rows = blocks.map(({ number, entries }) => ({
    block_number: number,
    archive_id: archiveId,
    entries,
  }));
  for (let from = 0; from < rows.length; from += 200)
    await trx
      .insertInto('journal_archive_block')
      .values(rows.slice(from, from + 200))
      .execute();
}

async function note(
  trx: Trx,
  { actor, now }: Archiving,
  row: { id: string; first_block: number; last_block: number; entries: number; sha256: string },
): Promise<void> {
  await writeJournal(trx, {
    ...{ actor, now, action: 'journal.archived', subjectType: 'journal_archive', subjectId: row.id },
    detail: { from: row.first_block, into: row.last_block, count: row.entries, sha256: row.sha256 },
  });
}

const asColumns = ({ publicKey, signature }: { publicKey: string; signature: string }) => ({
  public_key: publicKey,
  signature,
});
