import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Plan } from '#app/features/organisation/change-plan.ts';
import { addDays, formatDate } from '#app/lib/time.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';

/** Whoever only lives there is not written to: nothing of theirs changes by it. */
const residents: readonly Position[] = ['resident', 'senior-learner'];
/** More than any unit has of its own people in service. */
const MOST_TOLD = 2000;

/**
 * Tells those who serve at a unit that it is called otherwise from a day on, or is gone into another; nobody of a unit that only lies elsewhere, and nobody
 * at the units below, whose names stay. Call it behind the moving of posts.
 */
export async function tellOfChange(trx: Trx, { plan, now }: { plan: Plan; now: Date }): Promise<void> {
  const newNames = new Map(plan.begins.map(({ id, name }) => [id, name]));
  if (plan.into) newNames.set(plan.into.id, plan.into.name);
  const oldNames = new Map(plan.ends.map(({ id, name }) => [id, name]));
  const renamed = plan.steps.filter(
    ({ oldId, newId, takes }) => takes && oldNames.get(oldId) !== newNames.get(newId),
  );
  if (renamed.length === 0) return;
  const people = await trx
    .selectFrom('appointment')
    .select(['person_id', 'org_unit_id'])
    .distinct()
    .where(
      'org_unit_id',
      'in',
      renamed.map(({ oldId }) => oldId),
    )
    .where('valid_to', '=', addDays(plan.day, -1))
    .where('position', 'not in', residents)
    .limit(MOST_TOLD)
    .execute();
  const into = new Map(renamed.map(({ oldId, newId }) => [oldId, newNames.get(newId) ?? '']));
  await tellMany(
    trx,
    people.map(({ person_id: personId, org_unit_id: unitId }) => ({
      personId,
      kind: 'unit',
      title: `你任职的“${oldNames.get(unitId)}”从 ${formatDate(plan.day)} 起是“${into.get(unitId)}”`,
      body: '任职没有中断，今年的学分任务照原来算，你不用做什么。',
      link: '/me',
      now,
    })),
  );
}
