import { newestPolicy, rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { planAward } from '#app/features/credits/rules.rules.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { RequirementPlanRow } from '#db/tables/completion.ts';

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
  const { pin, plans } = await termsOf(trx, sectionId, now);
  const pins = enrolments.map(({ id, personId }) => ({ ...pin, enrolment_id: id, person_id: personId }));
  for (let from = 0; from < pins.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('enrolment_pin')
      .values(pins.slice(from, from + ROWS_AT_ONCE))
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

/** What a section asks and pays at this moment. */
async function termsOf(trx: Trx, sectionId: string, now: Date) {
  const day = dayOf(now);
  const { rows } = await termRows(trx, { sectionId, day });
  const section = rows[0];
  if (!section) throw new Error(`There is no section ${sectionId}.`);
  const rules = section.ruleVersionId && (await rulesOfVersion(trx, section.ruleVersionId));
  if (!section.ruleVersionId || !rules) throw new Error(`No credit rules are published for ${day}.`);
  const award = planAward(rules, {
    hoursFaceHundredths: section.hours_face,
    hoursRecordedHundredths: section.hours_recorded,
    required: section.required === 1,
    school: section.school as School,
  });
  const pin = {
    section_id: sectionId,
    course_id: section.course_id,
    course_version_id: section.course_version_id,
    rule_version_id: section.ruleVersionId,
    award: JSON.stringify(award),
    pinned_at: now.toISOString(),
  };
  return { pin, plans: rows.filter(hasRequirement) };
}

/** A section that asks nothing has one row without a requirement. */
function hasRequirement<Row extends { kind: string | null }>(row: Row): row is Row & RequirementPlanRow {
  return row.kind !== null;
}

/** One row for each requirement, or a single one without. */
const termRows = readyStatement<{ sectionId: string; day: string }>()((db, place) =>
  db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('requirement_plan', 'requirement_plan.section_id', 'section.id')
    .select([
      'section.course_id',
      'section.course_version_id',
      'section.hours_face',
      'section.hours_recorded',
      'course.required',
      'section.school',
    ])
    .select([
      'requirement_plan.kind',
      'requirement_plan.subject_id',
      'requirement_plan.title',
      'requirement_plan.position',
      'requirement_plan.detail',
    ])
    .select(newestPolicy(db, 'rules', place('day')).select('id').limit(1).as('ruleVersionId'))
    .where('section.id', '=', place('sectionId')),
);
