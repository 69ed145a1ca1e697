import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { holdRecording } from './cut-state.server.ts';
import { recordingAtDesk } from './desk.server.ts';
import { takeOutOfPlans } from './planned-recordings.server.ts';
import { isUnready } from './processing.server.ts';
import { replacePrevious } from './replacing.server.ts';
import { isApproved, writePublication } from './review-writes.server.ts';

interface Step {
  actor: Actor;
  recordingId: string;
  now: Date;
}

export type Published =
  | { ok: true }
  | {
      ok: false;
      reason: 'not-found' | 'no-captions' | 'unready' | 'not-approved' | 'replaced' | 'withdrawn';
    };

/**
 * Opens a recording to those who take its course, once a second person has approved it. Refused without captions: many watch
 * without sound or hear badly (WCAG 2.2, 1.2.2). A new version takes the place of the old one
 * (`replacePrevious`). Publishing twice changes nothing.
 */
export async function publishRecording(db: Db, { actor, recordingId, now }: Step): Promise<Published> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'withdrawn') return { ok: false, reason: 'withdrawn' };
  if (recording.publishedAt) return { ok: true };
  if (!recording.hasCaptions) return { ok: false, reason: 'no-captions' };
  if (recording.state !== 'approved') return { ok: false, reason: 'not-approved' };
  if (await isUnready(db, recordingId)) return { ok: false, reason: 'unready' };
  return once(db, async (trx): Promise<Published> => {
    // Nobody takes it back meanwhile.
    await holdRecording(trx, recordingId);
    if (!(await isApproved(trx, recordingId))) return { ok: false, reason: 'not-approved' };
    if (!(await replacePrevious(trx, { actor, recording, now }))) return { ok: false, reason: 'replaced' };
    await writePublication(trx, { actor, recordingId, now });
    return { ok: true };
  });
}

export type Withdrawn =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'not-published' }
  /** These sections pay recorded hours and would ask for no recording any more. */
  | { ok: false; reason: 'last-recording'; sections: string[] };

/**
 * Takes a published recording back for good, with a reason: out of the library, and out of what sections ask of those who enrol
 * from now on. Whose enrolment asks for it already goes on watching it; what people have watched and earned stays. Refused
 * where somebody could then be paid recorded hours without watching anything.
 */
export async function withdrawRecording(
  db: Db,
  { actor, recordingId, reason, now }: Step & { reason: string },
): Promise<Withdrawn> {
  const recording = await recordingAtDesk(db, actor, recordingId);
  if (!recording) return { ok: false, reason: 'not-found' };
  if (recording.state === 'withdrawn') return { ok: true };
  if (recording.state !== 'published') return { ok: false, reason: 'not-published' };
  return once(db, async (trx): Promise<Withdrawn> => {
    const taken = await takeOutOfPlans(trx, { courseId: recording.courseId, recordingId, now });
    if (!taken.ok) return { ok: false, reason: 'last-recording', sections: taken.sections };
    const values = { recording_id: recordingId, at: now.toISOString(), by_person_id: actor.personId, reason };
    await trx.insertInto('recording_withdrawal').values(values).execute();
    await writeJournal(trx, {
      actor,
      action: 'recording.withdrawn',
      subjectType: 'recording',
      subjectId: recordingId,
      detail: { reason, sectionIds: taken.sectionIds, replacedBy: taken.replacedBy },
      now,
    });
    return { ok: true };
  });
}

/** A step that somebody else took a moment before is taken. */
async function once<T>(db: Db, step: (trx: Trx) => Promise<T>): Promise<T | { ok: true }> {
  try {
    return await inTransaction(db, step);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return { ok: true };
  }
}
