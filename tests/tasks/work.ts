/** A course with a task, a section that asks it, and people around it. */
import { enrol } from '#app/features/selection/enrolment.server.ts';
import type { TaskForm } from '#app/features/tasks/task.schema.ts';
import { createTask } from '#app/features/tasks/tasks.server.ts';
import { type Keeping, keepWork } from '#app/features/tasks/work.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { actorWith } from '#tests/identity/support.ts';
import { aCourse, aSection, ask } from '#tests/support/classes.ts';
import { aLearner, now } from '#tests/support/world.ts';

export const plainTask: TaskForm = {
  kind: 'practice',
  title: '回去做一件事',
  instructions: '用一次课上的方法，写下来。',
  files: 'welcome',
  dueOn: null,
  required: true,
  passMark: 60,
  criteria: [
    { label: '做了', words: '', points: 60 },
    { label: '写清楚', words: '', points: 40 },
  ],
};

/** Somebody with a role over the whole academy. */
export async function staff(db: Db, role: Role): Promise<Actor & { personId: string }> {
  const { personId } = await aLearner(db, '穆清和');
  return actorWith(role, { personId, name: '穆清和' }) as Actor & { personId: string };
}

/** A section whose only requirement is a task, with its teacher and a registrar. */
export async function aTaskClass(db: Db, form: Partial<TaskForm> = {}) {
  const registrar = await staff(db, 'registrar');
  const teacher = await staff(db, 'instructor');
  const course = await aCourse(db);
  const taskId = await createTask(db, {
    actor: registrar,
    courseId: course.courseId,
    form: { ...plainTask, ...form },
    now,
  });
  if (!taskId) throw new Error('no task');
  const asks = [ask('task', taskId, '回去做一件事')];
  const section = await aSection(db, { course, headTeacherId: teacher.personId, capacity: 50, asks });
  return { ...section, taskId, registrar, teacher };
}

export type TaskClass = Awaited<ReturnType<typeof aTaskClass>>;

/** Somebody who has chosen the section. */
export async function aDoer(db: Db, { sectionId, taskId }: Pick<TaskClass, 'sectionId' | 'taskId'>) {
  const { personId, actor } = await aLearner(db);
  const outcome = await enrol(db, { personId, actor, sectionId, waitlist: false, now });
  if (outcome.outcome !== 'enrolled') throw new Error(outcome.outcome);
  return { personId, actor, enrolmentId: outcome.enrolmentId, taskId };
}

export type Doer = Awaited<ReturnType<typeof aDoer>>;

/** Keeps or hands in words. */
export function write(db: Db, { actor, enrolmentId, taskId }: Doer, more: Partial<Keeping> = {}) {
  return keepWork(db, { actor, enrolmentId, taskId, body: '做了一次', seen: '', now, ...more });
}

/** Hands in, and the id of the version. */
export async function handIn(db: Db, doer: Doer, more: Partial<Keeping> = {}): Promise<string> {
  const kept = await write(db, doer, { ...more, handIn: true });
  if (!kept.ok || !kept.handedIn) throw new Error(JSON.stringify(kept));
  const { id } = await db
    .selectFrom('submission')
    .select('id')
    .where('enrolment_id', '=', doer.enrolmentId)
    .where('state', '=', 'handed-in')
    .executeTakeFirstOrThrow();
  return id;
}
