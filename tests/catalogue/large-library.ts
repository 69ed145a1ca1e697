import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { someTime } from './some-courses.ts';

const COURSES = 1_000;
const SECTIONS_A_COURSE = 3;
const MEETINGS_A_SECTION = 4;
const ROWS_A_STATEMENT = 400;
const at = someTime.toISOString();
const soon = (days: number) => new Date(someTime.getTime() + days * 86_400_000).toISOString();

interface Course {
  id: string;
  versionId: string;
  code: string;
}

/** Many courses with sections and meetings in one open term, for looking at how statements are run. Answers the codes. */
export async function aLargeLibrary(db: Db): Promise<string[]> {
  const termId = await anOpenTerm(db);
  const courses = Array.from({ length: COURSES }, (_, number) => ({
    id: newId(),
    versionId: newId(),
    code: `ZL${1000 + number}`,
  }));
  await inParts(courses.map(courseRow), (rows) => db.insertInto('course').values(rows).execute());
  await inParts(courses.map(versionRow), (rows) => db.insertInto('course_version').values(rows).execute());
  await inParts(courses.map(syllabusRow), (rows) => db.insertInto('five_one').values(rows).execute());
  const sections = courses.flatMap((course) =>
    Array.from({ length: SECTIONS_A_COURSE }, () => sectionRow(course, termId)),
  );
  await inParts(sections, (rows) => db.insertInto('section').values(rows).execute());
  const seats = sections.map(({ id }) => ({ section_id: id, capacity: 30, taken: 0 }));
  await inParts(seats, (rows) => db.insertInto('seat_count').values(rows).execute());
  const meetings = sections.flatMap(({ id }) =>
    Array.from({ length: MEETINGS_A_SECTION }, (_, week) => meetingRow(id, week)),
  );
  await inParts(meetings, (rows) => db.insertInto('meeting').values(rows).execute());
  return courses.map(({ code }) => code);
}

async function anOpenTerm(db: Db): Promise<string> {
  const id = newId();
  await db
    .insertInto('term')
    .values({ id, code: 'T', name: '秋季', starts_on: '2026-09-01', ends_on: '2027-01-31' })
    .execute();
  await db
    .insertInto('term_window')
    .values({ id: newId(), term_id: id, kind: 'selection', opens_at: soon(-5), closes_at: soon(5) })
    .execute();
  return id;
}

const details = JSON.stringify({ objectives: ['说出四方各是谁'], tags: ['议事'] });

const courseRow = ({ id, code }: Course) => ({
  id,
  code,
  title: `协商议事第${code}讲`,
  subtitle: '副题',
  school: 'governance',
  module: '协商议事',
  level: 'basic',
  required: 1,
  hours_face: 600,
  hours_recorded: 0,
  credits: 600,
  mode: 'face',
  summary: '简介',
  audience_text: '所有人',
  teacher_role: '社工',
  details,
  state: 'in-use',
  created_at: at,
  updated_at: at,
});

const versionRow = ({ id, versionId }: Course) => ({
  id: versionId,
  course_id: id,
  number: 1,
  note: '',
  created_at: at,
  published_at: at,
});

const syllabusRow = ({ versionId }: Course) => ({
  course_version_id: versionId,
  item: 'syllabus',
  body: '大纲',
  updated_at: at,
});

function sectionRow({ id, versionId }: Course, termId: string) {
  const sectionId = newId();
  return {
    id: sectionId,
    code: sectionId.slice(-12),
    term_id: termId,
    course_id: id,
    course_version_id: versionId,
    title: '班',
    kind: 'regular',
    school: 'governance',
    mode: 'face',
    min_size: 1,
    hours_face: 600,
    hours_recorded: 0,
    starts_on: '2026-11-25',
    ends_on: '2026-12-31',
    opened_at: at,
    note: '',
  };
}

const meetingRow = (sectionId: string, week: number) => ({
  id: newId(),
  section_id: sectionId,
  number: week + 1,
  starts_at: soon(3 + 7 * week),
  ends_at: soon(3.1 + 7 * week),
  topic: '议事',
  kind: 'face',
});

async function inParts<Row>(rows: readonly Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await insert(rows.slice(from, from + ROWS_A_STATEMENT));
}
