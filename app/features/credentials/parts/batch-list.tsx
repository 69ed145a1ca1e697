import { formatMoment } from '#app/lib/time.ts';
import { Bar } from '#app/ui/bar.tsx';
import type { Batch } from '../batches.server.ts';

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
              {batch.doneAt ? '发完了' : `看过 ${batch.looked} / ${batch.total} 次结业`} · 新发 {batch.issued}{' '}
              张
            </span>
            <Bar value={batch.doneAt ? 1 : batch.looked} of={batch.doneAt ? 1 : Math.max(batch.total, 1)} />
            <span className="quiet">
              {formatMoment(batch.askedAt)}，{batch.askedByName}
            </span>
          </li>
        ))}
      </ul>
      {batches.some(({ doneAt }) => !doneAt) ? (
        <p className="quiet">正在后台发，离开这一页也会继续。刷新就能看到发到哪里。</p>
      ) : null}
    </>
  );
}
