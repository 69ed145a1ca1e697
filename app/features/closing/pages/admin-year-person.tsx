import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { closedStatement } from '#app/features/assessment/frozen-view.server.ts';
import { ClosedAside } from '#app/features/assessment/parts/closed-aside.tsx';
import { Statement } from '#app/features/assessment/parts/statement.tsx';
import { Withdrawn } from '#app/features/assessment/parts/withdrawn.tsx';
import { noteReadings } from '#app/features/assessment/reading.server.ts';
import { actOnYear } from '#app/features/closing/desk-actions.server.ts';
import { unknownMeans } from '#app/features/closing/desk-words.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { ReopenForm } from '#app/features/closing/parts/reopen-form.tsx';
import { Reopenings } from '#app/features/closing/parts/reopenings.tsx';
import { reopeningsOf } from '#app/features/closing/reopenings.server.ts';
import { keepersOfYears, yearReach } from '#app/features/closing/year-reach.server.ts';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { isReached } from '#app/features/identity/reach.server.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { yearCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.statement.name ?? ''}的 ${page?.statement.year ?? ''} 年度情况表 · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: (page) => {
    const { year } = (page as { statement: { year: number } }).statement;
    return [...yearCrumbs(year), { label: '情况表', href: `/admin/statements/${year}/people` }];
  },
};

const done: Readonly<Record<string, string>> = {
  reopen: '申请已经提交，等另一位同意。',
  decide: '已经办理。',
};

const yearOfAddress = (text: string | undefined): number => (/^20\d{2}$/.test(text ?? '') ? Number(text) : 0);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const { db } = context;
  const year = yearOfAddress(params.year);
  const personId = params.personId ?? '';
  const version = new URL(request.url).searchParams.get('version');
  const revision = version === null ? null : Number(version);
  const [closing, closed] = await Promise.all([
    closingOf(db, year),
    closedStatement(db, { personId, year, revision }),
  ]);
  const within = closing && (await isReached(db, yearReach(actor, closing), personId));
  if (!closing || !closed || !within) throw failure(request, 404, { message: '没有这张情况表。' });
  const moment = { year, onDay: closed.statement.onDay };
  await noteReadings(db, { actor, personIds: [personId], way: 'statement.read', moment, now: context.now() });
  const reopenings = await reopeningsOf(db, closing.id, { personId });
  const names = await categoryNames(db, context.now());
  return { ...closed, names, reopenings, viewerId: actor.personId, done: doneIn(request, done) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const year = yearOfAddress(params.year);
  const personId = params.personId ?? '';
  const fields = await readFields(request);
  const means = (['reopen', 'decide'] as const).find((one) => one === fields.means);
  if (!means) throw failure(request, 400, { message: unknownMeans });
  const outcome = await actOnYear(context.db, means, { actor, year, personId, fields, now: context.now() });
  if (!outcome.ok && outcome.status === 403) throw failure(request, 403);
  if (!outcome.ok && outcome.status === 404) throw failure(request, 404);
  if (!outcome.ok) return data({ means, fields, errors: outcome.errors }, outcome.status);
  throw redirect(`/admin/statements/${year}/people/${personId}?done=${means}`, 303);
}

export default function AdminYearPerson() {
  const { statement, names, revisions, reopenings, viewerId, done: just } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const { year, personId, frozen } = statement;
  const href = `/admin/statements/${year}/people/${personId}`;
  const isOwn = personId === viewerId;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有办成" />
      {just && !sent ? <Notice tone="success" title={just} announce /> : null}
      <Columns
        aside={
          <div className="no-print">
            <ClosedAside href={href} frozen={frozen} revisions={revisions} isOwn={false} />
            <Section title="重开">
              <Reopenings {...{ href, viewerId }} reopenings={reopenings} />
              {isOwn ? (
                <p className="quiet">自己的情况表要由别人申请重开。</p>
              ) : (
                <ReopenForm href={href} what="这张表" sent={sent?.means === 'reopen' ? sent : undefined} />
              )}
            </Section>
          </div>
        }
      >
        <Withdrawn frozen={frozen} />
        <Statement {...{ statement, names }} />
      </Columns>
    </>
  );
}
