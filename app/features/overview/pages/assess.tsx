import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { momentAsked } from '#app/features/assessment/moment.server.ts';
import { noteListed } from '#app/features/assessment/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { looking } from '#app/features/overview/looking.schema.ts';
import { Files } from '#app/features/overview/parts/files.tsx';
import { MomentForm } from '#app/features/overview/parts/moment-form.tsx';
import { NarrowForm } from '#app/features/overview/parts/narrow-form.tsx';
import { PeopleTable } from '#app/features/overview/parts/people-table.tsx';
import { ResultSummary } from '#app/features/overview/parts/result-summary.tsx';
import { scopeOverview } from '#app/features/overview/people.server.ts';
import { PEOPLE_IN_FILE } from '#app/features/overview/people-paper.server.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination, Turning } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '组织查阅 · 社区学院' }];

export const handle = { width: 'wide' };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'assessor');
  const { year, on, ...asked } = looking.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = context.now();
  const { moment, kept, thisYear } = await momentAsked(context.db, { year, on }, dayOf(now));
  const found = await scopeOverview(context.db, { actor, moment, asked });
  const personIds = found.people.map(({ personId }) => personId);
  await noteListed(context.db, { actor, personIds, moment, now });
  const narrowed = found.isAsked ? asked : { ...asked, result: null };
  return { ...found, asked: narrowed, moment, kept, thisYear, peopleInFile: PEOPLE_IN_FILE };
}

export default function Assess() {
  const {
    people,
    total,
    page,
    pageSize,
    counts,
    until,
    communities,
    isAsked,
    asked,
    moment,
    thisYear,
    kept,
    peopleInFile,
  } = useLoaderData<typeof loader>();
  const { year, onDay } = moment;
  const narrowed = Object.fromEntries(
    Object.entries({
      q: asked.q,
      result: asked.result,
      position: asked.position,
      community: asked.community,
    }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
  const files = new URLSearchParams(kept);
  const href = (to: number) => `/assess?${new URLSearchParams({ ...kept, ...narrowed, page: String(to) })}`;
  return (
    <>
      <PageTitle
        title={`${year} 年学分情况`}
        lead="只看自己范围里的人，按姓名排列，不排名次。谁在名单里看到了谁（每人一天记一次），打开、导出或打印了谁的情况表，都会留下记录，本人看得到。"
      />
      {moment.corrected ? (
        <Notice tone="warn" title={`没有这一天，或者这一天还没到。下面是 ${formatDate(onDay)}的。`} />
      ) : null}
      <MomentForm moment={moment} thisYear={thisYear} narrowed={narrowed} />
      <ResultSummary counts={counts} until={until} isAsked={isAsked} kept={kept} />
      <NarrowForm asked={asked} isAsked={isAsked} communities={communities} kept={kept} />
      {asked.result ? null : <p className="result-count">共 {total} 人</p>}
      <Files total={total} kept={kept} narrowed={narrowed} peopleInFile={peopleInFile} />
      <PeopleTable
        caption={`${year} 年学分情况，按姓名；身份是 ${formatDate(onDay)}的`}
        people={people}
        search={files.size > 0 ? `?${files}` : ''}
      />
      {asked.result ? (
        // How many have one result is said above, as far as it may be.
        <Turning page={page} hasMore={page * pageSize < total} href={href} />
      ) : people.length === 0 ? null : (
        <Pagination page={page} pageSize={pageSize} total={total} unit="人" href={href} />
      )}
    </>
  );
}
