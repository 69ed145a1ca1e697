import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { noteAuditing } from '#app/features/audit/noting.server.ts';
import { momentWords } from '#app/features/audit/parts/line-table.tsx';
import { auditLine } from '#app/features/audit/search.server.ts';
import { detailWords, subjectName } from '#app/features/audit/words.rules.ts';
import { sealOf } from '#app/features/chain/reading.server.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { failure } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';

export const meta: MetaFunction = () => [{ title: '一条日志 · 社区学院' }];

export const handle: PageHandle = {
  width: 'standard',
  breadcrumb: [{ label: '审计日志', href: '/admin/audit' }],
};

/** One line with all that it says, and where it is sealed. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db } = context;
  const line = await auditLine(db, params.entryId ?? '');
  if (!line)
    throw failure(request, 404, { message: '没有找到这条日志。太早的已经归档，请到“核对和归档”里找。' });
  await noteAuditing(db, { actor, action: 'journal.read', entryId: line.id, now: context.now() });
  return { line, seal: await sealOf(db, line.id, 'journal') };
}

export default function OneLine() {
  const { line, seal } = useLoaderData<typeof loader>();
  const words = detailWords(line.detail);
  return (
    <>
      <PageTitle title={line.actionName} />
      <DescriptionList
        facts={[
          ['谁', line.actor],
          line.concerns ? ['关于谁', line.concerns] : null,
          ['时间', momentWords(line.at)],
          ['结果', line.outcome],
          ['事项', subjectName(line.subjectType)],
          ['事项编号', <code key="id">{line.subjectId}</code>],
          line.origin ? ['从哪个网络', line.origin] : null,
          ['动作代码', <code key="action">{line.action}</code>],
        ]}
      />
      {words.length > 0 ? (
        <Section title="内容">
          <DescriptionList facts={words} />
        </Section>
      ) : null}
      <Section title="封存">
        {seal ? (
          <>
            <p>
              {momentWords(seal.sealedAt)}封存在第 {seal.blockNumber} 块，第 {seal.position} 条。
            </p>
            <div className="actions">
              <ButtonLink href={`/admin/audit/lines/${line.id}/proof.jsonl`} tone="quiet">
                下载证明
              </ButtonLink>
            </div>
          </>
        ) : (
          <p>还没有封存，一小时以内会封存。</p>
        )}
      </Section>
    </>
  );
}
