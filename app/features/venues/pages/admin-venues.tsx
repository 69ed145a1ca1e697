import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { readListQuery } from '#app/features/venues/list.schema.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Table } from '#app/ui/table.tsx';
import { Tabs } from '#app/ui/tabs.tsx';
import { accessWords } from '../access.rules.ts';
import { venueList } from '../reading.server.ts';
import { venueTiers } from '../tiers.ts';

export const meta: MetaFunction = () => [{ title: '阵地 · 教务 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  const { tier, page } = readListQuery(new URL(request.url));
  const onDay = dayOf(context.now());
  const { venues, total, pageSize } = await venueList(context.db, { tier, page, onDay });
  return {
    tier,
    page,
    total,
    pageSize,
    venues: venues.map(({ spans: _, orgUnitId: __, ...venue }) => ({ ...venue, access: accessWords(venue) })),
  };
}

const addressOf = (change: Record<string, string>) => {
  const search = new URLSearchParams(change).toString();
  return search ? `/admin/venues?${search}` : '/admin/venues';
};

export default function AdminVenues() {
  const { tier, venues, page, pageSize, total } = useLoaderData<typeof loader>();
  const kept: Record<string, string> = tier ? { tier } : {};
  return (
    <>
      <PageTitle
        title="阵地"
        lead="三级阵地由四所学校共用，谁先订好归谁。排课时会自动占用，这里也可以订给活动。"
        actions={
          <ButtonLink href="/admin/venues/new" tone="primary">
            登记一个阵地
          </ButtonLink>
        }
      />
      <Tabs
        label="哪一级"
        tabs={[
          { label: '全部', href: '/admin/venues', current: tier === null },
          ...venueTiers.map((one) => ({ label: one, href: addressOf({ tier: one }), current: tier === one })),
        ]}
      />
      <p className="result-count">共 {total} 个阵地</p>
      <Table
        caption="阵地，按名字"
        captionHidden
        rows={venues}
        rowKey={({ id }) => id}
        empty={<p className="quiet">这一级还没有登记阵地。</p>}
        columns={[
          {
            key: 'name',
            label: '阵地',
            head: true,
            render: ({ id, name }) => <a href={`/admin/venues/${id}`}>{name}</a>,
          },
          { key: 'tier', label: '哪一级', short: true, render: (venue) => venue.tier },
          { key: 'owner', label: '所属', short: true, render: ({ community }) => community ?? '全学院' },
          {
            key: 'capacity',
            label: '容纳',
            align: 'end',
            short: true,
            render: (venue) => `${venue.capacity} 人`,
          },
          { key: 'access', label: '进出', render: ({ access }) => access },
          { key: 'hours', label: '开放时间', render: ({ hours }) => hours },
        ]}
      />
      <ExportLink rows={total} unit="个阵地" />
      <Pagination
        page={page}
        pageSize={pageSize}
        total={total}
        unit="个阵地"
        href={(to) => addressOf({ ...kept, page: String(to) })}
      />
    </>
  );
}
