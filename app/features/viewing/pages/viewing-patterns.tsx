import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { reachOf } from '#app/features/recordings/reach.server.ts';
import { oddityKinds, patternFrom } from '#app/features/viewing/oddities.rules.ts';
import { oddityWords } from '#app/features/viewing/parts/oddity-words.ts';
import { type ViewingPattern, viewingPatterns } from '#app/features/viewing/viewing-record.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';
import { type Column, Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '观看里要问问的 · 教务 · 社区学院' }];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: adminCrumbs('recordings'),
};

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Open to the registrar and the academy's admin, for the courses of their schools and the people within their reach. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  await noteList(context.db, { actor, action: 'viewing.listed', url: request.url, now: context.now() });
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const people = reachBy(actor, ['registrar', 'academy-admin'], context.now());
  return viewingPatterns(context.db, { reach: await reachOf(context.db, actor), people, page });
}

const columns: readonly Column<ViewingPattern>[] = [
  { key: 'day', label: '哪天', short: true, render: ({ day }) => formatDate(day) },
  { key: 'person', label: '学员', head: true, short: true, render: ({ personName }) => personName },
  {
    key: 'lecture',
    label: '哪一讲',
    render: ({ courseTitle, recordingTitle }) => `${courseTitle} · ${recordingTitle}`,
  },
  { key: 'what', label: '什么', render: ({ kind, times }) => `${oddityWords[kind].what}，${times} 次` },
  { key: 'became', label: '怎么记的', render: ({ kind }) => oddityWords[kind].became },
  { key: 'maybe', label: '可能是', render: ({ kind }) => oddityWords[kind].maybe },
];

export default function ViewingPatterns() {
  const { patterns, page, hasMore } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="观看里要问问的"
        lead="同一天里次数多的情况，最近的在前。这些只是一个问题，不是结论：先问问本人，多半有原因。系统不扣学分，也不自动处理；没有记上的，本来就不算看过。"
      />
      <Table
        caption="要问问的，最近的在前"
        captionHidden
        columns={columns}
        rows={patterns}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="没有要问的">
            <p>哪天有人的情况多了，会列在这里。</p>
          </EmptyState>
        }
      />
      <ExportLink rows={page === 1 && !hasMore ? patterns.length : undefined} unit="条" />
      <Turning page={page} hasMore={hasMore} href={(to) => `?page=${to}`} />
      <Section title="什么时候列出来">
        <DescriptionList
          facts={oddityKinds.map((kind): [string, string] => [
            oddityWords[kind].what,
            patternFrom[kind] > 1 ? `一天里满 ${patternFrom[kind]} 次` : '有一次就列',
          ])}
        />
        <p className="quiet">
          只按人、按讲、按天记次数，不记地址，不认设备。本人在那一讲的“观看记录”里看到的是同样的内容。
        </p>
      </Section>
    </>
  );
}
