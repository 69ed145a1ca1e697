import { blocksFrom, newestBlock } from '#app/features/chain/reading.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { SecretEnv } from '#app/lib/secret.server.ts';
import type { Db } from '#db/database.ts';
import type { JournalCheckpointRow } from '#db/tables/audit.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type CheckpointFacts, checkpointText } from './signed-texts.rules.ts';
import { isSigned, type Signed, signText } from './signing.server.ts';

/** Up to where the journal's chain went at a moment, signed: what somebody keeps outside of the academy. */
export type Checkpoint = CheckpointFacts & Signed;

/** Writes down up to where the journal is sealed now, signed, and that somebody asked; null before anything is sealed. */
export async function makeCheckpoint(
  db: Db,
  { env, actor, now }: { env: SecretEnv; actor: Actor; now: Date },
): Promise<Checkpoint | null> {
  const block = await newestBlock(db, 'journal');
  if (!block) return null;
  const facts = { blockNumber: block.number, hash: block.hash, total: block.total, at: now.toISOString() };
  const signed = signText(env, checkpointText(facts));
  await inTransaction(db, async (trx) => {
    await trx
      .insertInto('journal_checkpoint')
      .values({
        ...{ id: newId(), block_number: block.number, hash: block.hash, total: block.total, at: facts.at },
        ...{ made_by: actor.personId, public_key: signed.publicKey, signature: signed.signature },
      })
      .execute();
    await writeJournal(trx, {
      ...{ actor, now, action: 'journal.checkpointed', subjectType: 'journal', subjectId: 'journal' },
      detail: { number: block.number, hash: block.hash, count: block.total },
    });
  });
  return { ...facts, ...signed };
}

/** The last checkpoints, the newest first. */
export async function lastCheckpoints(db: Db, limit: number): Promise<Checkpoint[]> {
  const rows = await db
    .selectFrom('journal_checkpoint')
    .selectAll()
    .where('at', '>', '')
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(asCheckpoint);
}

export const asCheckpoint = (row: JournalCheckpointRow): Checkpoint => ({
  ...{ blockNumber: row.block_number, hash: row.hash, total: row.total, at: row.at },
  ...{ publicKey: row.public_key, signature: row.signature },
});

/** What does not fit between a checkpoint and the chain as it stands; null when the chain goes on from it. */
export async function faultOfCheckpoint(db: Db, checkpoint: Checkpoint): Promise<string | null> {
  if (!isSigned(checkpointText(checkpoint), checkpoint)) return 'its signature does not fit';
  const [block] = await blocksFrom(db, { from: checkpoint.blockNumber, limit: 1, of: 'journal' });
  if (block?.number !== checkpoint.blockNumber) return `block ${checkpoint.blockNumber} is gone`;
  return block.hash === checkpoint.hash && block.total === checkpoint.total
    ? null
    : `block ${checkpoint.blockNumber} is another one`;
}
