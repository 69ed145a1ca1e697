import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { mayActOn } from '#app/features/identity/grants.rules.ts';
import { mayLieBelow, topKinds } from '#app/features/organisation/change-kinds.ts';
import { keepersOfOrganisation } from '#app/features/organisation/keepers.ts';
import {
  type Tree,
  treeNames,
  trees,
  type UnitKind,
  unitKindNames,
  unitKinds,
  xiaoquTypes,
} from '#app/features/organisation/kinds.ts';
import { createUnit, findUnit } from '#app/features/organisation/units.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { type FormAnswer, fieldOf, formErrors } from '#app/lib/form-answer.ts';
import { failure, readFields } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { SelectField } from '#app/ui/select-field.tsx';
import { TextField } from '#app/ui/text-field.tsx';
import { newUnitForm } from '../new-unit.schema.ts';

export const meta: MetaFunction = () => [{ title: '新建组织 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs('organisation') };

const xiaoquNames = {
  resettlement: '回迁安置',
  commercial: '商品房',
  'work-unit': '单位',
  unmanaged: '无主管',
  old: '老旧',
};

/** Where the new unit is to lie, if the actor keeps that part. */
async function placeOf(request: Request, context: RequestContext) {
  const actor = await requireRole(request, context, ...keepersOfOrganisation);
  const search = new URL(request.url).searchParams;
  const parentId = search.get('parent');
  const parent = parentId !== null && isId(parentId) ? await findUnit(context.db, parentId) : null;
  if ((parentId !== null && !parent) || !mayActOn(actor, parent?.path ?? ''))
    throw failure(request, 404, { message: '没有找到这个组织，或者不在管理范围里。' });
  const tree = parent?.tree ?? trees.find((one) => one === search.get('tree')) ?? 'territory';
  const kinds = parent
    ? unitKinds.filter((kind) => isOf(kind, tree) && mayLieBelow(kind, parent.kind))
    : topKinds[tree];
  return { actor, parent, tree, kinds };
}

const isOf = (kind: UnitKind, tree: Tree) => kind.startsWith('party-') === (tree === 'party');

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { parent, tree, kinds } = await placeOf(request, context);
  return { parent: parent && { id: parent.id, name: parent.name }, tree, kinds, today: dayOf(context.now()) };
}

const refusals = {
  'unknown-parent': '没有找到上级组织，请重新选。',
  'other-tree': '上级在另一棵树上，请重新选。',
  kind: '这一种不能放在这里，请另选。',
  'parent-over':
    '上级组织在那一天还没有建立，或者已经计划变更、撤销。请换一天，或者在变更以后的组织下面新建。',
};

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor, parent, tree, kinds } = await placeOf(request, context);
  const fields = await readFields(request);
  const form = newUnitForm.safeParse(fields);
  if (!form.success) return data<FormAnswer>({ fields, errors: formErrors(form.error) }, 400);
  if (!kinds.includes(form.data.kind))
    return data<FormAnswer>(
      { fields, errors: [{ field: 'kind', message: '这一种不能放在这里，请另选。' }] },
      400,
    );
  const { kind, name, xiaoquType, validFrom } = form.data;
  const outcome = await createUnit(context.db, {
    ...{ actor, tree, parentId: parent?.id ?? null, kind, name, validFrom, now: context.now() },
    xiaoquType: kind === 'xiaoqu' ? xiaoquType : null,
  });
  if (outcome.ok) throw redirect(`/admin/organisation/units/${outcome.id}?done=created`, 303);
  const field = outcome.reason === 'parent-over' ? { field: 'validFrom' } : {};
  return data<FormAnswer>({ fields, errors: [{ ...field, message: refusals[outcome.reason] }] }, 409);
}

export default function NewUnitPage() {
  const { parent, tree, kinds, today } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const field = fieldOf(sent, { validFrom: today, kind: kinds[0] ?? '' });
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有建立" />
      <PageTitle
        title="新建组织"
        lead={parent ? `放在${parent.name}下面。` : `放在${treeNames[tree]}的最上一级。`}
      />
      {kinds.length === 0 ? (
        <p>这一种组织下面不再分级。</p>
      ) : (
        <form className="form" method="post">
          <SelectField
            {...field('kind')}
            label="种类"
            options={kinds.map((kind) => ({ value: kind, label: unitKindNames[kind] }))}
          />
          <TextField {...field('name')} label="名称" maxLength={64} required />
          {kinds.includes('xiaoqu') ? (
            <SelectField
              {...field('xiaoquType')}
              label="小区的类型"
              optional
              placeholder="不是小区，或者还不知道"
              options={xiaoquTypes.map((type) => ({ value: type, label: xiaoquNames[type] }))}
            />
          ) : null}
          <TextField {...field('validFrom')} label="从哪一天起" type="date" width="medium" required />
          <Button tone="primary">建立</Button>
        </form>
      )}
    </>
  );
}
