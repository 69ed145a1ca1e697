import { postCredit, reverseSource } from '#app/features/credits/ledger.server.ts';
import { type AttendanceEvidence, type PaidLine, paidLines } from '#app/features/credits/made-up.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import type { AwardLine } from '#app/features/credits/rules.rules.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Trx } from '#db/database.ts';
import type { EnrolmentPinRow } from '#db/tables/completion.ts';

/** A met requirement as an entry of the ledger keeps it; of 到课 also what was made up. */
export interface MetEvidence extends AttendanceEvidence {
  kind: string;
  title: string;
  metAt: string | null;
}

interface Payment {
  completionId: string;
  pin: EnrolmentPinRow;
  evidence: readonly MetEvidence[];
  now: Date;
}

/**
 * Pays a completion what was pinned at enrolment, line by line; made-up meetings by the share that the pinned rules give them. The
 * person is told. The caller has just written the completion.
 */
export async function payCompletion(trx: Trx, payment: Payment): Promise<void> {
  const { pin, now } = payment;
  const course = await trx
    .selectFrom('enrolment_pin')
    .innerJoin('section', 'section.id', 'enrolment_pin.section_id')
    .innerJoin('course', 'course.id', 'enrolment_pin.course_id')
    .innerJoin('course_version', 'course_version.id', 'enrolment_pin.course_version_id')
    .select(['course.title', 'course.code', 'section.title as sectionTitle', 'course_version.number'])
    .where('enrolment_pin.enrolment_id', '=', pin.enrolment_id)
    .executeTakeFirstOrThrow();
  const lines = await linesOf(trx, payment);
  for (const line of lines) await payLine(trx, { ...payment, line, course });
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  if (total > 0) await takeBackTasks(trx, payment, course.sectionTitle);
  await tell(trx, {
    personId: pin.person_id,
    kind: 'completed',
    title: `《${course.title}》已结业`,
    body:
      total > 0
        ? `得到 ${formatHundredths(total)} 学分，已计入你的学分流水。`
        : '这门课不计学分，已记入你的学习档案。',
    link: '/me/credits',
    now,
  });
}

/**
 * What a task has paid by itself, while no section asked it of this person, is in what this section pays now: it is taken back, for nothing
 * pays twice. Source: domain model §6.8 (one piece of evidence pays once).
 */
async function takeBackTasks(trx: Trx, { pin, now }: Payment, sectionTitle: string): Promise<void> {
  const tasks = await trx
    .selectFrom('requirement')
    .select(['subject_id', 'title'])
    .where('enrolment_id', '=', pin.enrolment_id)
    .where('kind', '=', 'task')
    .execute();
  for (const { subject_id, title } of tasks)
    await reverseSource(trx, {
      actor: systemActor('completion'),
      personId: pin.person_id,
      source: { type: 'task', id: subject_id },
      reason: `《${sectionTitle}》结业要求里有“${title}”，它的学分已经算在这次结业里，一份作业只记一次`,
      now,
    });
}

async function linesOf(trx: Trx, { pin, evidence }: Payment): Promise<PaidLine[]> {
  const award: AwardLine[] = JSON.parse(pin.award);
  const attendance = evidence.find(({ kind, madeUp }) => kind === 'attend' && madeUp) ?? null;
  const rules = attendance && (await rulesOfVersion(trx, pin.rule_version_id));
  return rules ? paidLines(rules, award, attendance) : award;
}

interface LinePayment extends Payment {
  line: PaidLine;
  course: { title: string; code: string; sectionTitle: string; number: number };
}

async function payLine(
  trx: Trx,
  { completionId, pin, evidence, line, course, now }: LinePayment,
): Promise<void> {
  const { ruleLine, words, before } = line;
  await postCredit(trx, {
    personId: pin.person_id,
    source: { type: 'completion', id: completionId },
    line: line.line,
    category: line.category,
    amount: line.amount,
    elective: line.elective,
    school: line.school,
    title: course.title,
    ruleVersionId: pin.rule_version_id,
    computation: before === undefined ? { ruleLine, words } : { ruleLine, words, before },
    evidence: {
      completionId,
      enrolmentId: pin.enrolment_id,
      courseCode: course.code,
      courseVersion: course.number,
      section: course.sectionTitle,
      requirements: evidence,
    },
    occurredOn: dayOf(now),
    actor: null,
    now,
  });
}
