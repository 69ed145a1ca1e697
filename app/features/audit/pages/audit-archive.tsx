import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { checkArchive } from '#app/features/audit/archive-checks.server.ts';
import { archiveNamed } from '#app/features/audit/archives.server.ts';
import { lastCheck } from '#app/features/audit/checking.server.ts';
import { sizeWords } from '#app/features/audit/parts/archive-table.tsx';
import { momentWords } from '#app/features/audit/parts/line-table.tsx';
import { faultWords } from '#app/features/audit/words.rules.ts';
import { spelt } from '#app/features/chain/lines.rules.ts';
import { requireRole } from '#app/features/identity/gate.server.ts';
import { wordsCount } from '#app/features/journal/archiving.server.ts';
import type { RequestContext } from '#app/lib/context.ts';
import { failure } from '#app/lib/http.server.ts';
import { isId } from '#app/lib/id.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { PostButton } from '#app/ui/post-button.tsx';

export const meta: MetaFunction = () => [{ title: '一份归档 · 审计日志 · 社区学院' }];

export const handle: PageHandle = {
  width: 'standard',
  breadcrumb: [
    { label: '审计日志', href: '/admin/audit' },
    { label: '核对和归档', href: '/admin/audit/archives' },
  ],
};

/** One file of old lines by its facts; none of its lines is shown, so nothing is noted. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  await requireRole(request, context, 'auditor');
  const archive = await archiveAt(request, context, params.archiveId);
  const { db } = context;
  return { archive, checked: await lastCheck(db, archive.id), words: await wordsCount(db, archive) };
}

/** Reads the file from its first line to its last and writes down what was found. */
export async function action({ request, context, params }: ActionFunctionArgs) {
  const actor = await requireRole(request, context, 'auditor');
  const archive = await archiveAt(request, context, params.archiveId);
  const { db, env } = context;
  const fault = await checkArchive(db, { env, archive, actor, now: context.now() });
  if (fault === 'the store does not answer') throw failure(request, 503, { message: faultWords(fault) });
  throw redirect(`/admin/audit/archives/${archive.id}`, 303);
}

async function archiveAt(request: Request, { db }: RequestContext, archiveId = '') {
  const archive = isId(archiveId) ? await archiveNamed(db, archiveId) : null;
  if (!archive) throw failure(request, 404, { message: '没有找到这份归档。' });
  return archive;
}

export default function AuditArchive() {
  const { archive, checked, words } = useLoaderData<typeof loader>();
  const address = `/admin/audit/archives/${archive.id}`;
  return (
    <>
      {checked?.fault ? (
        <Notice tone="warn" title="这份归档有问题">
          <p>{faultWords(checked.fault)}先从备份里找回这份文件，再核对一次。</p>
        </Notice>
      ) : null}
      <PageTitle
        title={`第 ${archive.firstBlock}–${archive.lastBlock} 块日志`}
        lead={`${momentWords(archive.since)} 到 ${momentWords(archive.until)} 封存的，共 ${archive.entries} 条。`}
      />
      <DescriptionList
        facts={[
          ['从第几条到第几条', `第 ${archive.firstSequence} 条到第 ${archive.lastSequence} 条`],
          ['归档', momentWords(archive.madeAt)],
          ['大小', sizeWords(archive.bytes)],
          ['文件校验码（SHA-256）', <code key="sha256">{spelt(archive.sha256)}</code>],
          ['接在哪一块后面', <code key="previous">{spelt(archive.previousHash)}</code>],
          ['最后一块', <code key="last">{spelt(archive.lastHash)}</code>],
          ['最近核对', checked ? checkedWords(checked) : '归档时读回核对过，以后还没有核对'],
        ]}
      />
      <Section title="核对">
        <p>把文件从头到尾读一遍，看每一条是不是封存时的样子，首尾和链条接不接得上。</p>
        <PostButton action={address}>核对这份归档</PostButton>
      </Section>
      <Section title="下载">
        <p>
          压缩的文本（gzip），一行一条，按封存的顺序。下载会记进日志。收到的人用学院公开的 verify.mjs
          也能核对。
        </p>
        <div className="actions">
          <ButtonLink href={`${address}/file.jsonl.gz`} tone="quiet">
            下载这份归档
          </ButtonLink>
        </div>
      </Section>
      <Section title="写着人的话">
        <p>
          理由、说明这些写着人的话不在文件里，单独放着，本人注销账号以后就删掉。文件里有它们的校验码，改过就对不上。现在还有{' '}
          {words} 条。
        </p>
        {words > 0 ? (
          <div className="actions">
            <ButtonLink href={`${address}/file.jsonl.gz?words=1`} tone="quiet">
              下载这些话
            </ButtonLink>
          </div>
        ) : null}
      </Section>
    </>
  );
}

const checkedWords = ({ endedAt, fault }: { endedAt: string; fault: string | null }) =>
  `${momentWords(endedAt)}，${fault ? '有问题' : '没有问题，每一条都是封存时的样子'}`;
