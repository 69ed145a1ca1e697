import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { WaiverTable } from '#app/features/assessment/parts/waiver-table.tsx';
import { waiversPage } from '#app/features/assessment/waivers.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { peopleInScope } from '#app/features/identity/people-search.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { dayOf } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';
import { SearchBox } from '#app/ui/search-box.tsx';

export const meta: MetaFunction = () => [{ title: '领办豁免 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const query = z.object({
  q: z.string().trim().max(64).catch(''),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
const MOST_FOUND = 20;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'academy-admin');
  await noteList(context.db, { actor, action: 'waiver.listed', url: request.url, now: context.now() });
  const { q, page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const onDay = dayOf(context.now());
  const scopes = scopesOf(actor, 'academy-admin');
  const search = { scopePath: scopes === 'everywhere' ? null : scopes, onDay, q, pageSize: MOST_FOUND };
  const [found, listed] = await Promise.all([
    q ? peopleInScope(context.db, search) : null,
    waiversPage(context.db, { actor, onDay, page }),
  ]);
  return { q, page, found, today: onDay, ...listed };
}

export default function Waivers() {
  const { q, page, found, today, waivers, hasMore } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="领办豁免"
        lead="领办项目的要求有一条不符合、学院同意放宽时，在这里写明理由。本人会收到，组织查阅的人看得到是谁、为什么。"
      />
      <Stack gap={6}>
        <SearchBox action="/admin/waivers" label="给谁豁免" value={q} placeholder="姓名或拼音" />
        {found ? (
          <Section title={`找到 ${found.total} 人`}>
            {found.people.length === 0 ? (
              <p className="quiet">没有找到这个人。姓名从姓开始写，也可以写拼音或者用户名。</p>
            ) : null}
            <ul className="note-list">
              {found.people.map(({ id, name, username }) => (
                <li key={id}>
                  <a href={`/admin/waivers/${id}`}>{name}</a>
                  <span className="quiet block">{username}</span>
                </li>
              ))}
            </ul>
            {found.total > found.people.length ? (
              <p className="quiet">只列出前 {found.people.length} 人，把名字打全一些。</p>
            ) : null}
          </Section>
        ) : null}
        <Section title="已经有的豁免">
          <WaiverTable caption="豁免，最近的在前" waivers={waivers} today={today} empty="还没有豁免过谁。" />
          <ExportLink rows={page === 1 && !hasMore ? waivers.length : undefined} unit="条" />
          <Turning page={page} hasMore={hasMore} href={(to) => `/admin/waivers?page=${to}`} />
        </Section>
      </Stack>
    </>
  );
}
