import { lastingGrants, lastingPosts } from '#app/features/identity/dated-rows.server.ts';
import type { Plan } from '#app/features/organisation/change-plan.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position, Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** What goes along with a change. */
export interface Going {
  posts: number;
  byPosition: { position: Position; posts: number }[];
  grants: number;
  byRole: { role: Role; grants: number }[];
  /** Rights that end with their unit and go nowhere. */
  ending: number;
  /** Somebody's own right would reach further by their own deed. */
  widensOwn: boolean;
}

const AT_ONCE = 500;

/** Counts the posts and rights that last on or after the day at the units that end. Two statements for every five hundred units. */
export async function goingAlong(db: Db, { plan, actor }: { plan: Plan; actor: Actor }): Promise<Going> {
  const byPosition = new Map<string, number>();
  const byRole = new Map<string, number>();
  let widensOwn = await reachesFurther(db, { plan, actor });
  let ending = 0;
  const ids = plan.ends.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = { unitIds: ids.slice(from, from + AT_ONCE), day: plan.day };
    const posts = await lastingPosts(db, some)
      .select(({ fn }) => ['position', fn.countAll<number>().as('n')])
      .groupBy('position')
      .execute();
    for (const { position, n } of posts)
      byPosition.set(position, (byPosition.get(position) ?? 0) + Number(n));
    const grants = await lastingGrants(db, some).select(['role', 'person_id', 'org_unit_id']).execute();
    for (const { role, person_id, org_unit_id } of grants) {
      if (plan.kind === 'close' && (!plan.into || org_unit_id !== plan.subject.id)) {
        ending += 1;
        continue;
      }
      byRole.set(role, (byRole.get(role) ?? 0) + 1);
      if (widens(plan) && person_id === actor.personId) widensOwn = true;
    }
  }
  const sum = (counts: Map<string, number>) => [...counts.values()].reduce((all, n) => all + n, 0);
  return {
    posts: sum(byPosition),
    byPosition: [...byPosition].map(([position, posts]) => ({ position: position as Position, posts })),
    grants: sum(byRole),
    byRole: [...byRole].map(([role, grants]) => ({ role: role as Role, grants })),
    ending,
    widensOwn,
  };
}

/** Rights over what is merged, or goes into another, reach all of that afterwards. */
const widens = ({ kind, into }: Plan) => kind === 'merge' || (kind === 'close' && into !== null);

/**
 * Whether a right of the actor over what the unit goes to, or over anything above that, would reach the unit only by this change. Another of their rights of the
 * same kind that reaches both makes no difference.
 */
async function reachesFurther(db: Db, { plan, actor }: { plan: Plan; actor: Actor }): Promise<boolean> {
  const goal = plan.into ?? plan.under;
  if (!goal || !actor.personId) return false;
  const held = await db
    .selectFrom('role_grant')
    .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
    .select(['role', 'school', 'path'])
    .where('person_id', '=', actor.personId)
    .where(({ or, eb, and, ref }) =>
      or([
        eb('role_grant.valid_to', 'is', null),
        and([
          eb('role_grant.valid_to', '>=', plan.day),
          eb('role_grant.valid_to', '>=', ref('role_grant.valid_from')),
        ]),
      ]),
    )
    .execute();
  const covers = (path: string | null, unit: { path: string }) => path === null || isWithin(path, unit.path);
  return held.some(
    (own) =>
      covers(own.path, goal) &&
      !held.some(
        ({ role, school, path }) =>
          role === own.role &&
          (school === null || school === own.school) &&
          covers(path, plan.subject) &&
          plan.ends.every((unit) => covers(path, unit)),
      ),
  );
}
