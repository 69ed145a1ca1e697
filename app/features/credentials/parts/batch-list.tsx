import { formatMoment } from '#app/lib/time.ts';
import { Bar } from '#app/ui/bar.tsx';
import type { Batch } from '../batch-progress.server.ts';

/** How far the batches are. Nothing moves by itself: whoever waits loads the page again. */
export function BatchList({ batches }: { batches: readonly Batch[] }) {
  if (batches.length === 0) return null;
  return (
    <>
      <ul className="meters">
        {batches.map((batch) => (
          <li key={batch.id} className={batch.doneAt ? 'meter meter-full' : 'meter'}>
            <span>{batch.sectionTitle ?? `${batch.cycle} 年度`}</span>
            <span className="meter-words">
              {stateOf(batch)} · 新发 {batch.issued} 张
            </span>
            <Bar value={batch.doneAt ? 1 : batch.looked} of={batch.doneAt ? 1 : Math.max(batch.total, 1)} />
            <span className="quiet">
              {formatMoment(batch.askedAt)}，{batch.askedByName}
            </span>
          </li>
        ))}
      </ul>
      {batches.some(({ doneAt, isStuck }) => !doneAt && !isStuck) ? (
        <p className="quiet">正在后台发，离开这一页也会继续。刷新就能看到发到哪里。</p>
      ) : null}
      {batches.some(({ isStuck }) => isStuck) ? (
        <p className="quiet">
          停住的没有丢：再按一次发证，就从停下的地方接着发。还是不行，请告诉运行服务器的人。
        </p>
      ) : null}
    </>
  );
}

function stateOf({ doneAt, isStuck, looked, total }: Batch): string {
  if (doneAt) return '发完了';
  return `${isStuck ? '出错停住了，' : ''}看过 ${looked} / ${total} 次结业`;
}
