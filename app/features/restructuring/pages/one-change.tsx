import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { changeKindNames } from '#app/features/organisation/change-kinds.ts';
import { keepersOfOrganisation } from '#app/features/organisation/keepers.ts';
import { isWithin } from '#app/features/organisation/scope.ts';
import { changeSheet } from '#app/features/organisation/unit-history.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf, formatDate, formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { Button } from '#app/ui/button.tsx';
import { ConfirmFold } from '#app/ui/confirm-fold.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { takeBackWords } from '../refusal-words.ts';
import { takeBack } from '../taking-back.server.ts';

export const meta: MetaFunction = () => [{ title: '一项变更 · 教务 · 社区学院' }];
export const handle = { breadcrumb: adminCrumbs('organisation') };

async function changeOf(request: Request, context: RequestContext, changeId = '') {
  const actor = await requireRole(request, context, ...keepersOfOrganisation);
  const scopes = scopesOf(actor, ...keepersOfOrganisation);
  const change = isId(changeId) ? await changeSheet(context.db, changeId) : null;
  const lies = (path: string) => scopes === 'everywhere' || scopes.some((scope) => isWithin(scope, path));
  if (!change || !lies(change.path))
    throw failure(request, 404, { message: '没有找到这项变更，或者不在管理范围里。' });
  return { actor, change };
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { change } = await changeOf(request, context, params.changeId);
  const { path: _, ...shown } = change;
  return { ...shown, ahead: shown.undoneAt === null && shown.day > dayOf(context.now()) };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor, change } = await changeOf(request, context, params.changeId);
  const outcome = await takeBack(context.db, { actor, changeId: change.id, now: context.now() });
  if (outcome.ok) throw redirect(`/admin/organisation/units/${outcome.unitId}?done=taken-back`, 303);
  return data({ message: takeBackWords[outcome.reason] }, 409);
}

export default function OneChange() {
  const change = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent ? [{ message: sent.message }] : []} title="没有撤回" />
      <PageTitle title={`${changeKindNames[change.kind]}：${change.name}`} />
      <DescriptionList
        facts={[
          ['从哪一天起', formatDate(change.day)],
          ['为什么', change.reason],
          ['跟着走的', `组织 ${change.units} 个 · 岗位 ${change.posts} 个 · 授权 ${change.grants} 项`],
          ['谁办的', `${change.by ?? '学院'}，${formatMoment(change.changedAt)}`],
          change.undoneAt !== null && ['撤回', formatMoment(change.undoneAt)],
          [
            '组织',
            <a key="unit" className="link-target" href={`/admin/organisation/units/${change.unitId}`}>
              {change.name}
            </a>,
          ],
        ]}
      />
      {change.ahead ? (
        <ConfirmFold label="撤回这项计划…">
          <p>撤回以后一切照旧：原来的组织、岗位和授权接着算，新的组织从没有过。</p>
          <form method="post">
            <Button>撤回</Button>
          </form>
        </ConfirmFold>
      ) : (
        <p className="quiet">
          {change.undoneAt ? '这项计划已经撤回。' : '它已经生效。要改回去，请再办一次变更。'}
        </p>
      )}
    </>
  );
}
