import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { seatsOf } from '#app/features/selection/reading.server.ts';
import { underFilled } from '#app/features/selection/under-filled.server.ts';
import { sectionStates } from '#app/features/timetable/parts/section-states.ts';
import { sectionQuery } from '#app/features/timetable/section-list.schema.ts';
import { sectionList } from '#app/features/timetable/section-list.server.ts';
import { shortDays } from '#app/features/timetable/section-words.rules.ts';
import { recentTerms } from '#app/features/timetable/terms.server.ts';
import { modeNames } from '#app/lib/vocabulary.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SchoolMark } from '#app/ui/school-mark.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '班级 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const asked = sectionQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const terms = await recentTerms(context.db);
  const term = terms.find(({ code }) => code === asked.term) ?? null;
  const few = asked.few !== undefined;
  const wanted = { termId: term?.id ?? null, page: asked.page };
  const list = few
    ? await underFilled(context.db, { ...wanted, now: context.now() })
    : await sectionList(context.db, wanted);
  const seats = await seatsOf(
    context.db,
    list.sections.map(({ id }) => id),
  );
  return {
    terms,
    term: term?.code ?? '',
    few,
    page: asked.page,
    total: list.total,
    pageSize: list.pageSize,
    sections: list.sections.map((section) => ({
      ...section,
      seats: seats.get(section.id) ?? { capacity: 0, taken: 0 },
    })),
  };
}

export default function AdminSections() {
  const { terms, term, few, sections, page, pageSize, total } = useLoaderData<typeof loader>();
  const address = (change: { term?: string; few?: boolean; page?: number }) => {
    const next = { term, few, page: 1, ...change };
    const search = new URLSearchParams({
      ...(next.term ? { term: next.term } : {}),
      ...(next.few ? { few: 'yes' } : {}),
      ...(next.page > 1 ? { page: String(next.page) } : {}),
    }).toString();
    return search ? `/admin/sections?${search}` : '/admin/sections';
  };
  return (
    <>
      <PageTitle
        title="班级"
        actions={
          <>
            <ButtonLink href="/admin/sections/new" tone="primary">
              排一个新班
            </ButtonLink>
            <ButtonLink href="/admin/imports/new?kind=sections">从 Excel 导入</ButtonLink>
          </>
        }
      />
      <Tabs
        label="学期"
        tabs={[
          { label: '全部', href: address({ term: '' }), current: term === '' },
          ...terms.map(({ code, name }) => ({
            label: name,
            href: address({ term: code }),
            current: term === code,
          })),
        ]}
      />
      <p className="result-count">
        {few ? `人数不足的有 ${total} 个班（学期已经开始，或者一周内选课结束）。` : `共 ${total} 个班。`}{' '}
        <a href={address({ few: !few })}>{few ? '看全部的班' : '只看人数不足的'}</a>
      </p>
      <SectionTable sections={sections} few={few} />
      <ExportLink rows={total} unit="个班" />
      {total > 0 ? (
        <Pagination page={page} pageSize={pageSize} total={total} href={(to) => address({ page: to })} />
      ) : null}
    </>
  );
}

type Listed = ReturnType<typeof useLoaderData<typeof loader>>['sections'][number];

function SectionTable({ sections, few }: { sections: Listed[]; few: boolean }) {
  return (
    <Table
      caption="班级"
      captionHidden
      rows={sections}
      rowKey={(section) => section.id}
      empty={few ? <EmptyState title="没有人数不足的班" /> : '这个学期还没有班。'}
      columns={[
        { key: 'code', label: '编号', short: true, render: (section) => section.code },
        {
          key: 'title',
          label: '班',
          head: true,
          render: (section) => <a href={`/admin/sections/${section.id}`}>{section.title}</a>,
        },
        { key: 'school', label: '学校', render: (section) => <SchoolMark school={section.school} /> },
        { key: 'teacher', label: '老师', short: true, render: (section) => section.teacherName ?? '—' },
        { key: 'mode', label: '方式', short: true, render: (section) => modeNames[section.mode] },
        {
          key: 'time',
          label: '起止',
          short: true,
          render: (section) => shortDays(section.startsOn, section.endsOn),
        },
        {
          key: 'seats',
          label: '名额',
          align: 'end',
          short: true,
          render: (section) => <Seats section={section} />,
        },
        {
          key: 'state',
          label: '状态',
          render: (section) => (
            <Status tone={sectionStates[section.state].tone}>{sectionStates[section.state].word}</Status>
          ),
        },
      ]}
    />
  );
}

/** How many of how many; where too few, how many it needs. */
function Seats({ section: { seats, minSize, state } }: { section: Listed }) {
  if (state === 'cancelled' || state === 'merged') return '—';
  return (
    <div>
      {seats.taken} / {seats.capacity}
      {state === 'open' && seats.taken < minSize ? <span className="quiet block">最少 {minSize}</span> : null}
    </div>
  );
}
