import type { CourseForm, Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { CourseDetails } from './content.schema.ts';
import { asLine } from './course-lines.server.ts';
import type { CourseLine } from './library-course.rules.ts';
import type { PublishedScore } from './scores.server.ts';

export { courseLines } from './course-lines.server.ts';

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
  /** The courses that must be finished before this one, by code. */
  prerequisites: { code: string; title: string }[];
  /** The newest published version, of which new sections are made; null before the first. */
  publishedVersionId: string | null;
}

/** A course in use by its code, or null. One statement. */
export async function courseByCode(db: Db, code: string): Promise<Course | null> {
  const [row] = (await courseInUse(db, { code })).rows;
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
    prerequisites: prerequisitesIn(row.prerequisites),
    details: readDetails(row.details),
    score: line.score && {
      ...line.score,
      dimensions: JSON.parse(row.dimensions ?? '[]') as PublishedScore['dimensions'],
    },
    publishedVersionId: row.version_id,
  };
}

const courseInUse = readyStatement<{ code: string }>()((db, place) =>
  db
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
      selectFrom('course_prerequisite')
        .innerJoin('course as before', 'before.id', 'course_prerequisite.required_course_id')
        .select(({ fn, val }) =>
          fn<string>('group_concat', [
            fn('concat', ['before.code', val(APART), 'before.title', val(END)]),
          ]).as('courses'),
        )
        .whereRef('course_prerequisite.course_id', '=', 'course.id')
        .as('prerequisites'),
      selectFrom('course_version')
        .select('course_version.id')
        .whereRef('course_version.course_id', '=', 'course.id')
        .where('published_at', 'is not', null)
        .orderBy('number', 'desc')
        .limit(1)
        .as('version_id'),
    ])
    .where('code', '=', place('code'))
    .where('state', '=', 'in-use'),
);

/** Between and behind the parts of what `group_concat` gives: characters that no title has. */
const [APART, END] = ['\u001f', '\u001e'];

function prerequisitesIn(names: string | null): Course['prerequisites'] {
  const courses = (names ?? '').split(END).flatMap((each) => {
    const [code, title] = each.replace(/^,/, '').split(APART);
    return code && title ? [{ code, title }] : [];
  });
  return courses.sort((one, other) => (one.code < other.code ? -1 : 1));
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
