import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { deedsBy } from '#app/features/assisting/deeds.server.ts';
import { DeedTable } from '#app/features/assisting/parts/deed-table.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '我办过的事 · 联络 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: [{ label: '联络', href: '/assist' }] };

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'liaison');
  await noteList(context.db, { actor, action: 'assistance.listed', url: request.url, now: context.now() });
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return deedsBy(context.db, { liaisonId: actor.personId ?? '', page });
}

export default function AssistLog() {
  const { deeds, total, page, pageSize } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="我办过的事" lead="替谁办的、本人怎么同意的，都在这里。本人和教务也看得到。" />
      <DeedTable
        caption="我办过的事，最近的在前"
        deeds={deeds}
        personHref={({ personId }) => `/assist/people/${personId}`}
        empty="还没有替人办过事。"
      />
      <ExportLink rows={total} unit="件" />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={pageSize}
          total={total}
          unit="件"
          href={(to) => `/assist/log?page=${to}`}
        />
      ) : null}
    </>
  );
}
