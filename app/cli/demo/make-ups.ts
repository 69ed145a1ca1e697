import { contentJson } from '#app/cli/content-folder.ts';
import { setMaterial } from '#app/features/making-up/material.server.ts';
import { openMakeUp } from '#app/features/making-up/opening.server.ts';
import { grantLease, reportViewing } from '#app/features/viewing/viewing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type MakingUpFile, makingUpFile } from '#content/world/classroom.schema.ts';
import { actAs } from './actors.ts';
import { addDays, momentOf, plusDays } from './calendar.ts';
import type { DemoExercise } from './exercises.ts';
import type { Learner } from './learning.ts';
import { takeQuiz } from './quizzes.ts';
import type { DemoRecording } from './recordings.ts';
import type { PlannedSection } from './sections.ts';
import { known, type Loading } from './world.ts';

export interface Classroom {
  sections: readonly PlannedSection[];
  recordings: ReadonlyMap<string, DemoRecording>;
  exercises: ReadonlyMap<string, DemoExercise>;
  learnersOf: ReadonlyMap<string, readonly Learner[]>;
  instructor: Actor;
}

/** Says what stands for missed meetings, and lets some who missed one make it up: one is half way, one is done. */
export async function makeUpMeetings(loading: Loading, classroom: Classroom): Promise<void> {
  const { trx, now } = loading;
  for (const plan of contentJson(makingUpFile, 'world', 'making-up.json')) {
    const { id: sectionId, meetings } = sectionOf(classroom, plan.section);
    const meetingId = meetings[plan.meeting - 1]?.id ?? '';
    const recording = known(classroom.recordings, plan.recording, 'recording');
    const exerciseId = known(classroom.exercises, plan.exercise, 'exercise').id;
    const material = { sectionId, meetingId, recordingId: recording.id, exerciseId };
    const at = plusDays(now, -plan.setDaysAgo);
    const set = await setMaterial(trx, { actor: classroom.instructor, ...material, now: at });
    if (!set.ok) throw new Error(`${plan.section} gets no material: ${set.reason}.`);
    for (const person of plan.people) {
      const learner = known(classroom.learnersOf, plan.section, 'section')[person.who];
      if (!learner) throw new Error(`${plan.section} has nobody at ${person.who}.`);
      await makeUp(loading, { learner, meetingId, recording, exerciseId, person });
    }
  }
}

interface MakingUp {
  learner: Learner;
  meetingId: string;
  recording: DemoRecording;
  exerciseId: string;
  person: MakingUpFile[number]['people'][number];
}

async function makeUp(
  loading: Loading,
  { learner, meetingId, recording, exerciseId, person }: MakingUp,
): Promise<void> {
  const { trx, today } = loading;
  const evening = (daysAgo: number) => momentOf(addDays(today, -daysAgo), '19:30');
  const actor = await actAs(loading, learner.personId);
  const now = evening(person.openedDaysAgo);
  const opened = await openMakeUp(trx, { actor, enrolmentId: learner.enrolmentId, meetingId, now });
  if (!opened.ok) throw new Error(`A meeting cannot be made up: ${opened.reason}.`);
  if (person.watchedDaysAgo !== undefined)
    await watch(loading, { learner, recording, from: evening(person.watchedDaysAgo) });
  if (person.passedDaysAgo !== undefined)
    await takeQuiz(loading, { ...learner, exerciseId, wrong: 1, now: evening(person.passedDaysAgo) });
}

/** Watches a whole lecture in one sitting. */
async function watch(
  { trx }: Loading,
  { learner, recording, from }: { learner: Learner; recording: DemoRecording; from: Date },
): Promise<void> {
  const seat = { ...learner, recordingId: recording.id };
  const { seconds } = recording;
  const granted = await grantLease(trx, { ...seat, now: from });
  const now = new Date(from.getTime() + seconds * 1000);
  const report = { lease: granted?.lease ?? '', spans: [[0, seconds] as const], rate: 1, now };
  const answer = await reportViewing(trx, { ...seat, ...report });
  if (!answer?.complete) throw new Error(`A lecture cannot be watched: ${answer?.reason ?? 'not theirs'}.`);
}

function sectionOf({ sections }: Classroom, key: string): PlannedSection {
  return known(new Map(sections.map((section) => [section.plan.key, section])), key, 'section');
}
