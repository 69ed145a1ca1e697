import type { Db } from '#db/database.ts';
import { courseWithin, type Reach } from './reach.server.ts';
import type { ConsentWay, ReviewOutcome } from './review.rules.ts';

/** One time that a recording was handed in, with what came of it. */
export interface ReviewStep {
  id: string;
  submittedAt: string;
  /** Null: the academy itself. */
  submittedBy: string | null;
  consent: { people: string; way: ConsentWay };
  /** `takenBack`: it was approved, and holds no longer. */
  end: { outcome: ReviewOutcome; words: string; at: string; by: string | null; takenBack: boolean } | null;
}

const MOST_REVIEWS = 20;

/** How often a recording was handed in, newest first, at most twenty. One statement. */
export async function reviewsOf(db: Db, recordingId: string): Promise<ReviewStep[]> {
  const rows = await db
    .selectFrom('recording_review')
    .innerJoin('recording_consent', 'recording_consent.review_id', 'recording_review.id')
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .leftJoin('person as submitter', 'submitter.id', 'recording_review.submitted_by')
    .leftJoin('person as decider', 'decider.id', 'recording_review_end.by_person_id')
    .select([
      'recording_review.id',
      'submitted_at',
      'current',
      'submitter.name as submitter',
      'people',
      'way',
      'outcome',
      'words',
      'recording_review_end.at',
      'decider.name as decider',
    ])
    .where('recording_id', '=', recordingId)
    .orderBy('submitted_at', 'desc')
    .limit(MOST_REVIEWS)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    submittedAt: row.submitted_at,
    submittedBy: row.submitter,
    consent: { people: row.people, way: row.way as ConsentWay },
    end:
      row.outcome === null
        ? null
        : {
            outcome: row.outcome as ReviewOutcome,
            words: row.words ?? '',
            at: row.at ?? '',
            by: row.decider,
            takenBack: row.outcome === 'approved' && row.current === null,
          },
  }));
}

/** A recording that waits for a second person. */
export interface WaitingReview {
  recordingId: string;
  title: string;
  courseTitle: string;
  durationSeconds: number;
  submittedAt: string;
  submittedBy: string | null;
}

interface Reader {
  reach: Reach;
  personId: string | null;
}

const MOST_WAITING = 100;

/** What waits to be looked at by this person: of their reach, and neither uploaded nor submitted by them; longest waiting first. */
export async function waitingForReview(db: Db, { reach, personId }: Reader): Promise<WaitingReview[]> {
  if (personId === null) return [];
  const rows = await waiting(db, { reach, personId })
    .leftJoin('person', 'person.id', 'recording_review.submitted_by')
    .select([
      'recording.id',
      'recording.title',
      'course.title as courseTitle',
      'recording.duration_ms',
      'submitted_at',
      'person.name',
    ])
    .orderBy('submitted_at')
    .limit(MOST_WAITING)
    .execute();
  return rows.map((row) => ({
    recordingId: row.id,
    title: row.title,
    courseTitle: row.courseTitle,
    durationSeconds: row.duration_ms / 1000,
    submittedAt: row.submitted_at,
    submittedBy: row.name,
  }));
}

/** How many they are, up to a hundred. One statement. */
export async function countForReview(db: Db, { reach, personId }: Reader): Promise<number> {
  if (personId === null) return 0;
  const { total } = await db
    .selectFrom(waiting(db, { reach, personId }).select('recording.id').limit(MOST_WAITING).as('some'))
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return Number(total);
}

function waiting(db: Db, { reach, personId }: { reach: Reach; personId: string }) {
  return db
    .selectFrom('recording_review')
    .innerJoin('recording', 'recording.id', 'recording_review.recording_id')
    .innerJoin('course', 'course.id', 'recording.course_id')
    .leftJoin('recording_review_end', 'recording_review_end.review_id', 'recording_review.id')
    .where('recording_review.current', '=', 1)
    .where('recording_review_end.review_id', 'is', null)
    .where(courseWithin(reach))
    .where(({ eb, or }) =>
      or([eb('recording.uploaded_by', 'is', null), eb('recording.uploaded_by', '!=', personId)]),
    )
    .where(({ eb, or }) => or([eb('submitted_by', 'is', null), eb('submitted_by', '!=', personId)]));
}
