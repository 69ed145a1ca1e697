import { stoppedWords } from '#app/features/closing/steps.rules.ts';
import type { RunShown } from '#app/features/closing/year-desk.server.ts';
import { formatMoment } from '#app/lib/time.ts';
import { Notice } from '#app/ui/notice.tsx';

const what = { preview: '统计', show: '通知大家核对', freeze: '结账' } as const;

/** That a walk over the year stopped, at whom, and what is to be done: nothing of a year is closed while anybody is left out. */
export function Stopped({ runs }: { runs: readonly RunShown[] }) {
  const run = runs.findLast(({ stopped }) => stopped !== null);
  if (!run?.stopped) return null;
  const { since, at } = run.stopped;
  return (
    <Notice tone="warn" title={`${what[run.kind]}停住了${at ? `：停在${at.name}` : ''}`}>
      <p>
        {formatMoment(since)} 起，{stoppedWords(run.soFar)}。
        {at ? (
          <>
            算不出<a href={`/admin/people/${at.id}`}>{at.name}</a>
            的情况表：先看看任职和学分流水有没有明显不对的地方；看不出来，就请系统管理员查服务器日志。
          </>
        ) : (
          '请把这一页告诉系统管理员，原因在服务器日志里。'
        )}
      </p>
      <p>系统一直在重试，问题解决以后会自己接着办，不用再点。已经办好的不会重办，也不会漏掉谁。</p>
    </Notice>
  );
}
