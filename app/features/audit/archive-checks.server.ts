import { blocksFrom } from '#app/features/chain/reading.server.ts';
import { missingWords, wordsBeside } from '#app/features/journal/archiving.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { mediaFile, storeOf } from '#app/features/media/files.server.ts';
import { type StoreEnv, troubleOf } from '#app/features/media/media-store.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Archive, isArchiveSigned } from './archives.server.ts';
import { chunksOf, faultOfFile } from './file-check.server.ts';

/**
 * What is wrong with a file of old lines as it lies in the store: with its signature, its place in the chain, or any of its lines. Null when nothing is;
 * `away` where the store does not answer.
 */
export async function faultOfArchive(db: Db, env: StoreEnv, archive: Archive): Promise<string | null> {
  if (!isArchiveSigned(archive)) return 'its signature does not fit';
  const { firstBlock, lastBlock, previousHash, lastHash, firstSequence } = archive;
  const [first] = await blocksFrom(db, { from: firstBlock, limit: 1, of: 'journal' });
  const [last] = await blocksFrom(db, { from: lastBlock, limit: 1, of: 'journal' });
  if (first?.previous !== previousHash || last?.hash !== lastHash)
    return 'it does not lie where the chain has its place';
  const file = await mediaFile(db, archive.mediaId);
  if (!file) return 'the file is gone';
  try {
    const bytes = await storeOf(env).read(file.storageKey);
    const wanted = { ...archive, linesBefore: firstSequence - 1 };
    const words = await wordsBeside(db, archive);
    return await faultOfFile(chunksOf(bytes), wanted, {
      words,
      missing: (lines) => missingWords(db, lines),
    });
  } catch (error) {
    if (!troubleOf(error)) throw error;
    return AWAY;
  }
}

/** The answer where nothing can be said about a file, because nobody can read it now. */
export const AWAY = 'the store does not answer';

/** The same for the auditor: what was found is written down, and that they looked. */
export async function checkArchive(
  db: Db,
  { env, archive, actor, now }: { env: StoreEnv; archive: Archive; actor: Actor; now: Date },
): Promise<string | null> {
  const fault = await faultOfArchive(db, env, archive);
  if (fault === AWAY) return fault;
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('journal_check')
      .values({
        ...{ id: newId(), archive_id: archive.id, began_at: now.toISOString(), ended_at: now.toISOString() },
        ...{ blocks: archive.lastBlock - archive.firstBlock + 1, entries: 0, in_files: archive.entries },
        ...{ fault: (fault ?? '').slice(0, 200), checked_by: actor.personId },
      })
      .execute();
    await writeJournal(trx, {
      ...{ actor, now, action: 'journal.archive-checked' },
      ...{ subjectType: 'journal_archive', subjectId: archive.id },
      outcome: fault ? 'failed' : 'done',
      detail: fault ? { words: fault } : {},
    });
  });
  return fault;
}
