import { statusWords } from '#app/features/assessment/parts/status-words.ts';
import { shownCounts } from '#app/features/overview/disclosure.rules.ts';
import type { ResultCounts } from '#app/features/overview/kept.server.ts';
import { results } from '#app/features/overview/looking.schema.ts';
import { formatMoment } from '#app/lib/time.ts';

/** How many people of the whole scope have which result, and up to when that is reckoned. */
export function ResultSummary({
  counts,
  until,
  isAsked,
  kept,
}: Omit<ResultCounts, 'people'> & {
  isAsked: boolean;
  kept: Readonly<Record<string, string>>;
}) {
  const shown = shownCounts(counts);
  const search = new URLSearchParams(kept.year ? { year: kept.year } : {});
  return (
    <div>
      {!isAsked ? (
        <p className="quiet">
          这一年学院没有公布过学分规则和年度方案，谁都没有年度任务，所以没有统计，也不能按结果筛选。名单照样看得到。
        </p>
      ) : until ? (
        <p>
          整个范围里：
          {results
            .map(
              (result) =>
                `${statusWords[result]} ${shown[result] === null ? '不显示' : `${shown[result]} 人`}`,
            )
            .join('，')}
          。
          <span className="quiet">
            统计到 {formatMoment(until)}。
            {results.some((result) => shown[result] === null) ? '人太少、看得出是谁的，不显示人数。' : ''}
          </span>
        </p>
      ) : (
        <p className="quiet">
          {kept.on
            ? '整个范围的统计只按这一年的最后一天，不按别的日子。'
            : '整个范围的统计还没有做完，过几分钟再来看。'}
          名单里每个人的结果是现在算的。
        </p>
      )}
      <p>
        <a href={`/assess/coverage${search.size > 0 ? `?${search}` : ''}`}>看各社区、各身份的达标情况</a>
      </p>
    </div>
  );
}
