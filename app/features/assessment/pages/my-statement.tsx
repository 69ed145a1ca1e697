import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { leadershipCheck } from '#app/features/assessment/leadership.server.ts';
import { ownSheet } from '#app/features/assessment/own-sheet.server.ts';
import { ClosedAside } from '#app/features/assessment/parts/closed-aside.tsx';
import { DraftPanel } from '#app/features/assessment/parts/draft-panel.tsx';
import { LeadershipRules } from '#app/features/assessment/parts/leadership-rules.tsx';
import { LeftOut } from '#app/features/assessment/parts/left-out.tsx';
import { Readings } from '#app/features/assessment/parts/readings.tsx';
import { Statement } from '#app/features/assessment/parts/statement.tsx';
import { Withdrawn } from '#app/features/assessment/parts/withdrawn.tsx';
import { statementReadings } from '#app/features/assessment/reading.server.ts';
import { answerWith } from '#app/features/closing/draft-actions.server.ts';
import { categoryNames } from '#app/features/credits/category-names.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { You } from '#app/ui/view.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.statement.year ?? ''} 年度学分情况表 · 社区学院` },
];

export const handle: PageHandle = {
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的学分', href: '/me/credits' },
  ],
};

const done: Readonly<Record<string, string>> = {
  confirm: '确认好了。',
  object: '意见已经交给教务，会有人答复。',
};

async function yearIn(request: Request, { db, now }: RequestContext, text: string | undefined) {
  const year = /^20\d{2}$/.test(text ?? '') ? Number(text) : null;
  const thisYear = await creditYearOn(db, dayOf(now()));
  if (year === null || year > thisYear) throw failure(request, 404, { message: '没有这一年的学分情况表。' });
  return { year, thisYear };
}

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, context);
  const { db } = context;
  const now = context.now();
  const { year, thisYear } = await yearIn(request, context, params.year);
  const personId = actor.personId ?? '';
  const version = new URL(request.url).searchParams.get('version');
  const [sheet, readings] = await Promise.all([
    ownSheet(db, { personId, year, revision: version === null ? null : Number(version), now }),
    statementReadings(db, { personId, year }),
  ]);
  if (!sheet) throw failure(request, 404, { message: '没有这一版的学分情况表。' });
  const { record, ...shown } = sheet;
  const isThisYear = year === thisYear && record;
  const leadership = isThisYear ? await leadershipCheck(db, { record, day: shown.statement.today }) : null;
  const names = await categoryNames(db, now);
  return { ...shown, leadership, readings, names, done: doneIn(request, done) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, context);
  const now = context.now();
  const { year } = await yearIn(request, context, params.year);
  const fields = await readFields(request);
  const outcome = await answerWith(context.db, { actor, year, fields, now });
  if (!outcome.ok) return data({ fields, errors: outcome.errors }, outcome.status);
  throw redirect(`/me/statements/${year}?done=${outcome.means}`, 303);
}

export default function MyStatement() {
  const {
    statement,
    names,
    draft,
    revisions,
    leadership,
    readings,
    done: just,
  } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const href = `/me/statements/${statement.year}`;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有办成" />
      {just && !sent ? <Notice tone="success" title={just} announce /> : null}
      <Columns
        aside={
          <div className="no-print">
            <ClosedAside href={href} frozen={statement.frozen} revisions={revisions} />
            <Readings readings={readings} />
          </div>
        }
      >
        {draft ? <DraftPanel href={href} draft={draft} sent={sent} /> : null}
        <Withdrawn frozen={statement.frozen} isOwn />
        <LeftOut statement={statement} isOwn />
        <Statement {...{ statement, names }} />
        {leadership ? (
          <div className="no-print">
            <LeadershipRules name={<You />} check={leadership} own />
          </div>
        ) : null}
      </Columns>
    </>
  );
}
