import { faultWords } from '#app/features/audit/words.rules.ts';
import { spelt } from '#app/features/chain/lines.rules.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { momentWords } from './line-table.tsx';

interface Props {
  newest: { number: number; sealedAt: string; total: number; hash: string } | null;
  waiting: number;
  isMore: boolean;
  checked: { endedAt: string; blocks: number; entries: number; inFiles: number; fault: string | null } | null;
  gap: { lastBlock: number; entries: number; until: string } | null;
}

/** Up to where the journal is sealed, when it was last looked through, and what of it lies in files. */
export function ChainState({ newest, waiting, isMore, checked, gap }: Props) {
  return (
    <>
      {checked?.fault ? (
        <Notice tone="warn" title="自动核对发现日志和封存时的不一样">
          <p>{faultWords(checked.fault)}先不要改动服务器，和系统管理员一起查。</p>
        </Notice>
      ) : null}
      <DescriptionList
        facts={[
          ['封存到', newest ? `第 ${newest.number} 块，共 ${newest.total} 条` : '还没有封存'],
          newest ? ['最近封存', momentWords(newest.sealedAt)] : null,
          newest ? ['校验码', <code key="hash">{spelt(newest.hash)}</code>] : null,
          ['等着封存', `${isMore ? '超过 ' : ''}${waiting} 条（一小时以内封存）`],
          ['最近核对', checked ? checkedWords(checked) : '还没有核对过，每天自动核对一遍'],
          gap
            ? ['已经归档', `第 1–${gap.lastBlock} 块，${gap.entries} 条，到 ${momentWords(gap.until)}`]
            : null,
        ]}
      />
      {gap ? (
        <p className="quiet">
          归档的日志不在这里查，到归档文件里查。核对时，归档的块只看首尾接不接得上；里面的每一条，在归档那里核对。
        </p>
      ) : null}
    </>
  );
}

function checkedWords({ endedAt, blocks, entries, inFiles, fault }: NonNullable<Props['checked']>): string {
  if (fault) return `${momentWords(endedAt)}，有问题，前 ${blocks} 块没有问题`;
  const filed = inFiles > 0 ? `，另有 ${inFiles} 条已归档` : '';
  return `${momentWords(endedAt)}，没有问题：${blocks} 块，逐条看了 ${entries} 条${filed}`;
}
