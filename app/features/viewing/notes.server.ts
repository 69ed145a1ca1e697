import { lockLearner } from '#app/features/selection/seats.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type Seat, watchable } from './viewing-state.server.ts';

/** A note at a moment of a lecture, for nobody but its writer. Seconds are of the recording. */
export interface Note {
  id: string;
  atSeconds: number;
  words: string;
  writtenAt: string;
  changedAt: string | null;
}

/** More than anybody writes about one lecture. */
const MOST_NOTES = 300;

/** The own notes about one lecture, in the order of the lecture. */
export async function notesOf(db: Db, { enrolmentId, recordingId, personId }: Seat): Promise<Note[]> {
  const rows = await db
    .selectFrom('recording_note')
    .select(['id', 'at_ms', 'words', 'written_at', 'changed_at'])
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .where('person_id', '=', personId)
    .orderBy('at_ms')
    .orderBy('id')
    .limit(MOST_NOTES)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    atSeconds: row.at_ms / 1000,
    words: row.words,
    writtenAt: row.written_at,
    changedAt: row.changed_at,
  }));
}

export interface WrittenNote {
  atSeconds: number;
  words: string;
}
export type NoteOutcome = { ok: true } | { ok: false; reason: 'not-found' | 'after-the-end' | 'too-many' };

/** Writes a note: a new one, or other words or another moment for an own one. */
export async function writeNote(
  db: Db,
  { seat, noteId, note, now }: { seat: Seat; noteId: string | null; note: WrittenNote; now: Date },
): Promise<NoteOutcome> {
  return inTransaction(db, async (trx) => {
    const durationMs = await durationFor(trx, seat, { waits: noteId === null });
    if (durationMs === null) return { ok: false, reason: 'not-found' };
    const atMs = Math.round(note.atSeconds * 1000);
    if (atMs > durationMs) return { ok: false, reason: 'after-the-end' };
    const written = { at_ms: atMs, words: note.words };
    if (noteId !== null) return (await changeNote(trx, { seat, noteId, written, now })) ? done : missing;
    if ((await countNotes(trx, seat)) >= MOST_NOTES) return { ok: false, reason: 'too-many' };
    await trx
      .insertInto('recording_note')
      .values({
        id: newId(),
        enrolment_id: seat.enrolmentId,
        recording_id: seat.recordingId,
        person_id: seat.personId,
        ...written,
        written_at: now.toISOString(),
        changed_at: null,
      })
      .execute();
    return done;
  });
}

const done = { ok: true } as const;
const missing = { ok: false, reason: 'not-found' } as const;

/** Deletes an own note. */
export async function deleteNote(
  db: Db,
  { seat, noteId }: { seat: Seat; noteId: string },
): Promise<NoteOutcome> {
  const { numDeletedRows } = await db
    .deleteFrom('recording_note')
    .where('id', '=', noteId)
    .where('enrolment_id', '=', seat.enrolmentId)
    .where('recording_id', '=', seat.recordingId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n ? done : missing;
}

type Change = { seat: Seat; noteId: string; written: { at_ms: number; words: string }; now: Date };

async function changeNote(trx: Trx, { seat, noteId, written, now }: Change): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('recording_note')
    .set({ ...written, changed_at: now.toISOString() })
    .where('id', '=', noteId)
    .where('enrolment_id', '=', seat.enrolmentId)
    .where('recording_id', '=', seat.recordingId)
    .where('person_id', '=', seat.personId)
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Null where they may not watch it. With `waits` not before a merge is over that is under way: a new note would stay behind. */
async function durationFor(trx: Trx, seat: Seat, { waits }: { waits: boolean }): Promise<number | null> {
  const { enrolmentId, recordingId, personId } = seat;
  const row = await watchable(trx)
    .select('enrolment.term_id')
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .where('recording.id', '=', recordingId)
    .executeTakeFirst();
  if (row && waits) {
    await lockLearner(trx, personId, row.term_id);
    return durationFor(trx, seat, { waits: false });
  }
  return row ? row.duration_ms : null;
}

async function countNotes(trx: Trx, { enrolmentId, recordingId }: Seat): Promise<number> {
  const { total } = await trx
    .selectFrom('recording_note')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .executeTakeFirstOrThrow();
  return Number(total);
}
