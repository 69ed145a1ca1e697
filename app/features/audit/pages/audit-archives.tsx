import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { archives } from '#app/features/audit/archives.server.ts';
import { chainStatus } from '#app/features/audit/chain-status.server.ts';
import { checkNow } from '#app/features/audit/checking.server.ts';
import { lastCheckpoints, makeCheckpoint } from '#app/features/audit/checkpoints.server.ts';
import { ArchiveTable } from '#app/features/audit/parts/archive-table.tsx';
import { ChainState } from '#app/features/audit/parts/chain-state.tsx';
import { Checkpoints } from '#app/features/audit/parts/checkpoints.tsx';
import { policy } from '#app/features/audit/policy.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { doneIn, readFields } from '#app/lib/http.server.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { givingWay } from '#db/giving-way.server.ts';

export const meta: MetaFunction = () => [{ title: '核对和归档 · 审计日志 · 社区学院' }];

export const handle: PageHandle = {
  width: 'wide',
  breadcrumb: [{ label: '审计日志', href: '/admin/audit' }],
};

const PAGE_SIZE = 20;
const CHECKPOINTS = 3;
const pageAsked = z.coerce.number().int().min(1).max(10_000).catch(1);

const doneWords = {
  checked: '核对完了，结果在下面。',
  underway: '开始核对了。日志多，要一会儿，过几分钟刷新这一页看结果。',
  checkpoint: '生成了。把最上面一行抄到别处保存。',
};

/** Whether the chain holds, what is kept of it outside, and the files of old lines. Shows no line, so nothing is noted. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  await requireRole(request, context, 'auditor');
  const { db } = context;
  const page = pageAsked.parse(new URL(request.url).searchParams.get('page') ?? 1);
  return {
    status: await chainStatus(db),
    checkpoints: await lastCheckpoints(db, CHECKPOINTS),
    ...(await archives(db, { page, pageSize: PAGE_SIZE })),
    ...{ page, onlineDays: policy.onlineDays, done: doneIn(request, doneWords) },
  };
}

/** `means=check` looks through the chain, as far as a few seconds go; `means=checkpoint` writes down up to where it goes. */
export async function action({ request, context }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const { db, env } = context;
  const { means } = await readFields(request);
  if (means === 'check') {
    const isOver = await checkNow(givingWay(db), { actor, now: context.now() });
    throw redirect(`/admin/audit/archives?done=${isOver ? 'checked' : 'underway'}`, 303);
  }
  if (means === 'checkpoint') {
    const made = await makeCheckpoint(db, { env, actor, now: context.now() });
    if (made) throw redirect('/admin/audit/archives?done=checkpoint', 303);
    return data({ errors: [{ message: '还没有封存过日志，一小时以后再生成。' }] }, 409);
  }
  return data({ errors: [{ message: '没有看懂要做什么，请用页面上的按钮。' }] }, 400);
}

export default function AuditArchives() {
  const { status, checkpoints, archives, total, page, onlineDays, done } = useLoaderData<typeof loader>();
  const sent = useActionData<typeof action>();
  return (
    <>
      <ErrorSummary errors={sent?.errors ?? []} title="没有办成" />
      {done && !sent ? <Notice tone="success" title={done} announce /> : null}
      <PageTitle
        title="核对和归档"
        lead={`日志在线保存 ${onlineDays} 天以上，以后写进归档文件，读回核对过才从日志里移走。归档一直留着。`}
      />
      <Section title="日志有没有被改过">
        <ChainState {...status} />
        <PostButton action="/admin/audit/archives" fields={{ means: 'check' }}>
          现在核对一遍
        </PostButton>
      </Section>
      <Section title="放在外面的校验点">
        <Checkpoints checkpoints={checkpoints} />
        <PostButton action="/admin/audit/archives" fields={{ means: 'checkpoint' }}>
          生成校验点
        </PostButton>
      </Section>
      <Section title="归档文件">
        <ArchiveTable archives={archives} />
        <Pagination
          page={page}
          pageSize={PAGE_SIZE}
          total={total}
          unit="份"
          href={(to) => `/admin/audit/archives?page=${to}`}
        />
      </Section>
    </>
  );
}
