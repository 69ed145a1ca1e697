import { planRequirements } from '#app/features/completion/requirements.server.ts';
import { personCalled } from '#app/features/identity/named-person.server.ts';
import { recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import { requiredTasks } from '#app/features/tasks/tasks.server.ts';
import type { FormProblem } from '#app/features/timetable/clash-words.rules.ts';
import { eligibilityAsked, headTeacherProblem } from '#app/features/timetable/form-words.rules.ts';
import type { NewSectionForm } from '#app/features/timetable/new-section.schema.ts';
import { communitiesNamed, daysOffOf } from '#app/features/timetable/planning.server.ts';
import { planningProblems } from '#app/features/timetable/planning-checks.server.ts';
import { takePlanningTurn } from '#app/features/timetable/planning-turn.server.ts';
import { createSection } from '#app/features/timetable/sections.server.ts';
import { type SkippedDay, weeklyMeetings } from '#app/features/timetable/weekly.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { hoursOf, mayBeExamined, quizOf, requirementsFor } from './section-requirements.server.ts';

export type Planned =
  | { ok: true; sectionId: string; skipped: SkippedDay[] }
  | { ok: false; problems: FormProblem[] };

/**
 * Plans a section from the registrar's form: section with its meetings and the places booked for them, seats, and what completing it
 * asks. Everything that stands against it is told at once: the teacher's or the place's other meetings, a place too small or shut, a
 * last meeting after the end. Recorded hours are paid for recordings watched and a quiz passed, so a section that would pay them needs
 * a published one and questions enough. One plan at a time. Whether it may open is asked when it opens.
 */
export async function planSection(
  db: Db,
  { actor, form, now }: { actor: Actor; form: NewSectionForm; now: Date },
): Promise<Planned> {
  return inTransaction(db, async (trx) => {
    await takePlanningTurn(trx);
    const course = await newestPublished(trx, form.course);
    if (!course) return against('course', '这门课还没有发布过版本，先到课程页发布。');
    const term = await trx.selectFrom('term').select('code').where('id', '=', form.term).executeTakeFirst();
    if (!term) return against('term', '没有找到这个学期。');
    const pattern = weeklyMeetings({
      firstDay: form.startsOn,
      firstAt: form.firstAt || '19:00',
      weekdays: form.weekdays,
      minutes: form.minutes,
      times: form.meetings,
      venueId: form.venue || null,
      daysOff: [...(await daysOffOf(trx, form.term)), ...form.skipDays.map(skipped)],
    });
    const headTeacher = await personCalled(trx, form.headTeacher);
    const problems = [
      ...headTeacherProblem(headTeacher, form.headTeacher),
      ...(await nothingToWatch(trx, form, course)),
      ...patternProblems(form, pattern.meetings),
      ...(await planningProblems(trx, {
        times: pattern.meetings,
        teacherId: form.teacher || null,
        venueId: form.venue || null,
        seats: form.capacity,
      })),
    ];
    if (problems.length > 0) return { ok: false, problems };
    const headTeacherId = headTeacher.kind === 'one' ? headTeacher.person.id : null;
    const plan = { form, course, termCode: term.code, meetings: pattern.meetings, headTeacherId };
    return { ok: true, sectionId: await write(trx, { actor, plan, now }), skipped: pattern.skipped };
  });
}

const skipped = (day: string) => ({ fromDay: day, toDay: day, name: '停课' });

function against(field: string, message: string): Planned {
  return { ok: false, problems: [{ field, reason: field, message }] };
}

/** A pattern that never comes to its number of meetings, or comes to it after the last day. */
function patternProblems(form: NewSectionForm, meetings: readonly { startsAt: string }[]): FormProblem[] {
  const last = meetings.at(-1);
  if (meetings.length < form.meetings)
    return [
      {
        field: 'meetings',
        reason: 'days-off',
        message: '放假和停课的日子太多，排不满这些课次。减少课次，或者换个开始日期。',
      },
    ];
  if (!last || dayOf(last.startsAt) <= form.endsOn) return [];
  const day = formatDate(dayOf(last.startsAt));
  const message = `这样排，最后一次课在${day}，比结束日期晚。把结束日期改到${day}或以后，或者减少课次。`;
  return [{ field: 'endsOn', reason: 'ends-before', message }];
}

async function nothingToWatch(trx: Trx, form: NewSectionForm, course: Course): Promise<FormProblem[]> {
  if (hoursOf(form.mode, course).hoursRecordedHundredths === 0) return [];
  if ((await recordingsOfCourse(trx, form.course)).length === 0) {
    const message = '这门课还没有发布的录播，学员没有东西可看。先发布录播，或者改成线下上课。';
    return [{ field: 'mode', reason: 'recordings', message }];
  }
  if (await mayBeExamined(trx, form.course)) return [];
  const message = '这门课的题库不到 10 题，出不了小测，看录播就记不了学分。先补足题目，或者改成线下上课。';
  return [{ field: 'mode', reason: 'questions', message }];
}

interface Plan {
  form: NewSectionForm;
  course: Course;
  termCode: string;
  meetings: ReturnType<typeof weeklyMeetings>['meetings'];
  headTeacherId: string | null;
}

async function write(
  trx: Trx,
  { actor, plan, now }: { actor: Actor; plan: Plan; now: Date },
): Promise<string> {
  const { form, course, meetings, headTeacherId } = plan;
  const code = await freeCode(trx, `${course.code}-${plan.termCode}`);
  const [first] = meetings;
  const section = {
    code,
    termId: form.term,
    courseId: form.course,
    courseVersionId: course.versionId,
    title: form.title,
    kind: form.kind,
    school: course.school,
    mode: form.mode,
    teacherId: form.teacher || null,
    headTeacherId,
    minSize: form.minSize,
    // A class that meets begins with its first meeting.
    startsOn: first ? dayOf(first.startsAt) : form.startsOn,
    endsOn: form.endsOn,
    ...hoursOf(form.mode, course),
    audience: form.audience ?? course.audience,
    entry: form.entry,
    eligibility: eligibilityAsked(await communitiesNamed(trx, form.communities), form.ageFrom),
    meetings,
    note: form.note,
  };
  const created = await createSection(trx, { actor, section, now });
  if (!created.ok)
    throw new Error(`The section ${code} was refused after it had been checked: ${created.reason}.`);
  const { sectionId } = created;
  await openSeats(trx, { sectionId, capacity: form.capacity });
  const recordings = await recordingsOfCourse(trx, form.course);
  const quiz = await quizOf(trx, form.course, now);
  const tasks = await requiredTasks(trx, form.course);
  await planRequirements(trx, sectionId, requirementsFor({ form, sectionId, recordings, quiz, tasks }));
  return sectionId;
}

type Course = NonNullable<Awaited<ReturnType<typeof newestPublished>>>;

async function newestPublished(trx: Trx, courseId: string) {
  const course = await trx
    .selectFrom('course')
    .innerJoin('course_version', 'course_version.course_id', 'course.id')
    .select([
      'course.code',
      'course.school',
      'hours_face',
      'hours_recorded',
      'course_version.id as versionId',
    ])
    .where('course.id', '=', courseId)
    .where('course_version.published_at', 'is not', null)
    .orderBy('course_version.number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!course) return null;
  const audience = await trx
    .selectFrom('course_audience')
    .select('position')
    .where('course_id', '=', courseId)
    .execute();
  return {
    code: course.code,
    school: course.school as School,
    versionId: course.versionId,
    hoursFace: course.hours_face,
    hoursRecorded: course.hours_recorded,
    audience: audience.map(({ position }) => position as Position),
  };
}

async function freeCode(trx: Trx, stem: string): Promise<string> {
  const taken = await trx.selectFrom('section').select('code').where('code', 'like', `${stem}-%`).execute();
  const numbers = taken.map(({ code }) => Number(code.slice(stem.length + 1)) || 0);
  return `${stem}-${Math.max(0, ...numbers) + 1}`;
}
