import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { queueProcessing } from './processing.server.ts';

/** Wants the film of a recording made ready again, by whoever keeps it. False where it is not there or belongs to others. */
export async function processAgain(
  db: Db,
  { actor, recordingId, now }: { actor: Actor; recordingId: string; now: Date },
): Promise<boolean> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return false;
  await inTransaction(db, async (trx) => {
    await queueProcessing(trx, { recordingId, now });
    const subject = { subjectType: 'recording', subjectId: recordingId };
    await writeJournal(trx, { actor, action: 'recording.processing-wanted', ...subject, detail: {}, now });
  });
  return true;
}
