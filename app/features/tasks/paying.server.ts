import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { postCredit } from '#app/features/credits/ledger.server.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { taskPay } from '#app/features/credits/task-credits.rules.ts';
import { isEnrolled } from '#app/features/selection/reading.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import { pointsOf } from './rubric.rules.ts';
import type { Task } from './tasks.server.ts';

interface Passed {
  submissionId: string;
  number: number;
  enrolmentId: string;
  personId: string;
  task: Task;
  score: number;
  now: Date;
}

/**
 * Posts what a passed task pays, in the transaction of the pass, after it has met what was pinned, and once a person and task, however
 * often they take the course. A task that completing a section asks of this person pays nothing of its own: it is in what the section pays,
 * and nothing pays twice. Where a later section asks it, completing that one takes this entry back (completion/paying). Returns the sum in
 * hundredths, 0 when nothing was posted.
 */
export async function payTask(trx: Trx, passed: Passed): Promise<number> {
  const { personId, enrolmentId, task, now } = passed;
  // Who has left gets no credit of their own: what the section would have asked of them is known no more.
  if (!(await isEnrolled(trx, enrolmentId))) return 0;
  if (task.credits <= 0 || (await hasMetWhatIsAsked(trx, { personId, taskId: task.id }))) return 0;
  const pin = await pinOf(trx, enrolmentId);
  const rules = await rulesOfVersion(trx, pin.rule_version_id);
  const pay = rules && taskPay(rules, task.credits);
  if (!pay) return 0;
  const { amount, ruleLine, words } = pay;
  const { posted } = await postCredit(trx, {
    personId,
    source: { type: 'task', id: task.id },
    line: 'task',
    category: 'C',
    amount,
    elective: true,
    school: pin.school as School,
    title: task.title,
    ruleVersionId: pin.rule_version_id,
    computation: { ruleLine, words },
    evidence: {
      enrolmentId,
      courseCode: pin.code,
      courseVersion: pin.version,
      section: pin.sectionTitle,
      requirements: [evidenceOf(passed)],
    },
    occurredOn: dayOf(now),
    actor: null,
    now,
  });
  return posted ? amount : 0;
}

function evidenceOf({ submissionId, number, task, score, now }: Passed) {
  return {
    kind: 'task',
    title: task.title,
    metAt: now.toISOString(),
    submissionId,
    version: number,
    score,
    passMark: task.passMark,
    of: pointsOf(task.criteria),
  };
}

/**
 * Whether a task has met what some enrolment of this person asks for completion: with this pass, or before. One that was left before it was
 * completed pays no more and does not count. Holds the pins of those that
 * ask it: a completion at the same moment sees what is posted, or is seen.
 */
async function hasMetWhatIsAsked(
  trx: Trx,
  { personId, taskId }: { personId: string; taskId: string },
): Promise<boolean> {
  const asking = await askingFor(trx, { personId, taskId }).execute();
  if (asking.length === 0) return false;
  await holdPins(
    trx,
    asking.map(({ enrolment_id }) => enrolment_id),
  );
  const met = await askingFor(trx, { personId, taskId })
    .innerJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .limit(1)
    .executeTakeFirst();
  return met !== undefined;
}

function askingFor(trx: Trx, { personId, taskId }: { personId: string; taskId: string }) {
  return trx
    .selectFrom('requirement')
    .innerJoin('enrolment', 'enrolment.id', 'requirement.enrolment_id')
    .leftJoin('completion', 'completion.enrolment_id', 'requirement.enrolment_id')
    .select('requirement.enrolment_id')
    .where(({ or, eb }) => or([eb('enrolment.active', '=', 1), eb('completion.id', 'is not', null)]))
    .where('requirement.person_id', '=', personId)
    .where('requirement.kind', '=', 'task')
    .where('requirement.subject_id', '=', taskId);
}

function pinOf(trx: Trx, enrolmentId: string) {
  return trx
    .selectFrom('enrolment_pin')
    .innerJoin('section', 'section.id', 'enrolment_pin.section_id')
    .innerJoin('course', 'course.id', 'enrolment_pin.course_id')
    .innerJoin('course_version', 'course_version.id', 'enrolment_pin.course_version_id')
    .select(['rule_version_id', 'section.school', 'section.title as sectionTitle', 'course.code'])
    .select('course_version.number as version')
    .where('enrolment_pin.enrolment_id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
}
