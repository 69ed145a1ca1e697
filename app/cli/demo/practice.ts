import { contentJson } from '#app/cli/content-folder.ts';
import { versionsOfWork } from '#app/features/tasks/reading.server.ts';
import { judgeWork } from '#app/features/tasks/reviewing.server.ts';
import { createTask } from '#app/features/tasks/tasks.server.ts';
import { keepWork } from '#app/features/tasks/work.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays } from '#app/lib/time.ts';
import { type PracticeFile, practiceFile } from '#content/world/practice.schema.ts';
import { actAs } from './actors.ts';
import { plusDays } from './calendar.ts';
import type { Learner } from './learning.ts';
import type { LibraryCourse } from './library.ts';
import { known, type Loading } from './world.ts';

type Task = PracticeFile[number];
type Work = Task['works'][number];
type Version = Work['versions'][number];

export interface Practice {
  library: ReadonlyMap<string, LibraryCourse>;
  learnersOf: ReadonlyMap<string, readonly Learner[]>;
  instructor: Actor;
}

/** Sets the tasks of the world and lets learners work on them: a draft, one sent back and handed in again, one that waits, ones that passed. */
export async function setPractice(loading: Loading, practice: Practice): Promise<void> {
  const { trx, now, today } = loading;
  const { library, instructor: actor } = practice;
  for (const { course, works, setDaysAgo, dueInDays, ...task } of contentJson(
    practiceFile,
    'world',
    'practice.json',
  )) {
    const form = { ...task, dueOn: dueInDays === null ? null : addDays(today, dueInDays), required: false };
    const { courseId } = known(library, course, 'course');
    const taskId = await createTask(trx, { actor, courseId, form, now: plusDays(now, -setDaysAgo) });
    if (!taskId) throw new Error(`The demo instructor does not keep ${course}.`);
    for (const work of works) await workOn(loading, practice, { taskId, task: form, work });
  }
}

interface Working {
  taskId: string;
  task: Pick<Task, 'criteria'>;
  work: Work;
}

async function workOn(
  loading: Loading,
  { learnersOf, instructor }: Practice,
  { taskId, task, work }: Working,
): Promise<void> {
  const { trx, now } = loading;
  const learner = known(learnersOf, work.section, 'section')[work.who];
  if (!learner) throw new Error(`${work.section} has nobody at ${work.who}.`);
  const actor = await actAs(loading, learner.personId);
  const { enrolmentId } = learner;
  for (const { body, handIn, daysAgo, review } of work.versions) {
    const at = plusDays(now, -daysAgo);
    const kept = await keepWork(trx, { actor, enrolmentId, taskId, body, seen: '', handIn, now: at });
    if (!kept.ok || kept.handedIn !== handIn)
      throw new Error(`Work of ${work.section} is not taken: ${JSON.stringify(kept)}.`);
    if (review) await judge(loading, { taskId, enrolmentId, actor: instructor, task, review });
  }
}

interface Reviewing {
  taskId: string;
  enrolmentId: string;
  actor: Actor;
  task: Pick<Task, 'criteria'>;
  review: NonNullable<Version['review']>;
}

async function judge(
  { trx, now }: Loading,
  { taskId, enrolmentId, actor, task, review }: Reviewing,
): Promise<void> {
  const versions = await versionsOfWork(trx, { enrolmentId, taskId, forPerson: null, now });
  const waiting = versions.find(({ state }) => state === 'handed-in');
  if (!waiting) throw new Error('Nothing waits to be judged.');
  const { outcome, words, points } = review;
  const marks = task.criteria.map(({ label, points: of }, index) => ({
    label,
    points: points[index] ?? 0,
    of,
  }));
  const judged = await judgeWork(trx, {
    actor,
    submissionId: waiting.id,
    outcome,
    words,
    marks,
    score: marks.reduce((sum, mark) => sum + mark.points, 0),
    now: plusDays(now, -review.daysAgo),
  });
  if (!judged.ok) throw new Error(`Work cannot be judged: ${judged.reason}.`);
}
