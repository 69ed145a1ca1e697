import { setMeetingExercise } from '#app/features/exercises/meeting-exercises.server.ts';
import { setMeetingRecording } from '#app/features/recordings/meeting-recordings.server.ts';
import { sectionInHand } from '#app/features/timetable/teaching.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
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
    const asked = await askedIn(trx, material);
    if (recordingId !== null && asked.has(recordingId)) return { ok: false, reason: 'recording' };
    if (exerciseId !== null && asked.has(exerciseId)) return { ok: false, reason: 'exercise' };
    if (!(await setMeetingRecording(trx, material))) return { ok: false, reason: 'recording' };
    if (!(await setMeetingExercise(trx, material))) return { ok: false, reason: 'exercise' };
    return { ok: true };
  });
}

/** Which of the two the section asks for completion. */
async function askedIn(trx: Trx, { sectionId, recordingId, exerciseId }: Material): Promise<Set<string>> {
  const ids = [recordingId, exerciseId].filter((id) => id !== null);
  if (ids.length === 0) return new Set();
  const rows = await trx
    .selectFrom('requirement_plan')
    .select('subject_id')
    .where('section_id', '=', sectionId)
    .where('subject_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ subject_id }) => subject_id));
}
