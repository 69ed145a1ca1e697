import { lastingGrants, lastingPosts } from '#app/features/identity/dated-rows.server.ts';
import type { Plan } from '#app/features/organisation/change-plan.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position, Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** What goes along with a change. */
export interface Going {
  posts: number;
  byPosition: { position: Position; posts: number }[];
  grants: number;
  byRole: { role: Role; grants: number }[];
  /** Somebody's own right would reach further by their own deed. */
  widensOwn: boolean;
}

const AT_ONCE = 500;

/** Counts the posts and rights that last on or after the day at the units that end. Two statements for every five hundred units. */
export async function goingAlong(db: Db, { plan, actor }: { plan: Plan; actor: Actor }): Promise<Going> {
  const byPosition = new Map<string, number>();
  const byRole = new Map<string, number>();
  let widensOwn = false;
  const ids = plan.ends.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = { unitIds: ids.slice(from, from + AT_ONCE), day: plan.day };
    const posts = await lastingPosts(db, some)
      .select(({ fn }) => ['position', fn.countAll<number>().as('n')])
      .groupBy('position')
      .execute();
    for (const { position, n } of posts)
      byPosition.set(position, (byPosition.get(position) ?? 0) + Number(n));
    const grants = await lastingGrants(db, some).select(['role', 'person_id']).execute();
    for (const { role, person_id } of grants) {
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
    widensOwn,
  };
}

/** Rights over what is merged, or goes into another, reach all of that afterwards. */
const widens = ({ kind, into }: Plan) => kind === 'merge' || (kind === 'close' && into !== null);
