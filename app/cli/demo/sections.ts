import { contentJson } from '#app/cli/content-folder.ts';
import { planRequirements, type RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { openSeats } from '#app/features/selection/seats.server.ts';
import {
  createSection,
  type NewMeeting,
  type NewSection,
  openSection,
} from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { toHundredths } from '#app/lib/hundredths.ts';
import { type DemoSection, sectionsFile } from '#content/world/world.schema.ts';
import type { DemoExercise } from './exercises.ts';
import type { LibraryCourse, Teachers } from './library.ts';
import type { DemoTerm, Shift } from './places.ts';
import type { DemoRecording } from './recordings.ts';
import { type SectionTimes, type Span, timesOf } from './section-times.ts';
import { known, type Loading } from './world.ts';

/** What sections are made from, and who plans and opens them. */
export interface Ground {
  library: ReadonlyMap<string, LibraryCourse>;
  recordings: ReadonlyMap<string, DemoRecording>;
  exercises: ReadonlyMap<string, DemoExercise>;
  teachers: Teachers;
  venues: ReadonlyMap<string, string>;
  terms: ReadonlyMap<Shift, DemoTerm>;
  registrar: Actor;
}

/** A section of the demo world with the moments of its story. */
export interface PlannedSection {
  id: string;
  plan: DemoSection;
  course: LibraryCourse;
  times: SectionTimes;
  meetings: (Span & { id: string })[];
}

/** A micro lecture counts a quarter of an hour of learning. */
const MICRO_HOURS = 0.25;

/** Plans every section of the demo world, gives it its seats and opens it. */
export async function planSections(loading: Loading, ground: Ground): Promise<PlannedSection[]> {
  const plans = contentJson(sectionsFile, 'world', 'sections.json');
  const sections: PlannedSection[] = [];
  for (const plan of plans) {
    const number =
      1 +
      sections.filter((other) => other.plan.term === plan.term && other.plan.course === plan.course).length;
    sections.push(await planSection(loading, ground, plan, number));
  }
  return sections;
}

async function planSection(
  loading: Loading,
  ground: Ground,
  plan: DemoSection,
  number: number,
): Promise<PlannedSection> {
  const { trx } = loading;
  const { registrar: actor } = ground;
  const course = known(ground.library, plan.course, 'course');
  const term = ground.terms.get(plan.term);
  if (!term) throw new Error(`The demo world has no term ${plan.term}.`);
  const times = timesOf(loading, plan, term);
  const recordings = plan.recordings.flatMap((slug) => ground.recordings.get(slug) ?? []);
  const exercises = plan.exercises.map((key) => known(ground.exercises, key, 'exercise'));
  const section = newSection(ground, { plan, course, term, times, number, recordings });
  const made = await createSection(trx, { actor, section, now: times.plannedAt });
  if (!made.ok) throw new Error(`The section ${plan.key} cannot be made: ${made.reason}.`);
  const sectionId = made.sectionId;
  await planRequirements(trx, sectionId, requirementsOf({ plan, course, recordings, exercises, sectionId }));
  await openSeats(trx, { sectionId, capacity: plan.capacity });
  const opened = await openSection(trx, { actor, sectionId, now: times.plannedAt });
  if (!opened.ok) throw new Error(`The section ${plan.key} cannot be opened: ${opened.reason}.`);
  const meetings = times.meetings.map((span, index) => ({ ...span, id: made.meetingIds[index] ?? '' }));
  return { id: sectionId, plan, course, times, meetings };
}

interface Parts {
  plan: DemoSection;
  course: LibraryCourse;
  term: DemoTerm;
  times: SectionTimes;
  number: number;
  recordings: readonly DemoRecording[];
}

function newSection(ground: Ground, { plan, course, term, times, number, recordings }: Parts): NewSection {
  return {
    code: `${term.code}-${plan.course}-${String(number).padStart(2, '0')}`,
    termId: term.id,
    courseId: course.courseId,
    courseVersionId: course.versionId,
    title: plan.title,
    kind: plan.kind,
    school: plan.school ?? course.file.school,
    mode: plan.mode,
    teacherId: plan.teacher ? known(ground.teachers.bySlug, plan.teacher, 'teacher') : course.teacherId,
    headTeacherId: null,
    minSize: Math.min(5, plan.capacity),
    hoursFaceHundredths: toHundredths(plan.hoursFace),
    hoursRecordedHundredths: toHundredths(plan.hoursRecorded + recordings.length * MICRO_HOURS),
    startsOn: times.startsOn,
    endsOn: times.endsOn,
    evaluationOpensAt: times.evaluation.opensAt.toISOString(),
    evaluationClosesAt: times.evaluation.closesAt.toISOString(),
    audience: plan.audience === 'course' ? course.file.audience : [],
    meetings: times.meetings.map((span, index) => newMeeting(ground, plan, span, index)),
    note: plan.note,
  };
}

function newMeeting(
  ground: Ground,
  plan: DemoSection,
  { startsAt, endsAt }: Span,
  index: number,
): NewMeeting {
  return {
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    venueId: plan.venue ? known(ground.venues, plan.venue, 'venue') : null,
    topic: plan.meetings[index]?.topic ?? plan.title,
    kind: plan.mode === 'live' ? 'live' : 'face',
  };
}

interface Asked {
  plan: DemoSection;
  course: LibraryCourse;
  recordings: readonly DemoRecording[];
  exercises: readonly DemoExercise[];
  sectionId: string;
}

function requirementsOf({ plan, course, recordings, exercises, sectionId }: Asked): RequirementPlan[] {
  const watch = recordings.map(
    ({ id, title }): RequirementPlan => ({
      kind: 'watch',
      subjectId: id,
      title,
      detail: { minimumShare: 0.9 },
    }),
  );
  const attend: RequirementPlan[] =
    plan.attendShare === undefined
      ? []
      : [{ kind: 'attend', subjectId: sectionId, title: '到课', detail: { minimumShare: plan.attendShare } }];
  const quiz: RequirementPlan[] =
    plan.quiz && course.exerciseId
      ? [{ kind: 'quiz', subjectId: course.exerciseId, title: '课后小测', detail: { passMark: 60 } }]
      : [];
  const more = exercises.map(
    ({ id, title, passMark }): RequirementPlan => ({
      kind: 'quiz',
      subjectId: id,
      title,
      detail: { passMark },
    }),
  );
  const evaluate: RequirementPlan = {
    kind: 'evaluate',
    subjectId: sectionId,
    title: '评价老师和课程',
    detail: {},
  };
  return [...watch, ...attend, ...quiz, ...more, evaluate];
}
