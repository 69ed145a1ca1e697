import {
  exercisesForMeetings,
  setMeetingExercise,
} from '#app/features/exercises/meeting-exercises.server.ts';
import {
  type MeetingChoice,
  recordingsForMeetings,
  setMeetingRecording,
} from '#app/features/recordings/meeting-recordings.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

export interface Material {
  actor: Actor;
  sectionId: string;
  meetingId: string;
  recordingId: string | null;
  exerciseId: string | null;
  now: Date;
}

export type MaterialSet =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'no-meeting' | 'recording' | 'exercise' };

/**
 * Says what stands for a meeting in a make-up: one recording, one quiz, each for this meeting alone and neither asked for completion, for
 * nothing pays twice. Whoever has begun keeps what they began with.
 */
export async function setMaterial(db: Db, material: Material): Promise<MaterialSet> {
  const { sectionId, meetingId, recordingId, exerciseId } = material;
  if (!(await sectionInHand(db, material))) return { ok: false, reason: 'not-found' };
  return inTransaction(db, async (trx): Promise<MaterialSet> => {
    const meeting = await trx
      .selectFrom('meeting')
      .select('id')
      .where('id', '=', meetingId)
      .where('section_id', '=', sectionId)
      .executeTakeFirst();
    if (!meeting) return { ok: false, reason: 'no-meeting' };
    const fits = (choices: readonly MeetingChoice[], id: string | null) =>
      id === null ||
      choices.some(
        (one) => one.id === id && !one.asked && (one.meetingId === null || one.meetingId === meetingId),
      );
    if (!fits(await recordingsForMeetings(trx, sectionId), recordingId))
      return { ok: false, reason: 'recording' };
    if (!fits(await exercisesForMeetings(trx, sectionId), exerciseId))
      return { ok: false, reason: 'exercise' };
    if (!(await setMeetingRecording(trx, material))) return { ok: false, reason: 'recording' };
    if (!(await setMeetingExercise(trx, material))) return { ok: false, reason: 'exercise' };
    return { ok: true };
  });
}
