import { Bar } from '#app/ui/bar.tsx';
import { ButtonLink } from '#app/ui/button.tsx';
import { Notice } from '#app/ui/notice.tsx';
import type { ResultDesk } from '../desk.server.ts';
import type { ImportState } from '../states.ts';

interface UnderwayProps {
  here: string;
  about: { state: ImportState; rowCount: number };
  result: Pick<ResultDesk, 'counts' | 'sums' | 'stop'>;
}

/** How far it is: a large sheet is worked on while one does something else. */
export function Underway({ here, about, result: { counts, sums, stop } }: UnderwayProps) {
  const isLooking = about.state === 'judging';
  const seen = counts.new + counts.same + counts.change + counts.ended + counts.refused;
  const done = sums.taken + sums.left + sums.stopped;
  const [value, of] = isLooking ? [seen, about.rowCount] : [done, sums.groups];
  return (
    <>
      {stop ? (
        <Notice tone="warn" title="暂时停住了">
          <p>{`已经试了 ${stop.tries} 次没有走下去，系统过一会儿会自己再试。做完的都在，不会重复。一直这样的话，请告诉管理服务器的人。`}</p>
        </Notice>
      ) : null}
      <p className="lead figures">
        {isLooking
          ? `正在看每一行会怎样：看了 ${seen} 行，一共大约 ${about.rowCount} 行。现在什么都没有改。`
          : `正在收：一共 ${sums.groups} 部分，办完了 ${done} 部分。`}
      </p>
      <Bar value={value} of={of} />
      <p>可以先去做别的，过一会儿再来；关掉这一页也会接着办。</p>
      <div className="actions">
        <ButtonLink href={here} tone="primary">
          看看到哪里了
        </ButtonLink>
        <ButtonLink href="/admin/imports">回到表格导入</ButtonLink>
      </div>
    </>
  );
}
