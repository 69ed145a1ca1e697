import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { isOpen } from './open-recordings.server.ts';

/** A published recording as the public sees it. */
export interface ShelvedRecording {
  id: string;
  title: string;
  summary: string;
  durationSeconds: number;
  courseCode: string;
  courseTitle: string;
  school: School;
  module: string;
  posterMediaId: string | null;
  publishedAt: string;
}

/** The newest published recordings that are for everyone who takes their course, newest first. */
export async function newestRecordings(db: Db, limit: number): Promise<ShelvedRecording[]> {
  const rows = await shelf(db).orderBy('recording.created_at', 'desc').limit(limit).execute();
  return rows.map(asShelved);
}

const MOST_OF_A_COURSE = 100;

/** The published recordings of one course, in the order in which they were made; those of a single section are left out. */
export async function recordingsOfCourse(db: Db, courseId: string): Promise<ShelvedRecording[]> {
  const { rows } = await shelfOfCourse(db, { courseId });
  return rows.map(asShelved);
}

const shelfOfCourse = readyStatement<{ courseId: string }>()((db, place) =>
  shelf(db)
    .where('recording.course_id', '=', place('courseId'))
    .orderBy('recording.created_at')
    .orderBy('recording.id')
    .limit(MOST_OF_A_COURSE),
);

function shelf(db: Db) {
  return db
    .selectFrom('recording')
    .innerJoin('recording_publication', 'recording_publication.recording_id', 'recording.id')
    .innerJoin('course', 'course.id', 'recording.course_id')
    .select([
      'recording.id',
      'recording.title',
      'recording.summary',
      'duration_ms',
      'course.code',
      'course.title as courseTitle',
      'course.school',
      'course.module',
      'poster_media_id',
      'published_at',
    ])
    .where(isOpen)
    .where('recording.section_id', 'is', null);
}

type ShelfRow = Awaited<ReturnType<ReturnType<typeof shelf>['executeTakeFirstOrThrow']>>;

function asShelved(row: ShelfRow): ShelvedRecording {
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    durationSeconds: row.duration_ms / 1000,
    courseCode: row.code,
    courseTitle: row.courseTitle,
    school: row.school as School,
    module: row.module,
    posterMediaId: row.poster_media_id,
    publishedAt: row.published_at,
  };
}
