import { worthOf } from '#app/features/credits/worth.rules.ts';
import { type NamedSection, namedOf, namedSections } from '#app/features/timetable/named-sections.server.ts';
import type { Db } from '#db/database.ts';

/** One of somebody's enrolments. `state` is derived: completed, ended without completion, or running. */
export interface OwnEnrolment extends Omit<NamedSection, 'code' | 'title'> {
  sectionId: string;
  sectionTitle: string;
  personId: string;
  courseId: string;
  courseVersionId: string;
  /** What completing it pays, as pinned. */
  creditsHundredths: number;
  enrolledAt: string;
  completedAt: string | null;
  state: 'running' | 'ended' | 'completed';
}

const MOST_LISTED = 100;

/** Somebody's active enrolments, newest first (at most a hundred). */
export async function enrolmentsOf(db: Db, personId: string): Promise<OwnEnrolment[]> {
  const rows = await ownRows(db)
    .where('enrolment.person_id', '=', personId)
    .orderBy('enrolment.enrolled_at', 'desc')
    .limit(MOST_LISTED)
    .execute();
  return rows.map(asOwn);
}

/** One active enrolment if it belongs to this person, else null: somebody else's answers like one that is not there. */
export async function ownEnrolment(
  db: Db,
  { enrolmentId, personId }: { enrolmentId: string; personId: string | null },
): Promise<OwnEnrolment | null> {
  if (!personId) return null;
  const row = await ownRows(db)
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .executeTakeFirst();
  return row ? asOwn(row) : null;
}

/** Somebody's active enrolments with what every page says of them, without saying yet whose. */
export function ownRows(db: Db) {
  return namedSections(db)
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'enrolment.id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select([
      'enrolment.id as enrolmentId',
      'enrolment.person_id',
      'enrolment.course_id',
      'enrolment_pin.course_version_id',
      'enrolment_pin.award',
      'enrolment.enrolled_at',
      'completion.completed_at',
      'section_closure.at as closedAt',
    ])
    .where('enrolment.active', '=', 1);
}

type OwnRow = Awaited<ReturnType<ReturnType<typeof ownRows>['executeTakeFirstOrThrow']>>;

/** A row of them as it leaves. */
export function asOwn(row: OwnRow): OwnEnrolment {
  const { id: sectionId, title: sectionTitle, code: _, ...named } = namedOf(row);
  return {
    ...named,
    id: row.enrolmentId,
    sectionId,
    sectionTitle,
    personId: row.person_id,
    courseId: row.course_id,
    courseVersionId: row.course_version_id,
    creditsHundredths: worthOf(JSON.parse(row.award)).creditsHundredths,
    enrolledAt: row.enrolled_at,
    completedAt: row.completed_at,
    state: row.completed_at ? 'completed' : row.closedAt ? 'ended' : 'running',
  };
}
