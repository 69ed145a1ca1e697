import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { coursesWithGaps } from '#app/features/catalogue/course-gaps.server.ts';
import { readLibraryQuery } from '#app/features/catalogue/library-query.schema.ts';
import { completenessColumns } from '#app/features/catalogue/parts/completeness-columns.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { schoolNames, schools } from '#app/lib/vocabulary.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';

export const meta: MetaFunction = () => [{ title: '课程备课情况 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

const COURSES_A_PAGE = 50;

export async function loader({ request, context: { db, ...context } }: LoaderFunctionArgs) {
  await requireRole(request, { db, ...context }, 'registrar', 'academy-admin');
  const address = new URL(request.url);
  const query = readLibraryQuery(address);
  const skip = (query.page - 1) * COURSES_A_PAGE;
  const { rows, total, page } = await coursesWithGaps(db, { address, skip, limit: COURSES_A_PAGE });
  const lacking = address.searchParams.has('lacking');
  return { q: query.q, school: query.school ?? null, lacking, page, total, rows };
}

export default function AdminCourses() {
  const { q, school, lacking, page, total, rows } = useLoaderData<typeof loader>();
  const address = (change: { school?: string | null; lacking?: boolean; page?: number }) => {
    const next = { school, lacking, page: 1, ...change };
    const search = new URLSearchParams({
      ...(q ? { q } : {}),
      ...(next.school ? { school: next.school } : {}),
      ...(next.lacking ? { lacking: '1' } : {}),
      ...(next.page > 1 ? { page: String(next.page) } : {}),
    });
    return `/admin/courses${search.size > 0 ? `?${search}` : ''}`;
  };
  return (
    <>
      <PageTitle
        title="课程备课情况"
        lead="大纲、教案、讲义、PPT、老师齐了才能开班。"
        actions={
          <ButtonLink href={address({ lacking: !lacking })}>
            {lacking ? '看全部课程' : '只看没备齐的'}
          </ButtonLink>
        }
      />
      <SearchBox action="/admin/courses" label="找课程" value={q} placeholder="课名、拼音或编号">
        {school ? <input type="hidden" name="school" value={school} /> : null}
        {lacking ? <input type="hidden" name="lacking" value="1" /> : null}
      </SearchBox>
      <Tabs
        label="学校"
        tabs={[
          { label: '全部', href: address({ school: null }), current: school === null },
          ...schools.map((each) => ({
            label: schoolNames[each],
            href: address({ school: each }),
            current: school === each,
          })),
        ]}
      />
      <Table
        caption={`${lacking ? '没备齐的课' : '课程'}，共 ${total} 门`}
        columns={completenessColumns}
        rows={rows}
        rowKey={({ code }) => code}
        empty={
          <EmptyState
            title={lacking ? '都备齐了' : '没有找到课程'}
            action={<ButtonLink href="/admin/courses">看全部课程</ButtonLink>}
          />
        }
      />
      <ExportLink rows={total} unit="门课" />
      <Pagination
        page={page}
        pageSize={COURSES_A_PAGE}
        total={total}
        unit="门课"
        href={(to) => address({ page: to })}
      />
    </>
  );
}
