import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type PlacedFile, recordFile } from '#app/features/media/files.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';

export interface RecordingRowParts {
  /** Made beforehand where something else must name it too. */
  id?: string;
  actor: Actor;
  courseId: string;
  sectionId: string | null;
  title: string;
  summary: string;
  /** JSON of the chapters. */
  chapters: string;
  durationMs: number;
  files: { video: PlacedFile; captions: PlacedFile | null; poster: PlacedFile | null };
  now: Date;
}

/** Writes the rows of a recording whose files lie in the store, with their trace. */
export async function insertRecording(trx: Trx, parts: RecordingRowParts): Promise<string> {
  const { actor, files, now } = parts;
  const { id = newId() } = parts;
  for (const placed of [files.video, files.captions, files.poster]) {
    if (placed) await recordFile(trx, { placed, actor, now });
  }
  await trx
    .insertInto('recording')
    .values({
      id,
      course_id: parts.courseId,
      section_id: parts.sectionId,
      meeting_id: null,
      title: parts.title,
      summary: parts.summary,
      duration_ms: parts.durationMs,
      video_media_id: files.video.id,
      captions_media_id: files.captions?.id ?? null,
      poster_media_id: files.poster?.id ?? null,
      chapters: parts.chapters,
      uploaded_by: actor.personId,
      created_at: now.toISOString(),
    })
    .execute();
  const detail = { courseId: parts.courseId, sectionId: parts.sectionId, sha256: files.video.row.sha256 };
  await writeJournal(trx, {
    actor,
    action: 'recording.added',
    subjectType: 'recording',
    subjectId: id,
    detail,
    now,
  });
  return id;
}
