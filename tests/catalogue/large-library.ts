import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { someTime } from './some-courses.ts';

const COURSES = 1_000;
const SECTIONS_A_COURSE = 3;
const MEETINGS_A_SECTION = 4;
const ROWS_A_STATEMENT = 400;
const at = someTime.toISOString();
const soon = (days: number) => new Date(someTime.getTime() + days * 86_400_000).toISOString();

/** Many courses with sections and meetings in one open term, for looking at how statements are run. Answers the codes. */
export async function aLargeLibrary(db: Db): Promise<string[]> {
  const termId = newId();
  await db
    .insertInto('term')
    .values({ id: termId, code: 'T', name: '秋季', starts_on: '2026-09-01', ends_on: '2027-01-31' })
    .execute();
  await db
    .insertInto('term_window')
    .values({ id: newId(), term_id: termId, kind: 'selection', opens_at: soon(-5), closes_at: soon(5) })
    .execute();
  const courses = Array.from({ length: COURSES }, (_, number) => ({
    id: newId(),
    versionId: newId(),
    code: `ZL${1000 + number}`,
  }));
  const sections = courses.flatMap((course) =>
    Array.from({ length: SECTIONS_A_COURSE }, () => ({ id: newId(), course })),
  );
  const details = JSON.stringify({
    objectives: ['一个目标', '两个目标', '三个目标'],
    facets: { teach: '讲清楚', learn: '做练习', enjoy: '抽角色', act: '办小事' },
    tags: ['议事'],
    seeds: [],
    glossaryGaps: [],
  });
  await inParts(courses, (part) =>
    db
      .insertInto('course')
      .values(
        part.map(({ id, code }) => ({
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
        })),
      )
      .execute(),
  );
  await inParts(courses, (part) =>
    db
      .insertInto('course_version')
      .values(
        part.map(({ id, versionId }) => ({
          id: versionId,
          course_id: id,
          number: 1,
          note: '',
          created_at: at,
          published_at: at,
        })),
      )
      .execute(),
  );
  await inParts(courses, (part) =>
    db
      .insertInto('five_one')
      .values(
        part.map(({ versionId }) => ({
          course_version_id: versionId,
          item: 'syllabus',
          body: '大纲',
          updated_at: at,
        })),
      )
      .execute(),
  );
  await inParts(sections, (part) =>
    db
      .insertInto('section')
      .values(
        part.map(({ id, course }) => ({
          id,
          code: id.slice(-12),
          term_id: termId,
          course_id: course.id,
          course_version_id: course.versionId,
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
        })),
      )
      .execute(),
  );
  await inParts(sections, (part) =>
    db
      .insertInto('seat_count')
      .values(part.map(({ id }) => ({ section_id: id, capacity: 30, taken: 0 })))
      .execute(),
  );
  const meetings = sections.flatMap(({ id }) =>
    Array.from({ length: MEETINGS_A_SECTION }, (_, week) => ({
      id: newId(),
      section_id: id,
      number: week + 1,
      starts_at: soon(3 + 7 * week),
      ends_at: soon(3.1 + 7 * week),
      topic: '议事',
      kind: 'face',
    })),
  );
  await inParts(meetings, (part) => db.insertInto('meeting').values(part).execute());
  return courses.map(({ code }) => code);
}

async function inParts<Row>(rows: readonly Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT)
    await insert(rows.slice(from, from + ROWS_A_STATEMENT));
}
