import { planRequirements, type RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { createExercise, exercisesOfCourse } from '#app/features/exercises/exercises.server.ts';
import { recordingsOfCourse } from '#app/features/recordings/library.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import type { NewSectionForm } from '#app/features/timetable/new-section.schema.ts';
import { createSection } from '#app/features/timetable/sections.server.ts';
import { weeklyMeetings } from '#app/features/timetable/weekly.rules.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';

export type Planned =
  | { ok: true; sectionId: string }
  | { ok: false; reason: 'course' | 'term' | 'recordings' | 'questions' };

const ACADEMY_OFFSET = '+08:00';
const DRAWN = 10;

/**
 * Plans a section from the registrar's form: section with its meetings, seats, and what completing it asks: the course's
 * published recordings where it is taught by them, its quiz where it has questions, attendance where it meets, and the
 * evaluation. Recorded hours are paid for recordings watched and a quiz passed, so a section that would pay them needs a published one and
 * questions enough.
 * Whether it may open is asked when it opens.
 */
export async function planSection(
  db: Db,
  { actor, form, now }: { actor: Actor; form: NewSectionForm; now: Date },
): Promise<Planned> {
  return inTransaction(db, async (trx) => {
    const course = await newestPublished(trx, form.course);
    if (!course) return { ok: false, reason: 'course' };
    const term = await trx.selectFrom('term').select('code').where('id', '=', form.term).executeTakeFirst();
    if (!term) return { ok: false, reason: 'term' };
    const hours = hoursOf(form.mode, course);
    const recordings = await recordingsOfCourse(trx, form.course);
    const quiz = await quizOf(trx, form.course, now);
    if (hours.hoursRecordedHundredths > 0 && recordings.length === 0)
      return { ok: false, reason: 'recordings' };
    if (hours.hoursRecordedHundredths > 0 && !quiz) return { ok: false, reason: 'questions' };
    const code = await freeCode(trx, `${course.code}-${term.code}`);
    const meetings = weeklyMeetings({
      firstDay: form.startsOn,
      firstAt: form.firstAt || '19:00',
      utcOffset: ACADEMY_OFFSET,
      minutes: form.minutes,
      times: form.meetings,
      venueId: form.venue || null,
    });
    const created = await createSection(trx, {
      actor,
      now,
      section: {
        code,
        termId: form.term,
        courseId: form.course,
        courseVersionId: course.versionId,
        title: form.title,
        kind: form.kind,
        school: course.school,
        mode: form.mode,
        teacherId: form.teacher || null,
        headTeacherId: null,
        minSize: 1,
        startsOn: form.startsOn,
        endsOn: form.endsOn,
        ...hours,
        audience: course.audience,
        meetings,
      },
    });
    if (!created.ok) throw new Error(`The free code ${code} was taken.`);
    await openSeats(trx, { sectionId: created.sectionId, capacity: form.capacity });
    const asked = requirementsFor({ form, sectionId: created.sectionId, recordings, quiz });
    await planRequirements(trx, created.sectionId, asked);
    return { ok: true, sectionId: created.sectionId };
  });
}

/** The hours that a way of teaching pays: what meets pays for meeting, what is recorded for watching. */
function hoursOf(
  mode: NewSectionForm['mode'],
  { hoursFace, hoursRecorded }: { hoursFace: number; hoursRecorded: number },
): { hoursFaceHundredths: number; hoursRecordedHundredths: number } {
  if (mode === 'recorded')
    return { hoursFaceHundredths: 0, hoursRecordedHundredths: hoursFace + hoursRecorded };
  return { hoursFaceHundredths: hoursFace, hoursRecordedHundredths: mode === 'blended' ? hoursRecorded : 0 };
}

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

interface Titled {
  id: string;
  title: string;
}

function requirementsFor({
  form,
  sectionId,
  recordings,
  quiz,
}: {
  form: NewSectionForm;
  sectionId: string;
  recordings: readonly Titled[];
  quiz: Titled | null;
}): RequirementPlan[] {
  const plans: RequirementPlan[] = [];
  if (form.mode === 'recorded' || form.mode === 'blended') {
    plans.push(
      ...recordings.map(({ id, title }) => ({
        kind: 'watch' as const,
        subjectId: id,
        title,
        detail: { minimumShare: 0.9 },
      })),
    );
  }
  if (form.meetings > 0)
    plans.push({
      kind: 'attend',
      subjectId: sectionId,
      title: `${form.meetings} 次课`,
      detail: { minimumShare: 6 / 7 },
    });
  if (quiz) plans.push({ kind: 'quiz', subjectId: quiz.id, title: quiz.title, detail: { passMark: 60 } });
  plans.push({ kind: 'evaluate', subjectId: sectionId, title: '评价老师和课程', detail: {} });
  return plans;
}

/** The course's quiz; made when it has questions enough and none yet. */
async function quizOf(trx: Trx, courseId: string, now: Date): Promise<Titled | null> {
  const [known] = await exercisesOfCourse(trx, courseId);
  if (known) return known;
  const { questions } = await trx
    .selectFrom('question')
    .select((eb) => eb.fn.countAll<number>().as('questions'))
    .where('course_id', '=', courseId)
    .executeTakeFirstOrThrow();
  if (Number(questions) < DRAWN) return null;
  const title = '课后小测';
  return {
    id: await createExercise(trx, { courseId, title, drawCount: DRAWN, passMark: 60, maxAttempts: 3, now }),
    title,
  };
}
