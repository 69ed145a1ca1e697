import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { assistedDeeds, type Deed } from '#app/features/assisting/deeds.server.ts';
import { DeedTable } from '#app/features/assisting/parts/deed-table.tsx';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { noteList } from '#app/features/journal/openings.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Turning } from '#app/ui/pagination.tsx';

export const meta: MetaFunction = () => [{ title: '代选记录 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

const query = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'registrar', 'academy-admin');
  await noteList(context.db, { actor, action: 'assistance.listed', url: request.url, now: context.now() });
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return assistedDeeds(context.db, { actor, page, now: context.now() });
}

const hrefOf = ({ consentId }: Deed) => `/admin/assisted/${consentId}`;

export default function AdminAssisted() {
  const { disputed, deeds, page, hasMore } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="代选记录"
        lead="联络员替谁办了什么，本人怎么同意的。本人来电要撤销，点开那一条就能办。"
      />
      {disputed.length > 0 ? (
        <Section title={`本人说没有同意的（${disputed.length}）`}>
          <p className="mb-4">先处理这些：问清楚，写下怎么办的，本人会收到。</p>
          <DeedTable
            caption="本人说没有同意的，最早的在前"
            deeds={disputed}
            personHref={hrefOf}
            withLiaison
            empty=""
          />
        </Section>
      ) : null}
      <Section title="全部">
        <DeedTable
          caption="全部代办，最近的在前"
          deeds={deeds}
          personHref={hrefOf}
          withLiaison
          empty="还没有联络员替人办过事。"
        />
        <ExportLink rows={page === 1 && !hasMore ? deeds.length : undefined} unit="件" />
        <Turning page={page} hasMore={hasMore} href={(to) => `/admin/assisted?page=${to}`} />
      </Section>
    </>
  );
}
