import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { BLOCKS_A_FILE, spelt } from '#app/features/chain/lines.rules.ts';
import { blocksDown, newestBlock, waitingCount } from '#app/features/chain/reading.server.ts';
import { formatClock, formatDate } from '#app/lib/time.ts';
import type { PageHandle } from '#app/shell/frame.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { Stack } from '#app/ui/layout.tsx';
import { PageTitle, Section } from '#app/ui/page-title.tsx';
import { Pagination } from '#app/ui/pagination.tsx';
import { Table } from '#app/ui/table.tsx';

export const meta: MetaFunction = () => [{ title: '学分账本 · 社区学院' }];

export const handle: PageHandle = { width: 'standard' };

const PAGE_SIZE = 20;
/** Nobody reads that there are exactly ten thousand. */
const MOST_COUNTED = 10_000;
const query = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** Open to everybody: nothing in it is about anybody. */
export async function loader({ request, context: { db } }: LoaderFunctionArgs) {
  const { page } = query.parse(Object.fromEntries(new URL(request.url).searchParams));
  const newest = await newestBlock(db);
  const below = (newest?.number ?? 0) - (page - 1) * PAGE_SIZE + 1;
  const [blocks, waiting] = await Promise.all([
    blocksDown(db, { below, limit: PAGE_SIZE }),
    waitingCount(db, MOST_COUNTED),
  ]);
  return { page, newest, blocks, waiting };
}

/** With the year: blocks stay for good. */
const sealedWords = (at: string) => `${formatDate(at)} ${formatClock(at)}`;

export default function Ledger() {
  const { newest } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle
        title="学分账本"
        lead="每一笔学分记进来就不改，每小时封存一次。封存以后动过一个字，谁都能查出来。"
        actions={
          <ButtonLink href="/help/ledger" tone="quiet">
            它能证明什么
          </ButtonLink>
        }
      />
      {newest ? (
        <Stack gap={8}>
          <Newest />
          <Checking />
          <Blocks />
        </Stack>
      ) : (
        <EmptyState title="还没有封存过">
          <p>第一笔学分记入以后，一小时内封存，就会写在这里。</p>
        </EmptyState>
      )}
    </>
  );
}

function Newest() {
  const { newest, waiting } = useLoaderData<typeof loader>();
  if (!newest) return null;
  return (
    <Section title="最新的一块">
      <DescriptionList
        facts={[
          ['已封存', `${newest.total} 笔，分成 ${newest.number} 块`],
          ['等着封存', waiting === MOST_COUNTED ? `${waiting} 笔以上` : `${waiting} 笔`],
          ['封存时间', sealedWords(newest.sealedAt)],
          [
            '指纹',
            <code key="hash" className="hash">
              {spelt(newest.hash)}
            </code>,
          ],
        ]}
      />
      <p className="quiet">
        把块号和指纹抄在别处，比如会议记录里。以后拿来一比，就知道这一块和它前面的所有学分有没有动过。
      </p>
    </Section>
  );
}

function Checking() {
  const { newest } = useLoaderData<typeof loader>();
  return (
    <Section title="自己核对">
      <ol className="four-steps">
        <li>下载每一块的指纹，里面没有任何人的信息。</li>
        <li>下载核对的小程序，只要电脑上有 Node，不用联网。</li>
        <li>
          <span>
            运行 <code>node verify.mjs chain.jsonl 块号:指纹</code>，写着 ok 就是一块接一块，没有断过。
          </span>
        </li>
        <li>自己的某一笔在不在里面：登录后打开那一笔学分，下载它的证明，用同一个小程序核对。</li>
      </ol>
      <div className="actions">
        <ButtonLink href="/ledger/chain.jsonl">下载指纹</ButtonLink>
        <ButtonLink href="/ledger/verify.mjs" tone="quiet">
          下载小程序
        </ButtonLink>
      </div>
      {(newest?.number ?? 0) > BLOCKS_A_FILE ? (
        <p className="quiet">
          一个文件最多 {BLOCKS_A_FILE} 块。后面的在地址后加 <code>?from={BLOCKS_A_FILE + 1}</code>，依次往下。
        </p>
      ) : null}
    </Section>
  );
}

function Blocks() {
  const { page, newest, blocks } = useLoaderData<typeof loader>();
  return (
    <Section title="每一块">
      <Table
        caption="封存的块，新的在前"
        captionHidden
        rows={blocks}
        rowKey={({ number }) => String(number)}
        empty="这一页没有了。"
        columns={[
          { key: 'number', label: '块', head: true, short: true, render: ({ number }) => `第 ${number} 块` },
          { key: 'entries', label: '学分', short: true, render: ({ entries }) => `${entries} 笔` },
          { key: 'sealed', label: '封存', render: ({ sealedAt }) => sealedWords(sealedAt) },
          { key: 'hash', label: '指纹', render: ({ hash }) => <code className="hash">{spelt(hash)}</code> },
        ]}
      />
      <Pagination
        page={page}
        pageSize={PAGE_SIZE}
        total={newest?.number ?? 0}
        unit="块"
        href={(to) => `/ledger?page=${to}`}
      />
    </Section>
  );
}
