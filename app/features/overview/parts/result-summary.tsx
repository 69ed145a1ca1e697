import { statusWords } from '#app/features/assessment/parts/status-words.ts';
import { shownCounts } from '#app/features/overview/disclosure.rules.ts';
import type { ResultCounts } from '#app/features/overview/kept.server.ts';
import { results } from '#app/features/overview/looking.schema.ts';
import { formatMoment } from '#app/lib/time.ts';

/** How many people of the whole scope have which result, and up to when that is reckoned. */
export function ResultSummary({
  counts,
  until,
  kept,
}: Omit<ResultCounts, 'people'> & { kept: Readonly<Record<string, string>> }) {
  const shown = shownCounts(counts);
  const search = new URLSearchParams(kept.year ? { year: kept.year } : {});
  return (
    <div>
      {until ? (
        <p>
          整个范围里{kept.on ? '（按这一年最后一天的组织）' : ''}：
          {results
            .map(
              (result) =>
                `${statusWords[result]} ${shown[result] === null ? '不显示' : `${shown[result]} 人`}`,
            )
            .join('，')}
          。<span className="quiet">统计到 {formatMoment(until)}。</span>
        </p>
      ) : (
        <p className="quiet">整个范围的统计还没有做完，过几分钟再来看。名单里每个人的结果是现在算的。</p>
      )}
      <p>
        <a href={`/assess/coverage${search.size > 0 ? `?${search}` : ''}`}>看各社区、各身份的达标情况</a>
      </p>
    </div>
  );
}
