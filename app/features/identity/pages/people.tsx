import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { noteList } from '#app/features/journal/openings.server.ts';
import { holds } from '#app/lib/actor.ts';
import { failure } from '#app/lib/http.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';
import { type Column, Table } from '#app/ui/table.tsx';
import { requireRole } from '../gate.server.ts';
import { keepersOfPeople } from '../keepers.ts';
import { peopleAsked } from '../people-asked.server.ts';
import { type PersonLine, withPosts } from '../people-lines.server.ts';
import { peopleInScope } from '../people-search.server.ts';

export const meta: MetaFunction = () => [{ title: '人员 · 教务 · 社区学院' }];
export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

const PAGE_SIZE = 50;
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfPeople);
  await noteList(context.db, { actor, action: 'person.listed', url: request.url, now: context.now() });
  const { db } = context;
  const asked = await peopleAsked(db, { actor, url: new URL(request.url) });
  if (!asked) throw failure(request, 404);
  const { q, unit, scopePath, page } = asked;
  const onDay = dayOf(context.now());
  const found = await peopleInScope(db, { scopePath, onDay, q, page, pageSize: PAGE_SIZE });
  const people = await withPosts(db, found.people, onDay);
  const mayImport = holds(actor, 'registrar', 'academy-admin');
  return {
    ...{ people, total: found.total, page: found.page, q, mayImport },
    unit: unit && { id: unit.id, name: unit.name },
  };
}

const columns: readonly Column<PersonLine>[] = [
  {
    key: 'name',
    label: '姓名',
    head: true,
    short: true,
    render: ({ id, name }) => <a href={`/admin/people/${id}`}>{name}</a>,
  },
  { key: 'username', label: '用户名', short: true, render: ({ username }) => username },
  {
    key: 'posts',
    label: '岗位',
    render: ({ posts }) => posts.join('；') || <span className="quiet">没有登记</span>,
  },
  {
    key: 'roles',
    label: '授权',
    render: ({ roles }) => roles.join('；') || <span className="quiet">学员</span>,
  },
];

export default function People() {
  const { people, total, page, q, unit, mayImport } = useLoaderData<typeof loader>();
  const address = (other: number) =>
    `/admin/people?${new URLSearchParams({ q, ...(unit ? { unit: unit.id } : {}), page: String(other) })}`;
  return (
    <>
      <PageTitle
        title={unit ? `${unit.name}的人员` : '人员'}
        actions={
          mayImport ? <ButtonLink href="/admin/imports/new?kind=people">从 Excel 导入</ButtonLink> : null
        }
      />
      <Stack gap={6}>
        <SearchBox
          action="/admin/people"
          label="找人"
          value={q}
          placeholder="姓名、拼音首字母或用户名，如 wry"
        >
          {unit ? <input type="hidden" name="unit" value={unit.id} /> : null}
        </SearchBox>
        <Table
          caption="人员名单"
          captionHidden
          columns={columns}
          rows={people}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title="没有找到这样的人" action={<a href="/admin/people">看全部人员</a>}>
              从姓名的第一个字开始找，也可以打拼音。
            </EmptyState>
          }
        />
        <ExportLink rows={total} unit="人" />
        {total > 0 ? (
          <Pagination page={page} pageSize={PAGE_SIZE} total={total} unit="人" href={address} />
        ) : null}
      </Stack>
    </>
  );
}
