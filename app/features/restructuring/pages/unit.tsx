import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { mayActOn } from '#app/features/identity/grants.rules.ts';
import { changeKindNames, changeKinds } from '#app/features/organisation/change-kinds.ts';
import { lookersAtOrganisation } from '#app/features/organisation/keepers.ts';
import { DayForm } from '#app/features/organisation/parts/day-form.tsx';
import { TrailLine } from '#app/features/organisation/parts/trail-line.tsx';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { unitInScope } from '#app/shell/unit-gate.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { PlannedChanges } from '../parts/planned-changes.tsx';
import { UnitFacts, UnitHistory } from '../parts/unit-facts.tsx';
import { unitSheet } from '../unit-sheet.server.ts';

export const meta: MetaFunction = () => [{ title: '一个组织 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs('organisation') };

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { actor, unit } = await unitInScope(request, context, {
    unitId: params.unitId,
    roles: lookersAtOrganisation,
  });
  const search = new URL(request.url).searchParams;
  const asked = search.get('on') ?? '';
  const today = dayOf(context.now());
  const on = /^\d{4}-\d{2}-\d{2}$/.test(asked) && asked !== today ? asked : null;
  const { trail, ...sheet } = await unitSheet(context.db, unit, { onDay: on ?? today, today });
  const { id, name, kind, tree, validFrom, validTo } = unit;
  const stands = validTo === null;
  return {
    unit: { id, name, kind, tree, validFrom, validTo },
    ...sheet,
    trail: trail.slice(0, -1).map((one) => ({ id: one.id, name: one.name })),
    on,
    day: on ?? today,
    today,
    mayChange: stands && mayActOn(actor, unit.path),
    mayTakeBack: mayActOn(actor, unit.path),
    done: search.get('done'),
  };
}

const doneWords: Record<string, string> = {
  'taken-back': '计划撤回了，一切照旧。',
  changed: '变更记下了。',
  created: '新的组织建好了。',
};

export default function UnitPage() {
  const sheet = useLoaderData<typeof loader>();
  const { unit, trail, on, day, planned, history, mayChange, mayTakeBack, done } = sheet;
  return (
    <>
      {done && doneWords[done] ? <Notice tone="success" title={doneWords[done]} announce /> : null}
      <PageTitle title={unit.name} />
      <TrailLine trail={trail} on={on} />
      <UnitFacts sheet={sheet} />
      <DayForm action={`/admin/organisation/units/${unit.id}`} day={day} keep={{}} />
      <UnitHistory history={history} />
      <PlannedChanges planned={planned} mayTakeBack={mayTakeBack} />
      {mayChange ? (
        <section>
          <h2>变更</h2>
          <p className="quiet">先看清楚会带走多少人，再确认。从某一天起生效，那一天以前的样子不变。</p>
          <p className="flex flex-wrap gap-3">
            {changeKinds.map((kind) => (
              <ButtonLink key={kind} href={`/admin/organisation/units/${unit.id}/${kind}`}>
                {changeKindNames[kind]}
              </ButtonLink>
            ))}
            <ButtonLink href={`/admin/organisation/new?parent=${unit.id}`}>新建下级</ButtonLink>
          </p>
        </section>
      ) : null}
    </>
  );
}
