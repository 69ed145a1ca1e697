import { rulesInForce } from '#app/features/credits/policies.server.ts';
import { planAward } from '#app/features/credits/rules.rules.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';

export interface Pinning {
  enrolments: readonly { id: string; personId: string }[];
  sectionId: string;
  now: Date;
}

/** Rows in one statement: both engines take some tens of thousands of values. */
const ROWS_AT_ONCE = 1_000;

/**
 * Pins, for people who enrol in one section at the same moment, what each must do and what it will pay: course version,
 * requirements, credit rule version and award lines. Later edits of course, section or rules never reach it.
 */
export async function pinMany(trx: Trx, { enrolments, sectionId, now }: Pinning): Promise<void> {
  if (enrolments.length === 0) return;
  const pin = await pinOf(trx, sectionId, now);
  const pins = enrolments.map(({ id, personId }) => ({ ...pin, enrolment_id: id, person_id: personId }));
  for (let from = 0; from < pins.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('enrolment_pin')
      .values(pins.slice(from, from + ROWS_AT_ONCE))
      .execute();
  const plans = await trx
    .selectFrom('requirement_plan')
    .selectAll()
    .where('section_id', '=', sectionId)
    .execute();
  const rows = enrolments.flatMap((enrolment) =>
    plans.map((plan) => ({
      id: newId(),
      enrolment_id: enrolment.id,
      person_id: enrolment.personId,
      kind: plan.kind,
      subject_id: plan.subject_id,
      title: plan.title,
      position: plan.position,
      detail: plan.detail,
    })),
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('requirement')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

async function pinOf(trx: Trx, sectionId: string, now: Date) {
  const section = await trx
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select([
      'course_id',
      'course_version_id',
      'section.hours_face',
      'section.hours_recorded',
      'course.required',
      'section.school',
    ])
    .where('section.id', '=', sectionId)
    .executeTakeFirstOrThrow();
  const { id: ruleVersionId, rules } = await rulesInForce(trx, dayOf(now));
  const award = planAward(rules, {
    hoursFaceHundredths: section.hours_face,
    hoursRecordedHundredths: section.hours_recorded,
    required: section.required === 1,
    school: section.school as School,
  });
  return {
    section_id: sectionId,
    course_id: section.course_id,
    course_version_id: section.course_version_id,
    rule_version_id: ruleVersionId,
    award: JSON.stringify(award),
    pinned_at: now.toISOString(),
  };
}
