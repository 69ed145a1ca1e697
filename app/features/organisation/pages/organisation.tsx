import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mayActOn, scopesOf } from '#app/features/identity/grants.rules.ts';
import { holds } from '#app/lib/actor.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { lookersAtOrganisation } from '../keepers.ts';
import { treeNames, trees, unitKindNames } from '../kinds.ts';
import { trailOf } from '../levels.server.ts';
import { levelAsked, levelFor, lies } from '../levels-asked.server.ts';
import { DayForm } from '../parts/day-form.tsx';
import { LevelList } from '../parts/level-list.tsx';
import { TrailLine } from '../parts/trail-line.tsx';
import { findUnits } from '../unit-search.server.ts';

export const meta: MetaFunction = () => [{ title: '组织 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...lookersAtOrganisation);
  const { db } = context;
  const scopes = scopesOf(actor, ...lookersAtOrganisation);
  const today = dayOf(context.now());
  const asked = await levelAsked(db, { url: new URL(request.url), scopes, today });
  if (!asked) throw failure(request, 404);
  const { unit, tree, day } = asked;
  const shown = { tree, day, on: day === today ? null : day, q: asked.q };
  if (asked.q) {
    const found = await findUnits(db, { name: asked.q, scopes, onDay: day });
    return {
      ...shown,
      unit: null,
      trail: [],
      level: null,
      found: found.map(({ id, kind, trail }) => ({ id, kind, trail })),
      mayAdd: false,
      mayImport: false,
    };
  }
  const level = await levelFor(db, { asked, scopes });
  const trail = unit ? (await trailOf(db, unit)).filter(({ path }) => lies(scopes, path)) : [];
  return {
    ...shown,
    unit: unit && { id: unit.id, name: unit.name },
    trail: trail.slice(0, -1).map(({ id, name }) => ({ id, name })),
    level: {
      ...level,
      units: level.units.map(({ id, name, kind, below, posts }) => ({ id, name, kind, below, posts })),
    },
    found: null,
    mayAdd: day === today && mayActOn(actor, unit?.path ?? ''),
    mayImport: holds(actor, 'registrar', 'academy-admin'),
  };
}

export default function Organisation() {
  const { tree, day, on, q, unit, trail, level, found, mayAdd, mayImport } = useLoaderData<typeof loader>();
  const and = on ? `&on=${on}` : '';
  const here = unit ? `unit=${unit.id}` : `tree=${tree}`;
  return (
    <>
      <PageTitle
        title={unit ? `${unit.name}的下级` : '组织'}
        lead={`地域和党组织两棵树，一级一级看。下面是 ${formatDate(day)} 的样子；移动、合并、拆分、撤销和改名都从某一天起，以前的样子不变。`}
        actions={
          mayImport ? <ButtonLink href="/admin/imports/new?kind=units">从 Excel 导入</ButtonLink> : null
        }
      />
      <Tabs
        label="两棵树"
        tabs={trees.map((one) => ({
          label: treeNames[one],
          href: `/admin/organisation?tree=${one}${and}`,
          current: one === tree,
        }))}
      />
      <SearchBox action="/admin/organisation" label="找组织" value={q} placeholder="东园社区 5 栋">
        <input type="hidden" name="tree" value={tree} />
        {on ? <input type="hidden" name="on" value={on} /> : null}
      </SearchBox>
      <DayForm action="/admin/organisation" day={day} keep={unit ? { unit: unit.id } : { tree }} />
      <TrailLine trail={trail} on={on} />
      {found ? <Found found={found} on={on} /> : null}
      {level ? (
        level.units.length > 0 ? (
          <>
            <LevelList units={level.units} on={on} caption={unit ? `${unit.name}的下级` : treeNames[tree]} />
            <ExportLink rows={level.total} unit="个" />
            <Pagination
              {...level}
              unit="个"
              href={(page) => `/admin/organisation?${here}${and}&page=${page}`}
            />
          </>
        ) : (
          <EmptyState title={unit ? '这一天没有下级' : `这一天还没有登记${treeNames[tree]}`}>
            可以换一天看，或者新建一个组织。
          </EmptyState>
        )
      ) : null}
      {mayAdd ? (
        <p>
          <ButtonLink href={`/admin/organisation/new?${unit ? `parent=${unit.id}` : `tree=${tree}`}`}>
            {unit ? `在${unit.name}下新建` : '新建最上一级'}
          </ButtonLink>
        </p>
      ) : null}
    </>
  );
}

function Found({
  found,
  on,
}: {
  found: { id: string; kind: keyof typeof unitKindNames; trail: string }[];
  on: string | null;
}) {
  if (found.length === 0)
    return (
      <EmptyState title="没有找到">换个名字再找，或者换一天：那一天也许还没有它，或者已经没有了。</EmptyState>
    );
  return (
    <ul>
      {found.map(({ id, kind, trail }) => (
        <li key={id}>
          <a className="link-target" href={`/admin/organisation/units/${id}${on ? `?on=${on}` : ''}`}>
            {trail}
          </a>{' '}
          <span className="quiet">{unitKindNames[kind]}</span>
        </li>
      ))}
    </ul>
  );
}
