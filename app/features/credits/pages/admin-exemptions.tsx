import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { exemptionKinds } from '#app/features/credits/exemption-kinds.server.ts';
import { exemptionQuery } from '#app/features/credits/exemption-list.schema.ts';
import { exemptionsOfYear, waitingExemptions } from '#app/features/credits/exemption-list.server.ts';
import { proposersOfExemptions, readersOfExemptions } from '#app/features/credits/keepers.ts';
import { ExemptionTable } from '#app/features/credits/parts/exemption-table.tsx';
import { answerWithin } from '#app/features/declarations/answer-within.rules.ts';
import { policy } from '#app/features/declarations/declarable.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { holds } from '#app/lib/actor.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { creditYearOn } from '../years.server.ts';

export const meta: MetaFunction = () => [{ title: '免考核 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfExemptions);
  await noteList(context.db, { actor, action: 'exemption.listed', url: request.url, now: context.now() });
  const { db } = context;
  const onDay = dayOf(context.now());
  const thisYear = await creditYearOn(db, onDay);
  const asked = exemptionQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { q, page, waitingPage, year = thisYear } = asked;
  const reach = reachBy(actor, readersOfExemptions, onDay);
  const [waiting, found, kinds] = await Promise.all([
    waitingExemptions(db, { page: waitingPage, ...reach }),
    exemptionsOfYear(db, { year, q, page, ...reach }),
    exemptionKinds(db, onDay),
  ]);
  const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, year])].sort((a, b) => b - a);
  return {
    q,
    page,
    year,
    years,
    waitingPage,
    kinds,
    ...waiting,
    waiting: waiting.waiting.map((one) => ({
      ...one,
      ...answerWithin(one.at, policy.secondPersonWithinWorkingDays, context.now()),
    })),
    ...found,
    mayPropose: holds(actor, ...proposersOfExemptions),
  };
}

export default function AdminExemptions() {
  const { q, page, year, years, kinds, exemptions, hasMore, mayPropose } = useLoaderData<typeof loader>();
  const search = (more: Record<string, string>) =>
    `/admin/exemptions?${new URLSearchParams({ year: String(year), ...(q ? { q } : {}), ...more })}`;
  return (
    <>
      <PageTitle
        title="免考核"
        lead="病假、产假、抽调这些情况，可以免一个身份一年的考核。一人提出，另一人批准，本人会收到通知；批准以后还可以结束，记录一直保留。"
      />
      {mayPropose ? (
        <div className="actions">
          <ButtonLink href="/admin/exemptions/new" tone="primary">
            提出免考核
          </ButtonLink>
        </div>
      ) : null}
      <Waiting />
      <Section title="已批准">
        <Tabs
          label="年度"
          tabs={years.map((each) => ({
            label: `${each} 年`,
            href: `/admin/exemptions?year=${each}`,
            current: each === year,
          }))}
        />
        <SearchBox action="/admin/exemptions" label="按姓名查" value={q} placeholder="姓名或拼音">
          <input type="hidden" name="year" value={year} />
        </SearchBox>
        <ExemptionTable
          caption={`${year} 年的免考核，最近批准的在前`}
          rows={exemptions}
          kinds={kinds}
          empty={q ? '没有符合的记录。换个姓名试试。' : '这一年没有人免考核。'}
        />
        <ExportLink
          file="/admin/exemptions.xlsx"
          rows={page === 1 && !hasMore ? exemptions.length : undefined}
          unit="条"
        />
        <Turning page={page} hasMore={hasMore} href={(to) => search({ page: String(to) })} />
      </Section>
    </>
  );
}

/** What somebody else has proposed; nothing where nothing waits. */
function Waiting() {
  const { waiting, moreWaiting, waitingPage, kinds } = useLoaderData<typeof loader>();
  const isAll = waitingPage === 1 && !moreWaiting;
  if (isAll && waiting.length === 0) return null;
  return (
    <Section title={isAll ? `等待批准（${waiting.length}）` : '等待批准'}>
      <ExemptionTable
        caption="等待批准，最早提出的在前"
        rows={waiting}
        kinds={kinds}
        empty="这一页没有了，请往前翻。"
      />
      <ExportLink
        file="/admin/exemptions.xlsx"
        set={{ of: 'waiting' }}
        rows={isAll ? waiting.length : undefined}
        unit="条"
        label="等待批准的导出 Excel"
      />
      <Turning
        page={waitingPage}
        hasMore={moreWaiting}
        href={(to) => `/admin/exemptions?${new URLSearchParams({ waitingPage: String(to) })}`}
      />
    </Section>
  );
}
