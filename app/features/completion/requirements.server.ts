import { newId } from '#app/lib/id.ts';
import type { RequirementKind } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { pinMany } from './pinning.server.ts';

export { type PinnedRequirement, requirementsOf } from './pinned-requirements.server.ts';

/** What completing a section asks. `subjectId` is the recording, exercise or meeting; for `evaluate` the section. */
export interface RequirementPlan {
  kind: RequirementKind;
  subjectId: string;
  title: string;
  detail: Record<string, unknown>;
}

/** Replaces what a section asks of those who enrol from now on; who is enrolled keeps what was pinned (promise 6). */
export async function planRequirements(
  trx: Db,
  sectionId: string,
  plans: readonly RequirementPlan[],
): Promise<void> {
  await trx.deleteFrom('requirement_plan').where('section_id', '=', sectionId).execute();
  if (plans.length === 0) return;
  const rows = plans.map((plan, index) => ({
    id: newId(),
    section_id: sectionId,
    kind: plan.kind,
    subject_id: plan.subjectId,
    title: plan.title,
    position: index + 1,
    detail: JSON.stringify(plan.detail),
  }));
  await trx.insertInto('requirement_plan').values(rows).execute();
}

type Planned = Pick<RequirementPlan, 'kind' | 'subjectId'>;

/**
 * The sections of a course that ask for something, and whether it is the last of its kind that they ask for. Holds what they
 * ask until the transaction ends, so that two who each take one of the last two away see each other.
 */
export async function plannedIn(
  trx: Trx,
  { courseId, kind, subjectId }: Planned & { courseId: string },
): Promise<{ sectionId: string; isLast: boolean }[]> {
  const sections = await trx.selectFrom('section').select('id').where('course_id', '=', courseId).execute();
  const ids = sections.map(({ id }) => id);
  if (ids.length === 0) return [];
  await trx
    .updateTable('requirement_plan')
    .set(({ ref }) => ({ position: ref('position') }))
    .where('section_id', 'in', ids)
    .where('kind', '=', kind)
    .execute();
  const rows = await trx
    .selectFrom('requirement_plan')
    .select(['section_id', 'subject_id'])
    .where('section_id', 'in', ids)
    .where('kind', '=', kind)
    .orderBy('section_id')
    .execute();
  return rows
    .filter((row) => row.subject_id === subjectId)
    .map(({ section_id }) => ({
      sectionId: section_id,
      isLast: rows.filter((other) => other.section_id === section_id).length === 1,
    }));
}

/** Takes something out of what sections ask of those who enrol from now on; who is enrolled keeps it. */
export async function dropFromPlans(
  trx: Trx,
  { sectionIds, kind, subjectId }: Planned & { sectionIds: readonly string[] },
): Promise<void> {
  if (sectionIds.length === 0) return;
  await trx
    .deleteFrom('requirement_plan')
    .where('section_id', 'in', sectionIds)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .execute();
}

/** The same, with something else of its kind in its place. */
export async function replaceInPlans(
  trx: Trx,
  {
    sectionIds,
    kind,
    subjectId,
    by,
  }: Planned & { sectionIds: readonly string[]; by: { subjectId: string; title: string } },
): Promise<void> {
  if (sectionIds.length === 0) return;
  await trx
    .updateTable('requirement_plan')
    .set({ subject_id: by.subjectId, title: by.title })
    .where('section_id', 'in', sectionIds)
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .execute();
}

/** Pins, at enrolment, what this person must do and what it will pay, see `pinMany`. */
export async function pinRequirements(
  trx: Trx,
  {
    enrolmentId,
    personId,
    sectionId,
    now,
  }: { enrolmentId: string; personId: string; sectionId: string; now: Date },
): Promise<void> {
  await pinMany(trx, { enrolments: [{ id: enrolmentId, personId }], sectionId, now });
}

/** The ids of the courses that somebody has completed, in any version and any year (prerequisites). */
export async function finishedCourses(db: Db, personId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('completion')
    .select('course_id')
    .distinct()
    .where('person_id', '=', personId)
    .execute();
  return new Set(rows.map(({ course_id }) => course_id));
}

/** Records that a pinned requirement is met, once. False when it is not pinned or was met before. */
export async function recordMet(
  trx: Trx,
  { requirementId, evidence, now }: { requirementId: string; evidence: Record<string, unknown>; now: Date },
): Promise<boolean> {
  try {
    await trx
      .insertInto('requirement_met')
      .values({
        requirement_id: requirementId,
        met_at: now.toISOString(),
        evidence: JSON.stringify(evidence),
      })
      .execute();
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}
