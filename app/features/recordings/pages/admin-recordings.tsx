import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { recordingsAtDesk } from '#app/features/recordings/desk.server.ts';
import { RecordingTable } from '#app/features/recordings/parts/recording-table.tsx';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '录播 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const PAGE_SIZE = 20;
const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Open to the registrar and the academy's admin, for the courses of their schools. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = await reachOf(context.db, actor);
  return { ...(await recordingsAtDesk(context.db, { reach, page, pageSize: PAGE_SIZE })), page };
}

export default function AdminRecordings() {
  const { recordings, total, page } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="录播"
        lead="每一讲属于哪门课，到了哪一步。点标题就能改、发布或者撤下。"
        actions={
          <>
            <ButtonLink href="/teach/recordings#upload">上传一讲</ButtonLink>
            <ButtonLink href="/admin/recordings/viewing" tone="quiet">
              观看里要问问的
            </ButtonLink>
          </>
        }
      />
      {total === 0 ? (
        <EmptyState title="还没有录播">
          <p>老师或者教务上传以后，会列在这里。</p>
        </EmptyState>
      ) : (
        <RecordingTable recordings={recordings} />
      )}
      <ExportLink rows={total} unit="讲" />
      <Pagination page={page} pageSize={PAGE_SIZE} total={total} unit="讲" href={(to) => `?page=${to}`} />
    </>
  );
}
