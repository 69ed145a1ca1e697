import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { askedOf } from '#app/features/audit/asking.server.ts';
import { chainStatus } from '#app/features/audit/chain-status.server.ts';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { AuditFilters } from '#app/features/audit/parts/audit-filters.tsx';
import { ChainState } from '#app/features/audit/parts/chain-state.tsx';
import { LineTable } from '#app/features/audit/parts/line-table.tsx';
import { auditQuery } from '#app/features/audit/search.schema.ts';
import { searchJournal } from '#app/features/audit/search.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '审计日志 · 社区学院' }];

export const handle: PageHandle = { width: 'wide' };

const PAGE_SIZE = 50;

/** The auditor alone reads the journal; that they did stands in it as well. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db } = context;
  const query = auditQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { before: _, ...narrowed } = query;
  await noteAuditing(db, { actor, action: 'journal.searched', filters: query, now: context.now() });
  const { filters, before, unclear } = await askedOf(db, query);
  const found = unclear ? [] : await searchJournal(db, { filters, before, limit: PAGE_SIZE + 1 });
  const lines = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? lines.at(-1) : undefined;
  return {
    ...{ lines, unclear, narrowed, isFirst: before === null },
    next: last ? `${last.at}~${last.id}` : null,
    // Where nothing is asked: whoever searches has other things in mind.
    status: Object.values(query).some(Boolean) ? null : await chainStatus(db),
  };
}

export default function Audit() {
  const { lines, unclear, narrowed, next, isFirst, status } = useLoaderData<typeof loader>();
  const given = Object.entries(narrowed).filter(([, value]) => value);
  const kept = new URLSearchParams(given);
  const older = new URLSearchParams([...given, ['before', next ?? '']]);
  const files = kept.size > 0 ? `?${kept}` : '';
  return (
    <>
      <PageTitle
        title="审计日志"
        lead="谁在什么时候做了什么、打开了谁的记录。只能看，谁也改不了；审计员查了什么也记在这里。"
        actions={
          <>
            <ButtonLink href={`/admin/audit/journal.xlsx${files}`} tone="quiet">
              导出 Excel
            </ButtonLink>
            <ButtonLink href={`/admin/audit/journal.jsonl${files}`} tone="quiet">
              导出 JSON
            </ButtonLink>
            <ButtonLink href="/admin/audit/archives" tone="quiet">
              核对和归档
            </ButtonLink>
          </>
        }
      />
      <AuditFilters narrowed={narrowed} unclear={unclear} />
      <LineTable lines={lines} empty={unclear ? null : <Nothing />} />
      <nav className="actions" aria-label="翻页">
        {isFirst ? null : (
          <ButtonLink href={`/admin/audit${files}`} tone="quiet">
            回到最近的
          </ButtonLink>
        )}
        {next ? <ButtonLink href={`/admin/audit?${older}`}>更早的</ButtonLink> : null}
      </nav>
      {status ? (
        <Section title="日志有没有被改过">
          <ChainState {...status} />
          <p>
            <a href="/admin/audit/archives">现在核对、生成校验点、看归档文件</a>
          </p>
        </Section>
      ) : null}
    </>
  );
}

function Nothing() {
  return (
    <EmptyState title="没有符合的记录">
      <p>换个条件，或者把起止日期放宽。</p>
    </EmptyState>
  );
}
