import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { readersOfPolicies, triersOfPolicies } from '#app/features/credits/keepers.ts';
import { policyKindNames } from '#app/features/credits/parts/policy-kinds.ts';
import { type ListedPolicy, publishedPolicies } from '#app/features/credits/policy-list.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { holds } from '#app/lib/actor.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import { adminCrumbs } from '#app/shell/admin-crumbs.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { ExportLink } from '#app/ui/export-link.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Status } from '#app/ui/status.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '规则和方案 · 教务 · 社区学院' }];

export const handle: PageHandle = { width: 'wide', breadcrumb: adminCrumbs() };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, ...readersOfPolicies);
  const policies = await publishedPolicies(context.db, dayOf(context.now()));
  return { policies, mayTry: holds(actor, ...triersOfPolicies) };
}

const until = ({ validFrom, validTo }: ListedPolicy) =>
  `${formatDate(validFrom)} 起${validTo ? `，到 ${formatDate(validTo)}` : ''}`;

export default function Policies() {
  const { policies, mayTry } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="规则和方案"
        lead="学分怎么记、各个身份一年要修多少，都写在这里。发布了的版本不再改动；要改就发布新版本，过去的不受影响。"
      />
      {mayTry ? (
        <div className="actions">
          <ButtonLink href="/admin/policies/preview" tone="primary">
            试算一份草稿
          </ButtonLink>
        </div>
      ) : null}
      <Section title="已发布的版本">
        <Table
          caption="全部版本，最近生效的在前"
          rows={policies}
          rowKey={({ id }) => id}
          empty="学院还没有发布规则和方案。"
          columns={[
            {
              key: 'title',
              label: '名称',
              head: true,
              render: ({ id, title }) => <a href={`/admin/policies/${id}`}>{title}</a>,
            },
            { key: 'kind', label: '种类', render: ({ kind }) => policyKindNames[kind] },
            { key: 'version', label: '版本', short: true, render: ({ version }) => version },
            { key: 'days', label: '有效', render: until },
            { key: 'hash', label: '内容指纹', render: ({ hash }) => <code>{hash.slice(0, 12)}</code> },
            {
              key: 'state',
              label: '状态',
              render: ({ inForce }) =>
                inForce ? <Status tone="done">现在用的</Status> : <Status tone="closed">存档</Status>,
            },
          ]}
        />
        <ExportLink rows={policies.length} unit="个版本" />
      </Section>
      <Section title="怎么发布新版本">
        <p>
          发布由运行服务器的人执行 <code>npm run academy -- policies publish</code>：把新版本的文件放进
          content/policies，写错的文件会说明哪一行、为什么，并且什么都不改。发布以前，先在这里试算。
        </p>
      </Section>
    </>
  );
}
