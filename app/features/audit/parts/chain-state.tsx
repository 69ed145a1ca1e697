import { spelt } from '#app/features/chain/lines.rules.ts';
import { DescriptionList } from '#app/ui/description-list.tsx';
import { momentWords } from './line-table.tsx';

interface Props {
  newest: { number: number; sealedAt: string; total: number; hash: string } | null;
  waiting: number;
  isMore: boolean;
  archivedUntil: string | null;
}

/** Up to where the journal is sealed: whoever writes the line down elsewhere can show later that nothing before it was changed. */
export function ChainState({ newest, waiting, isMore, archivedUntil }: Props) {
  return (
    <>
      <DescriptionList
        facts={[
          ['封存到', newest ? `第 ${newest.number} 块，共 ${newest.total} 条` : '还没有封存'],
          newest ? ['最近封存', momentWords(newest.sealedAt)] : null,
          newest ? ['校验码', <code key="hash">{spelt(newest.hash)}</code>] : null,
          ['等着封存', `${isMore ? '超过 ' : ''}${waiting} 条（一小时以内封存）`],
          archivedUntil ? ['已归档到', momentWords(archivedUntil)] : null,
        ]}
      />
      <p className="quiet">
        把块号和校验码抄下来放在别处，以后就能看出之前的日志有没有被改过。逐条核对：在服务器上运行 npm run
        academy -- verify。
      </p>
    </>
  );
}
