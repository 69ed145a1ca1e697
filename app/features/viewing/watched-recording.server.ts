import type { Chapter } from '#app/features/recordings/chapters.rules.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { watchable } from './viewing-state.server.ts';

/** A recording as its learner watches it. Seconds are of the recording; media ids still need an address. */
export interface WatchedRecording {
  id: string;
  title: string;
  summary: string;
  durationSeconds: number;
  courseTitle: string;
  sectionTitle: string;
  videoMediaId: string;
  captionsMediaId: string | null;
  posterMediaId: string | null;
  chapters: Chapter[];
  /** The pinned requirement's detail, or null when completing the section does not ask for it. */
  requirement: unknown;
  /** Of the section through which it is watched. */
  school: School;
  coveredSeconds: number;
  furthestSeconds: number;
  positionSeconds: number;
  complete: boolean;
}

/** One recording for one person, by the right of an active enrolment of theirs; null like one that is not there. */
export async function recordingForViewing(
  db: Db,
  { enrolmentId, recordingId, personId }: { enrolmentId: string; recordingId: string; personId: string },
): Promise<WatchedRecording | null> {
  const row = await watchable(db)
    .innerJoin('course', 'course.id', 'recording.course_id')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .select([
      'recording.id',
      'recording.title',
      'recording.summary',
      'course.title as courseTitle',
      'section.title as sectionTitle',
      'section.school',
      'viewing.furthest_ms',
      'video_media_id',
      'captions_media_id',
      'poster_media_id',
      'chapters',
    ])
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .where('recording.id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    durationSeconds: row.duration_ms / 1000,
    courseTitle: row.courseTitle,
    sectionTitle: row.sectionTitle,
    videoMediaId: row.video_media_id,
    captionsMediaId: row.captions_media_id,
    posterMediaId: row.poster_media_id,
    chapters: JSON.parse(row.chapters) as Chapter[],
    requirement: row.detail === null ? null : (JSON.parse(row.detail) as unknown),
    school: row.school as School,
    coveredSeconds: (row.covered_ms ?? 0) / 1000,
    furthestSeconds: (row.furthest_ms ?? 0) / 1000,
    positionSeconds: (row.position_ms ?? 0) / 1000,
    complete: row.completed_at !== null,
  };
}
