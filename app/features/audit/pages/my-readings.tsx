import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { ownReadings } from '#app/features/audit/own-readings.server.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { placeAsked } from '#app/features/audit/search.schema.ts';
import { requireActor } from '#app/features/identity/gate.server.ts';
import { formatClock, formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Table } from '#app/ui/table.tsx';
import { useSpoken } from '#app/ui/view.tsx';

export const meta: MetaFunction = () => [{ title: '谁看过我的资料 · 社区学院' }];

export const handle: PageHandle = {
  width: 'standard',
  breadcrumb: [
    { label: '我的', href: '/me' },
    { label: '我的资料', href: '/me/data' },
  ],
};

const PAGE_SIZE = 20;

/** Who opened one's own record; by role and desk, not by name. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { personId } = await requireActor(request, context);
  const before = placeAsked(new URL(request.url).searchParams.get('before') ?? '');
  const found = await ownReadings(context.db, { personId: personId ?? '', before, limit: PAGE_SIZE + 1 });
  const readings = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? readings.at(-1) : undefined;
  return {
    ...{ readings, isFirst: before === null, onlineDays: policy.onlineDays },
    next: last ? `${last.at}~${last.id}` : null,
  };
}

export default function MyReadings() {
  const { readings, isFirst, next, onlineDays } = useLoaderData<typeof loader>();
  const spoken = useSpoken();
  return (
    <>
      <PageTitle
        title="谁看过我的资料"
        lead={spoken('工作人员打开你的资料，每次都会记下来。这里是什么时候、哪个角色、看了什么。')}
      />
      <Table
        caption="看过的，最近的在前"
        rows={readings}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={isFirst ? '还没有人看过' : '没有更早的了'}>
            <p>{spoken('工作人员打开你的资料以后，这里就会有。')}</p>
          </EmptyState>
        }
        columns={[
          { key: 'record', label: '看了什么', head: true, render: ({ record }) => record },
          { key: 'roles', label: '谁', render: ({ roles }) => roles },
          { key: 'desk', label: '在哪里办事', short: true, render: ({ desk }) => desk },
          {
            key: 'at',
            label: '什么时候',
            short: true,
            render: ({ at }) => `${formatDate(at)} ${formatClock(at)}`,
          },
        ]}
      />
      {isFirst && !next ? null : (
        <nav className="actions" aria-label="翻页">
          {isFirst ? null : (
            <ButtonLink href="/me/readings" tone="quiet">
              回到最近的
            </ButtonLink>
          )}
          {next ? (
            <ButtonLink href={`/me/readings?before=${encodeURIComponent(next)}`}>更早的</ButtonLink>
          ) : null}
        </nav>
      )}
      <p className="quiet">
        {spoken(
          `这里至少留 ${onlineDays} 天，更早的归档了，要查请找学院个人信息负责人。很多人一起的名单，只记看名单的人，不逐个列在这里；考核的名单逐个列，一天一次。`,
        )}
        电话在<a href="/me/data">我的资料</a>里。
      </p>
    </>
  );
}
