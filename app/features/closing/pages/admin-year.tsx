import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { actOnYear, yearMeans } from '#app/features/closing/desk-actions.server.ts';
import { unknownMeans } from '#app/features/closing/desk-words.ts';
import { NextStep } from '#app/features/closing/parts/next-step.tsx';
import { Objections } from '#app/features/closing/parts/objections.tsx';
import { ReopenForm } from '#app/features/closing/parts/reopen-form.tsx';
import { Reopenings } from '#app/features/closing/parts/reopenings.tsx';
import { Stopped } from '#app/features/closing/parts/stopped.tsx';
import { YearCounts } from '#app/features/closing/parts/year-counts.tsx';
import { YearSteps } from '#app/features/closing/parts/year-steps.tsx';
import { stateWords } from '#app/features/closing/steps.rules.ts';
import { yearDesk } from '#app/features/closing/year-desk.server.ts';
import { keepersOfYears } from '#app/features/closing/year-reach.server.ts';
import { creditYearOn } from '#app/features/credits/years.server.ts';
import { countToMark } from '#app/features/exercises/marking-queue.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { countToJudge } from '#app/features/tasks/queue.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { doneIn, failure, readFields } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Columns } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';

export const meta: MetaFunction<typeof loader> = ({ data: page }) => [
  { title: `${page?.desk.year ?? ''} 年度结账 · 社区学院` },
];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs('statements') };

const done: Readonly<Record<string, string>> = {
  preview: '开始统计了，过一会儿刷新看结果。',
  show: '开始通知大家核对。',
  reply: '答复已经送到本人。',
  lock: '已经锁定，正在结账。',
  reopen: '申请已经提交，等另一位同意。',
  decide: '已经办理。',
};

const wholeAcademy = { message: '这一步关系到全院，要由管全院的教务来办。' };

/** The year in the address; a year that has not begun or is far away is no page. */
async function yearIn(
  request: Request,
  { db, now }: RequestContext,
  text: string | undefined,
): Promise<number> {
  const year = /^20\d{2}$/.test(text ?? '') ? Number(text) : 0;
  if (year === 0 || year > (await creditYearOn(db, dayOf(now()))))
    throw failure(request, 404, { message: '没有这个年度。' });
  return year;
}

/** Of the objections. */
const pageAsked = z.coerce.number().int().min(1).max(1_000).catch(1);

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const { db } = context;
  const now = context.now();
  const year = await yearIn(request, context, params.year);
  const page = pageAsked.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const desk = await yearDesk(db, { actor, year, page, now });
  const isClosing = !desk.isWhole || desk.state === 'frozen' || desk.state === 'freezing';
  const everybody = { reach: 'all', personId: null } as const;
  const [works, attempts] = isClosing
    ? [0, 0]
    : await Promise.all([countToJudge(db, everybody), countToMark(db, everybody)]);
  return { desk, pending: { works, attempts }, viewerId: actor.personId, done: doneIn(request, done) };
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfYears);
  const now = context.now();
  const year = await yearIn(request, context, params.year);
  const fields = await readFields(request);
  const means = yearMeans.find((one) => one === fields.means);
  if (!means) throw failure(request, 400, { message: unknownMeans });
  const outcome = await actOnYear(context.db, means, { actor, year, fields, now });
  if (!outcome.ok && outcome.status === 403) throw failure(request, 403, wholeAcademy);
  if (!outcome.ok) return data({ means, fields, errors: outcome.errors }, outcome.status);
  throw redirect(`/admin/statements/${year}?done=${means}`, 303);
}

export default function AdminYear() {
  const { desk, pending, viewerId, done: just } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  const href = `/admin/statements/${desk.year}`;
  const pageOf = (page: number) => (page === 1 ? href : `${href}?page=${page}`);
  const frozen = desk.runs.findLast(({ kind, end }) => kind === 'freeze' && end);
  const counted = frozen?.end ?? desk.preview?.end;
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有办成" />
      {just && !sent ? <Notice tone="success" title={just} announce /> : null}
      <PageTitle eyebrow="年度结账" title={`${desk.year} 年度`} lead={stateWords[desk.state]} />
      <Stopped runs={desk.runs} />
      <Columns
        aside={
          counted && desk.isWhole ? (
            <Section title={frozen ? '结账结果' : '统计结果'}>
              <YearCounts people={counted.people} counts={counted.counts} answers={frozen !== undefined} />
              {frozen?.end ? <p className="quiet figures">全年指纹 {frozen.end.hash.slice(0, 16)}</p> : null}
            </Section>
          ) : null
        }
      >
        <Section title="走到哪一步">
          <YearSteps desk={desk} />
        </Section>
        {desk.isWhole || desk.state === 'frozen' ? (
          <NextStep desk={desk} pending={pending} href={href} sent={sent} />
        ) : null}
        {desk.closing ? (
          <Section title="本人意见">
            <Objections
              {...{ viewerId, sent }}
              href={pageOf(desk.turning.page)}
              objections={desk.objections}
              isOpen={desk.state === 'confirming' || desk.state === 'due'}
            />
            <Turning {...desk.turning} href={pageOf} />
          </Section>
        ) : null}
        {frozen ? (
          <Section title="重开">
            <Reopenings {...{ href, viewerId }} reopenings={desk.reopenings} />
            {desk.isWhole ? (
              <ReopenForm href={href} what="整个年度" sent={sent?.means === 'reopen' ? sent : undefined} />
            ) : null}
          </Section>
        ) : null}
      </Columns>
    </>
  );
}
