import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { postsBelow } from '#app/features/identity/positions.server.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import type { Db } from '#db/database.ts';
import { type Branch, nestUnits } from '../branches.rules.ts';
import { type Tree, treeNames, trees } from '../kinds.ts';
import { BranchList, type ShownBranch } from '../parts/branch-list.tsx';
import { isWithin } from '../scope.ts';
import { findUnit, topUnits, type Unit, unitsBelow, unitTrail } from '../units.server.ts';

export const meta: MetaFunction = () => [{ title: '组织 · 教务 · 社区学院' }];
export const handle = { width: 'reading', breadcrumb: adminCrumbs() };

/** Levels shown at once below the top one; deeper ones open from there. */
const LEVELS = 3;
/** One college has some hundreds of units; a district of colleges shows its tops. */
const MOST_UNITS = 5000;
const query = z.object({
  tree: z.enum(trees).catch('territory'),
  unit: z.string().refine(isId).optional().catch(''),
});

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(
    request,
    context,
    'registrar',
    'academy-admin',
    'security-admin',
    'assessor',
  );
  const { tree, unit } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const scopes = scopesOf(actor, 'registrar', 'academy-admin', 'security-admin', 'assessor');
  const onDay = dayOf(context.now());
  const top = await topOf(context.db, { unit, tree, scopes, onDay });
  if (unit !== undefined && !top) throw failure(request, 404);
  if (!top) return { tree, trail: [], branches: [] };
  const units = await unitsBelow(context.db, top.path, { onDay, limit: MOST_UNITS });
  const posts = await postsBelow(context.db, top.path, onDay);
  const trail = unit ? await unitTrail(context.db, unit) : [];
  return {
    tree: top.tree,
    trail: trail.slice(0, -1),
    branches: nestUnits(units, posts, LEVELS).map(toShown),
  };
}

interface Wanted {
  unit: string | undefined;
  tree: Tree;
  scopes: 'everywhere' | readonly string[];
  onDay: string;
}

/** The unit asked for when it lies in the actor's part; else the first of a tree that does. */
async function topOf(db: Db, { unit, tree, scopes, onDay }: Wanted): Promise<Unit | undefined> {
  const lies = ({ path }: Unit) => scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));
  if (unit !== undefined)
    return [await findUnit(db, unit)].find((found) => found !== null && lies(found)) ?? undefined;
  if (scopes === 'everywhere') return (await topUnits(db, tree, onDay))[0];
  const own = scopes.find((scope) => scope.startsWith(tree === 'party' ? 'p' : 't'));
  return own ? (await unitsBelow(db, own, { onDay, levels: 0 }))[0] : undefined;
}

function toShown({ unit: { id, name, kind }, unitsBelow, posts, branches }: Branch): ShownBranch {
  return { id, name, kind, unitsBelow, posts, branches: branches.map(toShown) };
}

export default function Organisation() {
  const { tree, trail, branches } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="组织" lead="地域和党组织两棵树。岗位是今天在任的身份，一个人可以有几个。" />
      <Tabs
        label="两棵树"
        tabs={trees.map((one) => ({
          label: treeNames[one],
          href: `/admin/organisation?tree=${one}`,
          current: one === tree,
        }))}
      />
      {trail.length > 0 ? (
        <p>
          上级：
          {trail.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 ? ' › ' : ''}
              <a href={`/admin/organisation?unit=${id}`}>{name}</a>
            </span>
          ))}
        </p>
      ) : null}
      {branches.length > 0 ? (
        <BranchList branches={branches} open />
      ) : (
        <EmptyState title={`还没有登记${treeNames[tree]}`}>
          请管理员用名册导入，或者在命令行里建立。
        </EmptyState>
      )}
    </>
  );
}
