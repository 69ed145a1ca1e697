import type { ExpressionBuilder } from 'kysely';
import { type Reach as PeopleReach, peopleReached } from '#app/features/identity/reach.server.ts';
import { courseWithin, type Reach } from '#app/features/recordings/reach.server.ts';
import type { Database, Db } from '#db/database.ts';
import { type Part, partOf, sizeOf } from '#db/part.server.ts';
import type { OddityKind } from './oddities.rules.ts';
import type { Span } from './viewing.rules.ts';
import type { Seat } from './viewing-state.server.ts';

/** One kind of thing on one day: how often, and since when it is looked at as a pattern. */
export interface CountedOddity {
  id: string;
  day: string;
  kind: OddityKind;
  times: number;
  lastAt: string;
  patternAt: string | null;
}

/** Everything that is kept about one person's viewing of one recording. Seconds are of the recording. */
export interface ViewingRecord {
  spans: Span[];
  completedAt: string | null;
  answers: { coveredSeconds: number; answeredAt: string }[];
  oddities: CountedOddity[];
}

const MOST_ANSWERS = 100;
const MOST_ODDITIES = 100;

/** What is kept, for the person whom it is about: the registrar sees no more. Three statements. */
export async function viewingRecord(
  db: Db,
  { enrolmentId, recordingId, personId }: Seat,
): Promise<ViewingRecord> {
  const viewing = await db
    .selectFrom('viewing')
    .select(['spans', 'completed_at'])
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  const answers = await db
    .selectFrom('viewing_answer')
    .select(['covered_ms', 'answered_at'])
    .where('enrolment_id', '=', enrolmentId)
    .where('recording_id', '=', recordingId)
    .orderBy('number')
    .limit(MOST_ANSWERS)
    .execute();
  const oddities = await db
    .selectFrom('viewing_oddity')
    .select(['id', 'day', 'kind', 'times', 'last_at', 'pattern_at'])
    .where('person_id', '=', personId)
    .where('recording_id', '=', recordingId)
    .orderBy('day', 'desc')
    .orderBy('kind')
    .limit(MOST_ODDITIES)
    .execute();
  const spans = JSON.parse(viewing?.spans ?? '[]') as Span[];
  return {
    spans: spans.map(([from, to]) => [from / 1000, to / 1000]),
    completedAt: viewing?.completed_at ?? null,
    answers: answers.map((row) => ({ coveredSeconds: row.covered_ms / 1000, answeredAt: row.answered_at })),
    oddities: oddities.map(asCounted),
  };
}

export interface ViewingPattern extends CountedOddity {
  personName: string;
  recordingTitle: string;
  courseTitle: string;
}

const PAGE_SIZE = 30;

/**
 * What came again and again on one day, the newest first: questions for a person to ask. Of the courses that somebody keeps, and of
 * the people within their reach. One statement; `hasMore` instead of a total, which would count the whole past.
 */
export async function viewingPatterns(
  db: Db,
  { reach, people, ...part }: { reach: Reach; people: PeopleReach } & Part,
): Promise<{ patterns: ViewingPattern[]; page: number; hasMore: boolean }> {
  // Looked up one by one, so that both engines read the patterns in their order and stop at the page.
  const found = db
    .selectFrom('viewing_oddity')
    .select(['viewing_oddity.id', 'day', 'kind', 'times', 'last_at', 'pattern_at'])
    .select((eb) => [
      eb
        .selectFrom('person')
        .select('name')
        .whereRef('person.id', '=', 'viewing_oddity.person_id')
        .as('personName'),
      itsRecording(eb).select('recording.title').as('recordingTitle'),
      itsRecording(eb).select('course.title').as('courseTitle'),
    ])
    .where('viewing_oddity.pattern_at', 'is not', null)
    .$if(people.scopes !== 'everywhere', (query) =>
      query.where('viewing_oddity.person_id', 'in', peopleReached(db, people)),
    )
    .$if(reach !== 'all', (query) =>
      query.where((eb) => eb.exists(itsRecording(eb).select('recording.id').where(courseWithin(reach)))),
    );
  const order = [
    ['viewing_oddity.pattern_at', 'desc'],
    ['viewing_oddity.id', 'desc'],
  ] as const;
  const rows = await partOf(found, { ...part, order, pageSize: PAGE_SIZE, extra: 1 }).execute();
  const size = sizeOf(part, PAGE_SIZE);
  const patterns = rows.slice(0, size).map(({ personName, recordingTitle, courseTitle, ...row }) => ({
    ...asCounted(row),
    personName: personName ?? '',
    recordingTitle: recordingTitle ?? '',
    courseTitle: courseTitle ?? '',
  }));
  return { patterns, page: part.page ?? 1, hasMore: rows.length > size };
}

function itsRecording(eb: ExpressionBuilder<Database, 'viewing_oddity'>) {
  return eb
    .selectFrom('recording')
    .innerJoin('course', 'course.id', 'recording.course_id')
    .whereRef('recording.id', '=', 'viewing_oddity.recording_id');
}

interface OddityRow {
  id: string;
  day: string;
  kind: string;
  times: number;
  last_at: string;
  pattern_at: string | null;
}

function asCounted({ id, day, kind, times, last_at, pattern_at }: OddityRow): CountedOddity {
  return { id, day, kind: kind as OddityKind, times, lastAt: last_at, patternAt: pattern_at };
}
