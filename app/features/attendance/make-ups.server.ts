import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';

export interface NewMakeUp {
  actor: Actor;
  enrolmentId: string;
  personId: string;
  meetingId: string;
  recordingId: string;
  exerciseId: string;
  /** How much of the recording must be watched, 0–1. */
  minimumShare: number;
  now: Date;
}

/**
 * Begins to make up a meeting: what is to be watched and passed is fixed now. The caller has checked everything under the learner's lock
 * (`making-up/opening`). False when this meeting is being made up already: two tabs begin one make-up.
 */
export async function beginMakeUp(trx: Trx, { actor, minimumShare, now, ...whose }: NewMakeUp) {
  const id = newId();
  try {
    await trx
      .insertInto('make_up')
      .values({
        id,
        enrolment_id: whose.enrolmentId,
        person_id: whose.personId,
        meeting_id: whose.meetingId,
        recording_id: whose.recordingId,
        exercise_id: whose.exerciseId,
        detail: JSON.stringify({ minimumShare }),
        active: 1,
        opened_at: now.toISOString(),
      })
      .execute();
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
  const { meetingId, recordingId, exerciseId } = whose;
  await writeJournal(trx, {
    actor,
    action: 'make-up.opened',
    subjectType: 'make-up',
    subjectId: id,
    detail: { meetingId, recordingId, exerciseId },
    now,
  });
  return true;
}

/** Gives the place of a make-up that is not done back, for another meeting. False when there is none, or it is done. */
export async function putBackMakeUp(
  trx: Trx,
  { actor, enrolmentId, meetingId, now }: Pick<NewMakeUp, 'actor' | 'enrolmentId' | 'meetingId' | 'now'>,
): Promise<boolean> {
  const open = await trx
    .selectFrom('make_up')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .where('meeting_id', '=', meetingId)
    .where('active', '=', 1)
    .executeTakeFirst();
  if (!open) return false;
  const { numUpdatedRows } = await trx
    .updateTable('make_up')
    .set({ active: null, put_back_at: now.toISOString() })
    .where('id', '=', open.id)
    .where('active', '=', 1)
    .where('done_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await writeJournal(trx, {
    actor,
    action: 'make-up.put-back',
    subjectType: 'make-up',
    subjectId: open.id,
    detail: { meetingId },
    now,
  });
  return true;
}

/** Whether an enrolment makes a meeting up, or has made one up, with this quiz. */
export async function makesUpWith(
  db: Db,
  { enrolmentId, exerciseId }: { enrolmentId: string; exerciseId: string },
): Promise<boolean> {
  const row = await db
    .selectFrom('make_up')
    .select('id')
    .where('enrolment_id', '=', enrolmentId)
    .where('exercise_id', '=', exerciseId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A meeting that somebody makes up, or has made up. */
export interface MakeUp {
  enrolmentId: string;
  meetingId: string;
  openedAt: string;
  doneAt: string | null;
}

const MOST_LISTED = 2_000;

/** Who makes up what in a section, at most two thousand. One statement. */
export async function makeUpsIn(db: Db, sectionId: string): Promise<MakeUp[]> {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('make_up', 'make_up.meeting_id', 'meeting.id')
    .select(['enrolment_id', 'meeting_id', 'opened_at', 'done_at'])
    .where('meeting.section_id', '=', sectionId)
    .where('active', '=', 1)
    .orderBy('opened_at')
    .limit(MOST_LISTED)
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.enrolment_id,
    meetingId: row.meeting_id,
    openedAt: row.opened_at,
    doneAt: row.done_at,
  }));
}
