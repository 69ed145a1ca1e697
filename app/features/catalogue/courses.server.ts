import type { CourseForm, Level, Mode, Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { CourseDetails } from './content.schema.ts';
import type { PublishedScore } from './scores.server.ts';

/** A course as a list shows it. Credits in hundredths. */
export interface CourseLine {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  school: School;
  module: string;
  mode: Mode;
  level: Level;
  creditsHundredths: number;
  teacherRole: string;
  score: Pick<PublishedScore, 'n' | 'score' | 'updatedAt'> | null;
}

/** Some courses in the order of the ids. One statement. */
export async function courseLines(db: Db, courseIds: readonly string[]): Promise<CourseLine[]> {
  if (courseIds.length === 0) return [];
  const rows = await db
    .selectFrom('course')
    .leftJoin('course_score', 'course_score.course_id', 'course.id')
    .select([
      'course.id',
      'code',
      'title',
      'subtitle',
      'school',
      'module',
      'mode',
      'level',
      'credits',
      'teacher_role',
      'n',
      'score',
      'course_score.updated_at as scored_at',
    ])
    .where('course.id', 'in', courseIds)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return courseIds.flatMap((id) => {
    const row = byId.get(id);
    return row ? [asLine(row)] : [];
  });
}

interface LineRow {
  id: string;
  code: string;
  title: string;
  subtitle: string;
  school: string;
  module: string;
  mode: string;
  level: string;
  credits: number;
  teacher_role: string;
  n: number | null;
  score: number | null;
  scored_at: string | null;
}

function asLine(row: LineRow): CourseLine {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    subtitle: row.subtitle,
    school: row.school as School,
    module: row.module,
    mode: row.mode as Mode,
    level: row.level as Level,
    creditsHundredths: row.credits,
    teacherRole: row.teacher_role,
    score:
      row.n === null || row.score === null
        ? null
        : { n: row.n, score: row.score, updatedAt: row.scored_at ?? '' },
  };
}

/** A whole course as its page shows it. Hours and credits in hundredths. */
export interface Course extends Omit<CourseLine, 'score'> {
  required: boolean;
  hoursFaceHundredths: number;
  hoursRecordedHundredths: number;
  summary: string;
  audienceText: string;
  audience: Position[];
  forms: CourseForm[];
  details: CourseDetails;
  score: PublishedScore | null;
  /** The newest published version, of which new sections are made; null before the first. */
  publishedVersionId: string | null;
}

/** A course in use by its code, or null. One statement. */
export async function courseByCode(db: Db, code: string): Promise<Course | null> {
  const row = await db
    .selectFrom('course')
    .leftJoin('course_score', 'course_score.course_id', 'course.id')
    .selectAll('course')
    .select(['n', 'score', 'dimensions', 'course_score.updated_at as scored_at'])
    .select(({ selectFrom }) => [
      selectFrom('course_form')
        .select(({ fn }) => fn<string>('group_concat', ['form']).as('forms'))
        .whereRef('course_form.course_id', '=', 'course.id')
        .as('forms'),
      selectFrom('course_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('course_audience.course_id', '=', 'course.id')
        .as('positions'),
      selectFrom('course_version')
        .select('course_version.id')
        .whereRef('course_version.course_id', '=', 'course.id')
        .where('published_at', 'is not', null)
        .orderBy('number', 'desc')
        .limit(1)
        .as('version_id'),
    ])
    .where('code', '=', code)
    .where('state', '=', 'in-use')
    .executeTakeFirst();
  if (!row) return null;
  const line = asLine(row);
  return {
    ...line,
    required: row.required === 1,
    hoursFaceHundredths: row.hours_face,
    hoursRecordedHundredths: row.hours_recorded,
    summary: row.summary,
    audienceText: row.audience_text,
    audience: listed<Position>(row.positions),
    forms: listed<CourseForm>(row.forms),
    details: readDetails(row.details),
    score: line.score && {
      ...line.score,
      dimensions: JSON.parse(row.dimensions ?? '[]') as PublishedScore['dimensions'],
    },
    publishedVersionId: row.version_id,
  };
}

/** The courses that must be finished before this one. One statement. */
export async function prerequisitesOf(db: Db, courseId: string): Promise<{ code: string; title: string }[]> {
  return db
    .selectFrom('course_prerequisite')
    .innerJoin('course', 'course.id', 'course_prerequisite.required_course_id')
    .select(['course.code', 'course.title'])
    .where('course_prerequisite.course_id', '=', courseId)
    .orderBy('course.code')
    .limit(20)
    .execute();
}

/** What `group_concat` gives as a list; null for none. */
export function listed<Name extends string>(names: string | null): Name[] {
  return (names ? names.split(',') : []) as Name[];
}

const noDetails: CourseDetails = {
  objectives: [],
  facets: { teach: '', learn: '', enjoy: '', act: '' },
  tags: [],
  seeds: [],
  glossaryGaps: [],
};

/** A course's details as they were stored; what is not there is empty. They were checked when they were written. */
export function readDetails(json: string): CourseDetails {
  return { ...noDetails, ...(JSON.parse(json) as Partial<CourseDetails>) };
}
