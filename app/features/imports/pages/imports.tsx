import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { keepersOfImports } from '#app/features/imports/keepers.ts';
import { importsOf, type ListedImport } from '#app/features/imports/listing.server.ts';
import { importStateWords } from '#app/features/imports/state-words.rules.ts';
import { doneIn } from '#app/lib/http.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { importKindsOfHouse } from '#app/shell/import-kinds.server.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Status } from '#app/ui/status.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '表格导入 · 教务 · 社区学院' }];
export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

const PAGE_SIZE = 30;
const pageAsked = z.coerce.number().int().min(1).max(1_000).catch(1);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...keepersOfImports);
  const page = pageAsked.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const asked = { personId: actor.personId, page, pageSize: PAGE_SIZE, now: context.now() };
  const { imports, total } = await importsOf(context.db, asked);
  const shown = imports.map((one) => ({ ...one, kindName: importKindsOfHouse[one.kind].shape.name }));
  return {
    imports: shown,
    total,
    page,
    done: doneIn(request, { removed: '已经删掉了。收进来的不受影响。' }),
  };
}

const columns: readonly Column<ListedImport & { kindName: string }>[] = [
  {
    key: 'file',
    label: '文件',
    head: true,
    long: true,
    render: ({ id, fileName }) => <a href={`/admin/imports/${id}`}>{fileName || '没有名字的文件'}</a>,
  },
  { key: 'kind', label: '收什么', short: true, render: ({ kindName }) => kindName },
  {
    key: 'state',
    label: '到哪一步',
    short: true,
    render: ({ state }) => (
      <Status tone={importStateWords[state].tone}>{importStateWords[state].words}</Status>
    ),
  },
  { key: 'rows', label: '行数', align: 'end', render: ({ rowCount }) => rowCount || '' },
  { key: 'at', label: '什么时候传的', short: true, render: ({ madeAt }) => formatMoment(madeAt) },
];

export default function Imports() {
  const { imports, total, page, done } = useLoaderData<typeof loader>();
  return (
    <>
      {done ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="表格导入"
        lead="把花名册、岗位、组织、班级、外部培训从 Excel 或 CSV 收进来。先看一遍每一行会怎样，确认以后才收。"
        actions={
          <ButtonLink href="/admin/imports/new" tone="primary">
            传一份表
          </ButtonLink>
        }
      />
      <Table
        caption="你传过的表"
        captionHidden
        columns={columns}
        rows={imports}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="还没有传过表">
            <p>传上来的表保留七天，只有你自己看得到。</p>
          </EmptyState>
        }
      />
      <ExportLink rows={total} unit="份" />
      {total > 0 ? (
        <>
          <Pagination
            page={page}
            pageSize={PAGE_SIZE}
            total={total}
            unit="份"
            href={(to) => `/admin/imports?page=${to}`}
          />
          <p className="quiet">传上来的表保留七天，只有你自己看得到，然后自动删掉；收进来的不受影响。</p>
        </>
      ) : null}
    </>
  );
}
