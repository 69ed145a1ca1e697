import { Problem } from '#app/cli/command.ts';
import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import { createSection, type NewMeeting, openSection } from '#app/features/timetable/sections.server.ts';
import { createTerm, isOpen, recentTerms, windowsOf } from '#app/features/timetable/terms.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { LoadedCourse } from './courses.ts';
import { type LoadRun, numbered } from './plan.ts';

const DAY_MS = 86_400_000;
const AT_ONCE = 200;

/** Makes sections that everybody may choose now, the courses in turn. Needs at least one course. */
export async function loadSections(run: LoadRun, courses: readonly LoadedCourse[]): Promise<number> {
  const { db, plan } = run;
  if (plan.sections === 0) return 0;
  if (courses.length === 0)
    throw new Problem('Sections are made of courses, and the library has none ready: give --courses too.', 2);
  const termId = await openTerm(run);
  for (let start = 1; start <= plan.sections; start += AT_ONCE) {
    await inTransaction(db, async (trx) => {
      for (let number = start; number <= Math.min(plan.sections, start + AT_ONCE - 1); number++) {
        const course = courses[(number - 1) % courses.length];
        if (course) await loadSection(trx, run, { number, course, termId });
      }
    });
  }
  return plan.sections;
}

/** A term in which selection is open now: one that there is, or a new one. */
async function openTerm({ db, plan, now }: LoadRun): Promise<string> {
  const terms = await recentTerms(db);
  const windows = await windowsOf(
    db,
    terms.map(({ id }) => id),
  );
  const open = terms.find(({ id }) =>
    isOpen(
      windows.filter(({ termId }) => termId === id),
      ['selection'],
      now,
    ),
  );
  if (open) return open.id;
  const inDays = (days: number) => new Date(now.getTime() + days * DAY_MS);
  return createTerm(db, {
    code: `${plan.prefix}-term`,
    name: `测试学期 ${plan.prefix}`,
    startsOn: dayOf(now),
    endsOn: dayOf(inDays(120)),
    windows: [{ kind: 'selection', opensAt: inDays(-1).toISOString(), closesAt: inDays(30).toISOString() }],
  });
}

interface Section {
  number: number;
  course: LoadedCourse;
  termId: string;
}

async function loadSection(
  trx: Db,
  { plan, actor, now }: LoadRun,
  { number, course, termId }: Section,
): Promise<void> {
  const code = numbered(plan.prefix, number);
  const section = {
    code,
    termId,
    courseId: course.courseId,
    courseVersionId: course.versionId,
    title: `${course.title}（${code}）`,
    kind: 'open' as const,
    school: course.school,
    mode: 'face' as const,
    teacherId: course.teacherId,
    headTeacherId: null,
    minSize: 1,
    hoursFaceHundredths: 200,
    hoursRecordedHundredths: 0,
    startsOn: dayOf(new Date(now.getTime() + 7 * DAY_MS)),
    endsOn: dayOf(new Date(now.getTime() + Math.max(60, 14 + plan.meetings * 7) * DAY_MS)),
    evaluationOpensAt: now.toISOString(),
    evaluationClosesAt: new Date(now.getTime() + 90 * DAY_MS).toISOString(),
    audience: [],
    meetings: meetingsOf(plan.meetings, number, now),
  };
  const made = await createSection(trx, { actor, section, now });
  if (!made.ok) throw new Problem(`There is a section ${code} already: choose another --prefix.`);
  const { sectionId } = made;
  await planRequirements(trx, sectionId, [
    { kind: 'attend', subjectId: sectionId, title: '到课', detail: { minimumShare: 1 } },
    { kind: 'evaluate', subjectId: sectionId, title: '评价老师和课程', detail: {} },
  ]);
  await openSeats(trx, { sectionId, capacity: plan.capacity });
  const opened = await openSection(trx, { actor, sectionId, now });
  if (!opened.ok) throw new Error(`The section ${code} cannot be opened: ${opened.reason}.`);
}

const HOUR_MS = 3_600_000;

/** Weekly, two hours each, in the afternoon or the evening of one day of the week: every fifteenth section meets with the first. */
function meetingsOf(count: number, number: number, now: Date): NewMeeting[] {
  const slot = (number - 1) % 14;
  const monday = Math.floor(now.getTime() / DAY_MS) * DAY_MS + 7 * DAY_MS;
  const first = monday + (slot % 7) * DAY_MS + (slot < 7 ? 6 : 11) * HOUR_MS;
  return Array.from({ length: count }, (_, week) => ({
    startsAt: new Date(first + week * 7 * DAY_MS).toISOString(),
    endsAt: new Date(first + week * 7 * DAY_MS + 2 * HOUR_MS).toISOString(),
    venueId: null,
    topic: `第 ${week + 1} 次课`,
    kind: 'face',
  }));
}
