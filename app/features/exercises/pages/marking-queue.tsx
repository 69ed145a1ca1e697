import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { markingQueue, type WaitingAttempt } from '#app/features/exercises/marking-queue.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { workReachOf } from '#app/features/timetable/work-reach.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { teachingCrumbs } from '#app/shell/teaching-crumbs.ts';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '等着看的答卷 · 社区学院' }];
export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: teachingCrumbs('exercises'),
};

const PAGE_SIZE = 20;
const pageNumber = z.coerce.number().int().min(1).max(1_000).catch(1);

/** Open to instructors (the sections that they teach or head) and to the registrar and the academy's admin. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'instructor', 'registrar', 'academy-admin');
  await noteList(context.db, { actor, action: 'attempt.listed', url: request.url, now: context.now() });
  const page = pageNumber.parse(new URL(request.url).searchParams.get('page') ?? 1);
  const reach = await workReachOf(context.db, actor);
  const asked = { reach, personId: actor.personId, page, pageSize: PAGE_SIZE };
  return { page, ...(await markingQueue(context.db, asked)) };
}

const columns: readonly Column<WaitingAttempt>[] = [
  {
    key: 'exercise',
    label: '小测',
    head: true,
    render: ({ id, exerciseTitle, personName }) => (
      <a href={`/teach/exercises/marking/${id}`}>
        {exerciseTitle}
        <span className="sr-only">，{personName}</span>
      </a>
    ),
  },
  { key: 'person', label: '学员', short: true, render: ({ personName }) => personName },
  { key: 'section', label: '班', render: ({ sectionTitle }) => sectionTitle },
  { key: 'number', label: '第几次', short: true, render: ({ number }) => `第 ${number} 次` },
  { key: 'since', label: '交于', render: ({ since }) => formatMoment(since) },
];

export default function MarkingQueue() {
  const { attempts, total, page } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title="等着看的答卷" lead="学员用文件答的题，要有人看过才出分。等得最久的排在前面。" />
      <Table
        caption="等着看的答卷，等得最久的在前"
        captionHidden
        columns={columns}
        rows={attempts}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="没有等着看的">
            <p>学员交了文件、交了卷，就会出现在这里。</p>
          </EmptyState>
        }
      />
      <ExportLink rows={total} countedTo={1_000} unit="份" />
      {total > 0 ? (
        <Pagination
          page={page}
          pageSize={PAGE_SIZE}
          total={total}
          unit="份"
          href={(to) => `/teach/exercises/marking?page=${to}`}
        />
      ) : null}
    </>
  );
}
