/** A class with a lecture and a quiz for each of its meetings, and somebody in it. */
import type { MarkedState } from '#app/features/attendance/attendance.rules.ts';
import { markAttendance } from '#app/features/attendance/marks.server.ts';
import { planRequirements, type RequirementPlan } from '#app/features/completion/requirements.server.ts';
import { latestAttempt, startAttempt, submitAttempt } from '#app/features/exercises/attempts.server.ts';
import { createExercise, importQuestions } from '#app/features/exercises/exercises.server.ts';
import { setMaterial } from '#app/features/making-up/material.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { bank } from '#tests/exercises/quiz.ts';
import { actorWith } from '#tests/identity/support.ts';
import { aRecording } from '#tests/recordings/academy.ts';
import { aCourse, aSection, ask, type Section, type WantedSection } from '#tests/support/classes.ts';
import { after, aLearner, type Learner, now } from '#tests/support/world.ts';

/** A day on which every meeting of these classes is past. */
export const later = after({ days: 40 });
export const registrar: Actor = actorWith('registrar', { personId: null });

export interface MakeUpClass extends Section {
  /** By number of the meeting, from 0. */
  recordingIds: string[];
  exerciseIds: string[];
}

export interface Wanted extends Omit<WantedSection, 'meetings'> {
  meetings: number;
  minimumShare?: number;
  /** Meetings (from 0) that have a recording and a quiz; all of them unless said. */
  ready?: readonly number[];
  alsoAsks?: readonly RequirementPlan[];
}

export async function aClass(db: Db, wanted: Wanted): Promise<MakeUpClass> {
  const { meetings, minimumShare = 1, alsoAsks = [], ...rest } = wanted;
  const course = await aCourse(db);
  await importQuestions(db, { courseId: course.courseId, questions: bank });
  const meetsIn = Array.from({ length: meetings }, (_, index) => 24 * (index + 1));
  const section = await aSection(db, { course, meetsIn, capacity: 50, ...rest });
  const attend = { ...ask('attend', section.sectionId, `${meetings} 次课`), detail: { minimumShare } };
  await planRequirements(db, section.sectionId, [attend, ...alsoAsks]);
  const ready = wanted.ready ?? section.meetingIds.map((_, index) => index);
  const made: MakeUpClass = { ...section, recordingIds: [], exerciseIds: [] };
  for (const index of ready) {
    made.recordingIds[index] = await aRecording(db, course.courseId, { durationSeconds: 100 });
    made.exerciseIds[index] = await aQuizOf(db, course.courseId, `第 ${index + 1} 次课小测`);
    const outcome = await setMaterial(db, {
      actor: registrar,
      sectionId: section.sectionId,
      meetingId: section.meetingIds[index] ?? '',
      recordingId: made.recordingIds[index] ?? null,
      exerciseId: made.exerciseIds[index] ?? null,
      now,
    });
    if (!outcome.ok) throw new Error(outcome.reason);
  }
  return made;
}

export function aQuizOf(db: Db, courseId: string, title: string): Promise<string> {
  return createExercise(db, { courseId, title, drawCount: 5, passMark: 60, maxAttempts: 2, now });
}

export interface Member extends Learner {
  enrolmentId: string;
}

export async function aMember(db: Db, section: Section): Promise<Member> {
  const learner = await aLearner(db);
  const outcome = await enrol(db, { ...learner, sectionId: section.sectionId, waitlist: false, now });
  if (outcome.outcome !== 'enrolled') throw new Error(JSON.stringify(outcome));
  return { ...learner, enrolmentId: outcome.enrolmentId };
}

/** Marks every meeting in order with these states; null leaves one unmarked. */
export async function markAll(
  db: Db,
  section: Section,
  member: Member,
  states: readonly (MarkedState | null)[],
): Promise<void> {
  for (const [index, state] of states.entries())
    if (state)
      await markAttendance(db, {
        actor: registrar,
        sectionId: section.sectionId,
        meetingId: section.meetingIds[index] ?? '',
        marks: [{ personId: member.personId, state }],
        now: later,
      });
}

/** Watches a recording to the end, in one sitting. */
export async function watchAll(db: Db, member: Member, recordingId: string, from = later): Promise<void> {
  const seat = { enrolmentId: member.enrolmentId, personId: member.personId, recordingId };
  const granted = await grantLease(db, { ...seat, now: from });
  if (!granted) throw new Error('no lease');
  const until = new Date(from.getTime() + 96_000);
  const answer = await reportViewing(db, {
    ...seat,
    lease: granted.lease,
    spans: [[0, 95]],
    rate: 1,
    now: until,
  });
  if (!answer?.complete) throw new Error(JSON.stringify(answer));
}

/** Answers a quiz rightly, or not at all. */
export async function takeQuiz(
  db: Db,
  member: Member,
  exerciseId: string,
  { right = true, at = later } = {},
): Promise<number | null> {
  const { enrolmentId, personId } = member;
  const started = await startAttempt(db, { exerciseId, enrolmentId, personId, now: at });
  if (!started.ok) throw new Error(started.reason);
  const attempt = await latestAttempt(db, exerciseId, enrolmentId);
  const choices = new Map(
    (attempt?.questions ?? []).map(({ questionId, answer }) => [questionId, right ? answer : []]),
  );
  const outcome = await submitAttempt(db, { attemptId: started.attemptId, personId, choices, now: at });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.score;
}
