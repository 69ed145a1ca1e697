import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { actionName } from '#app/features/journal/action-names.rules.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { academyFlag } from '#app/features/organisation/flags.server.ts';
import { isId } from '#app/lib/id.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { roleNames } from '#app/lib/vocabulary.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { DEMO_FLAG } from '../demo-accounts.ts';
import { failuresSeen, SEEN_DAYS } from '../failures-seen.server.ts';
import { administrators, LOCKED_PAGE, lockedAccounts, lockedOthers } from '../locked-accounts.server.ts';

export const meta: MetaFunction = () => [{ title: '登录情况 · 教务 · 社区学院' }];
export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const query = z.object({
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
  before: z.string().refine(isId).nullable().catch(null).default(null),
});

/** What a security administrator keeps an eye on. Nothing of what was typed, and no address, is kept or shown. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'security-admin');
  const { db } = context;
  const now = context.now();
  await noteList(db, { actor, action: 'sign-in.listed', url: request.url, now });
  const { page, before } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const reach = reachBy(actor, ['security-admin'], now);
  const locked = await lockedAccounts(db, { reach, page, now });
  const { failures, older } = await failuresSeen(db, { reach, before, now });
  return {
    ...locked,
    pageSize: LOCKED_PAGE,
    accounts: locked.accounts.map(({ lastAt, lockedUntil, lockedBy, ...account }) => ({
      ...account,
      lastAt: formatMoment(lastAt),
      lockedUntil: formatMoment(lockedUntil),
      byCode: lockedBy.byCode,
      what: [lockedBy.byPassword ? '密码' : '', lockedBy.byCode ? '两步登录的码' : '']
        .filter(Boolean)
        .join('、'),
    })),
    others: reach.scopes === 'everywhere' ? await lockedOthers(db, now) : null,
    failures: failures.map(({ at, action, times, ...failure }) => ({
      ...failure,
      at: formatMoment(at),
      what: times === null ? actionName(action) : `另有 ${times} 次没有逐条记下`,
      whose: failure.name ?? (times === null ? '没有人用的名字' : '这处网络来的'),
    })),
    older,
    seenDays: SEEN_DAYS,
    keepers: await administrators(db, reach),
    demo: (await academyFlag(db, DEMO_FLAG)) !== null,
  };
}

export default function SignInDesk() {
  return (
    <>
      <PageTitle
        title="登录情况"
        lead="哪些账号连着输错密码或者两步登录的码锁住了，谁的登录没有成功，哪些管理员还没有开启两步登录。点名字进去，可以放开、让他在所有设备上退出登录，或者帮丢了手机的人重新来过。"
        actions={
          <ButtonLink href="/admin/sign-in/unused" tone="quiet">
            久未登录的人
          </ButtonLink>
        }
      />
      <Stack gap={8}>
        <Locked />
        <Failures />
        <Keepers />
      </Stack>
    </>
  );
}

function Locked() {
  const { accounts, total, page, pageSize, others } = useLoaderData<typeof loader>();
  return (
    <Section title="锁住的账号" id="locked">
      <Stack gap={4}>
        <Table
          caption="锁住的账号"
          captionHidden
          rows={accounts}
          rowKey={({ personId }) => personId}
          empty={<EmptyState title="现在没有锁住的账号">连着输错 5 次才会锁，到时间自己会放开。</EmptyState>}
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              short: true,
              render: ({ personId, name }) => <a href={`/admin/people/${personId}/sign-in`}>{name}</a>,
            },
            { key: 'username', label: '用户名', short: true, render: ({ username }) => username },
            { key: 'what', label: '输错的', short: true, render: ({ what }) => what },
            { key: 'failures', label: '连着错了', render: ({ failures }) => `${failures} 次` },
            { key: 'last', label: '最近一次', short: true, render: ({ lastAt }) => lastAt },
            { key: 'until', label: '锁到', short: true, render: ({ lockedUntil }) => lockedUntil },
          ]}
        />
        {accounts.some(({ byCode }) => byCode) ? (
          <p>
            输错两步登录的码的，已经过了第一步：有人知道密码，或者用着他登录的机器。先问本人是不是自己，不是就让账号退出所有设备，请他马上改密码。
          </p>
        ) : null}
        {total > pageSize ? (
          <Pagination
            page={page}
            pageSize={pageSize}
            total={total}
            unit="个"
            href={(other) => `/admin/sign-in?page=${other}`}
          />
        ) : null}
        {others ? (
          <p className="quiet">
            另外锁着 {others.names} 个没有人用的名字、{others.addresses}{' '}
            处网络。它们只留着打乱的代号，认不出是什么，到时间自己放开。
          </p>
        ) : null}
      </Stack>
    </Section>
  );
}

function Failures() {
  const { failures, older, seenDays, others } = useLoaderData<typeof loader>();
  return (
    <Section title="没有成功的登录" id="failures">
      <Stack gap={4}>
        <p className="quiet">
          最近 {seenDays} 天，新的在前。同一个账号、同一处网络，十分钟里同样的事只记一条，多的合成一条。
          {others ? '没有人用的名字不记填的是什么：有人会把密码填错地方。' : null}
        </p>
        <Table
          caption="没有成功的登录"
          captionHidden
          rows={failures}
          rowKey={({ id }) => id}
          empty={<EmptyState title="没有">这几天没有不成功的登录。</EmptyState>}
          columns={[
            { key: 'at', label: '时间', short: true, render: ({ at }) => at },
            {
              key: 'name',
              label: '谁的账号',
              head: true,
              short: true,
              render: ({ personId, whose }) =>
                personId ? <a href={`/admin/people/${personId}/sign-in`}>{whose}</a> : whose,
            },
            { key: 'what', label: '什么事', render: ({ what }) => what },
            { key: 'network', label: '从哪处网络', render: ({ network }) => network || '—' },
          ]}
        />
        {older ? (
          <p>
            <a href={`/admin/sign-in?before=${older}#failures`}>更早的</a>
          </p>
        ) : null}
      </Stack>
    </Section>
  );
}

function Keepers() {
  const { keepers, demo } = useLoaderData<typeof loader>();
  return (
    <Section title="管理员的两步登录" id="second-steps">
      <Stack gap={4}>
        {demo ? (
          <Notice title="这是演示学院">
            演示账号不要求两步登录。真实的学院里，没有开启的管理员登录时先要设好，才能进去。
          </Notice>
        ) : null}
        <Table
          caption="管理员的两步登录"
          captionHidden
          rows={keepers}
          rowKey={({ personId }) => personId}
          empty={<EmptyState title="现在没有这样的管理员">授了权的人会列在这里。</EmptyState>}
          columns={[
            {
              key: 'name',
              label: '姓名',
              head: true,
              short: true,
              render: ({ personId, name }) => <a href={`/admin/people/${personId}/sign-in`}>{name}</a>,
            },
            {
              key: 'roles',
              label: '授权',
              render: ({ roles }) => roles.map((role) => roleNames[role]).join('；'),
            },
            {
              key: 'step',
              label: '两步登录',
              short: true,
              render: ({ setUpAt }) =>
                setUpAt ? (
                  <Status tone="done">{formatDate(setUpAt)}开启</Status>
                ) : (
                  <Status tone="attention">还没有开启</Status>
                ),
            },
            {
              key: 'codes',
              label: '备用码',
              render: ({ setUpAt, recoveryCodes }) => (setUpAt ? `还有 ${recoveryCodes} 个` : '—'),
            },
          ]}
        />
      </Stack>
    </Section>
  );
}
