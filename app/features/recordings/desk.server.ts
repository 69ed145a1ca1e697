import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { Chapter } from './chapters.rules.ts';
import { courseWithin, type Reach, reachOf } from './reach.server.ts';
import { type RecordingState, recordingStateOf } from './review.rules.ts';

export interface DeskRecording {
  id: string;
  title: string;
  courseId: string;
  courseCode: string;
  courseTitle: string;
  sectionTitle: string | null;
  durationSeconds: number;
  hasCaptions: boolean;
  createdAt: string;
  state: RecordingState;
}

/** A page of the recordings that somebody keeps, newest first. Two statements. */
export async function recordingsAtDesk(
  db: Db,
  { reach, pageSize, ...part }: { reach: Reach; pageSize: number } & Part,
): Promise<{ recordings: DeskRecording[]; total: number }> {
  const order = [['recording.id', 'desc']] as const;
  const rows = await partOf(kept(db, reach), { ...part, order, pageSize }).execute();
  const recordings = rows.map(asDesk);
  if (part.page === undefined) return { recordings, total: 0 };
  const { total } = await db
    .selectFrom('course')
    .innerJoin('recording', 'recording.course_id', 'course.id')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where(courseWithin(reach))
    .executeTakeFirstOrThrow();
  return { recordings, total: Number(total) };
}

export interface EditedRecording extends DeskRecording {
  sectionId: string | null;
  durationMs: number;
  summary: string;
  chapters: Chapter[];
  videoMediaId: string;
  captionsMediaId: string | null;
  posterMediaId: string | null;
  publishedAt: string | null;
  withdrawnAt: string | null;
  withdrawalReason: string | null;
  uploadedBy: string | null;
  /** The review that holds, and who submitted it. */
  reviewId: string | null;
  submittedBy: string | null;
  /** The recording that this one is a new version of. */
  previousId: string | null;
  /** The first of all its versions; null where there is only this one. */
  rootId: string | null;
}

/** One recording for whoever keeps it; null when it is not there or belongs to others. */
export async function recordingAtDesk(
  db: Db,
  actor: Actor,
  recordingId: string,
): Promise<EditedRecording | null> {
  const row = await kept(db, await reachOf(db, actor))
    .leftJoin('recording_version', 'recording_version.recording_id', 'recording.id')
    .select([
      'recording.section_id',
      'recording.summary',
      'recording.chapters',
      'video_media_id',
      'poster_media_id',
      'recording_withdrawal.reason',
      'recording.uploaded_by',
      'recording_review.submitted_by',
      'recording_version.previous_id',
      'recording_version.root_id',
    ])
    .where('recording.id', '=', recordingId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    ...asDesk(row),
    sectionId: row.section_id,
    durationMs: row.duration_ms,
    summary: row.summary,
    chapters: JSON.parse(row.chapters) as Chapter[],
    videoMediaId: row.video_media_id,
    captionsMediaId: row.captions_media_id,
    posterMediaId: row.poster_media_id,
    publishedAt: row.published_at,
    withdrawnAt: row.withdrawnAt,
    withdrawalReason: row.reason,
    uploadedBy: row.uploaded_by,
    reviewId: row.reviewId,
    submittedBy: row.submitted_by,
    previousId: row.previous_id,
    rootId: row.root_id,
  };
}

/** Recordings with what their state follows from; read with `asDesk`. */
export function kept(db: Db, reach: Reach) {
  return db
    .selectFrom('recording')
    .innerJoin('course', 'course.id', 'recording.course_id')
    .leftJoin('section', 'section.id', 'recording.section_id')
    .leftJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .leftJoin('recording_withdrawal', 'recording_withdrawal.recording_id', 'recording.id')
    .leftJoin('recording_replacement', 'recording_replacement.recording_id', 'recording.id')
    .leftJoin('recording_review', (join) =>
      join.onRef('recording_review.recording_id', '=', 'recording.id').on('recording_review.current', '=', 1),
    )
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .select([
      'recording.id',
      'recording.title',
      'recording.course_id',
      'course.code',
      'course.title as courseTitle',
      'section.title as sectionTitle',
      'recording.duration_ms',
      'recording.captions_media_id',
      'recording.created_at',
      'published_at',
      'recording_withdrawal.at as withdrawnAt',
      'recording_replacement.at as replacedAt',
      'recording_review.id as reviewId',
      'recording_review_end.outcome',
    ])
    .where(courseWithin(reach));
}

type KeptRow = Awaited<ReturnType<ReturnType<typeof kept>['executeTakeFirstOrThrow']>>;

/** A row of `kept` as it is shown. */
export function asDesk(row: KeptRow): DeskRecording {
  const { withdrawnAt, replacedAt, published_at: publishedAt, reviewId, outcome } = row;
  return {
    id: row.id,
    title: row.title,
    courseId: row.course_id,
    courseCode: row.code,
    courseTitle: row.courseTitle,
    sectionTitle: row.sectionTitle,
    durationSeconds: row.duration_ms / 1000,
    hasCaptions: row.captions_media_id !== null,
    createdAt: row.created_at,
    state: recordingStateOf({ withdrawnAt, replacedAt, publishedAt, reviewId, outcome }),
  };
}
