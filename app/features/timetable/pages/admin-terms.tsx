import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import { ButtonLink } from '#app/ui/button.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';
import { listedTerms } from '../listed-terms.server.ts';
import { termTones } from '../parts/term-tones.ts';
import { daysWords } from '../section-words.rules.ts';

export const meta: MetaFunction = () => [{ title: '学期 · 教务 · 社区学院' }];

export const handle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'registrar', 'academy-admin');
  return { terms: await listedTerms(context.db, context.now()) };
}

export default function AdminTerms() {
  const { terms } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="学期"
        lead="每个学期什么时候选课、最多选几门、哪几天停课，都在这里定。"
        actions={
          <ButtonLink href="/admin/terms/new" tone="primary">
            排下一个学期
          </ButtonLink>
        }
      />
      <Table
        caption="学期，新的在前"
        captionHidden
        rows={terms}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title="还没有学期">
            <p>先排一个学期，才能排班、选课。</p>
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            label: '学期',
            head: true,
            render: ({ id, name }) => <a href={`/admin/terms/${id}`}>{name}</a>,
          },
          { key: 'code', label: '编号', render: ({ code }) => code },
          {
            key: 'days',
            label: '起止',
            short: true,
            render: (term) => daysWords(term.startsOn, term.endsOn),
          },
          {
            key: 'now',
            label: '现在',
            render: ({ now }) => (
              <div>
                {now.map(({ state, word, note }) => (
                  <p key={word}>
                    <Status tone={termTones[state]}>{word}</Status> {note}
                  </p>
                ))}
              </div>
            ),
          },
          {
            key: 'sections',
            label: '班级',
            render: ({ code, name }) => (
              <a href={`/admin/sections?term=${code}`} aria-label={`${name}的班级`}>
                看班级
              </a>
            ),
          },
        ]}
      />
      <ExportLink rows={terms.length} unit="个学期" />
    </>
  );
}
