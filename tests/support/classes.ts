/** Small builders: a course with its five ones, a term with windows, a section with seats. */
import { planRequirements, type RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import { createSection, type NewSection } from '#app/features/timetable/sections.server.ts';
import { createTerm, type WindowKind } from '#app/features/timetable/terms.server.ts';
import { newId } from '#app/lib/id.ts';
import { type FiveOne, fiveOnes, type School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { academy, after, next, now } from './world.ts';

export interface Course {
  courseId: string;
  versionId: string;
  code: string;
  title: string;
}

interface WantedCourse {
  title?: string;
  school?: School;
  required?: boolean;
  /** Which of the five ones its version has. */
  has?: readonly FiveOne[];
  prerequisites?: readonly Course[];
}

/** A course in use with one published version. */
export async function aCourse(db: Db, wanted: WantedCourse = {}): Promise<Course> {
  const { school = 'governance', required = true, has = fiveOnes, prerequisites = [] } = wanted;
  const [courseId, number] = [newId(), next()];
  const course = { code: `TS${number}`, title: wanted.title ?? `四方协商第 ${number} 课` };
  await db
    .insertInto('course')
    .values({
      id: courseId,
      ...course,
      subtitle: '',
      school,
      module: '协商议事',
      level: 'basic',
      required: required ? 1 : 0,
      hours_face: 200,
      hours_recorded: 100,
      credits: 300,
      mode: 'blended',
      summary: '',
      audience_text: '',
      teacher_role: '',
      details: '{}',
      state: 'in-use',
      created_at: now.toISOString(),
      updated_at: now.toISOString(),
    })
    .execute();
  for (const { courseId: requiredId } of prerequisites)
    await db
      .insertInto('course_prerequisite')
      .values({ course_id: courseId, required_course_id: requiredId })
      .execute();
  return { courseId, versionId: await aVersion(db, courseId, 1, has), ...course };
}

/** A version of a course with some of the five ones. */
export async function aVersion(
  db: Db,
  courseId: string,
  number: number,
  has: readonly FiveOne[] = fiveOnes,
): Promise<string> {
  const id = newId();
  const at = now.toISOString();
  await db
    .insertInto('course_version')
    .values({ id, course_id: courseId, number, note: '', created_at: at, published_at: at })
    .execute();
  if (has.length > 0)
    await db
      .insertInto('five_one')
      .values(has.map((item) => ({ course_version_id: id, item, body: '有', updated_at: at })))
      .execute();
  return id;
}

/** A term that is open for selection from yesterday until the day after tomorrow, unless other windows are given. */
export function aTerm(
  db: Db,
  windows: { kind: WindowKind; from: Date; to: Date }[] = [openWindow],
): Promise<string> {
  const code = `T${next()}`;
  return createTerm(db, {
    code,
    name: code,
    startsOn: '2026-09-01',
    endsOn: '2027-01-31',
    windows: windows.map(({ kind, from, to }) => ({
      kind,
      opensAt: from.toISOString(),
      closesAt: to.toISOString(),
    })),
  });
}

const openWindow = { kind: 'selection', from: after({ days: -1 }), to: after({ days: 2 }) } as const;

export interface WantedSection extends Partial<NewSection> {
  course?: Course;
  termId?: string;
  capacity?: number;
  opened?: boolean;
  /** Hours from now at which its meetings begin; each takes two hours. */
  meetsIn?: readonly number[];
  asks?: readonly RequirementPlan[];
}

export interface Section {
  sectionId: string;
  meetingIds: string[];
  termId: string;
  course: Course;
  title: string;
}

/** What the five kinds of requirement look like in a plan. */
export const ask = (
  kind: RequirementPlan['kind'],
  subjectId: string,
  title = '要做的事',
): RequirementPlan => ({
  kind,
  subjectId,
  title,
  detail: {},
});

/** An open section with seats, of a course and a term of its own unless given. */
export async function aSection(db: Db, wanted: WantedSection = {}): Promise<Section> {
  const {
    course = await aCourse(db),
    termId = await aTerm(db),
    capacity = 3,
    opened = true,
    meetsIn = [],
    asks = [],
  } = wanted;
  const { title = `${course.title}（周三晚班）` } = wanted;
  const created = await createSection(db, {
    section: {
      ...plainSection,
      code: `S${next()}`,
      courseId: course.courseId,
      courseVersionId: course.versionId,
      meetings: meetsIn.map((hours) => ({
        startsAt: after({ hours }).toISOString(),
        endsAt: after({ hours: hours + 2 }).toISOString(),
        venueId: null,
        topic: '议事',
        kind: 'face',
      })),
      ...wanted,
      title,
      termId,
    },
    actor: academy,
    now,
  });
  if (!created.ok) throw new Error(created.reason);
  const { sectionId, meetingIds } = created;
  await openSeats(db, { sectionId, capacity });
  await planRequirements(db, sectionId, asks);
  if (opened)
    await db
      .updateTable('section')
      .set({ opened_at: now.toISOString() })
      .where('id', '=', sectionId)
      .execute();
  return { sectionId, meetingIds, termId, course, title };
}

const plainSection = {
  kind: 'regular',
  school: 'governance',
  mode: 'blended',
  teacherId: null,
  headTeacherId: null,
  minSize: 1,
  hoursFaceHundredths: 200,
  hoursRecordedHundredths: 100,
  startsOn: '2026-11-21',
  endsOn: '2027-01-20',
  audience: [],
} as const;
