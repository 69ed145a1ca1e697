import type { BoxStatistics } from '#app/features/suggestions/statistics.server.ts';
import { formatDate } from '#app/lib/time.ts';
import { Section } from '#app/ui/page-title.tsx';

/** How many came and how many were answered in time, as far as that can be shown. */
export function BoxNumbers({ since, received, inTime }: BoxStatistics) {
  return (
    <Section title="办得怎么样">
      {received === null ? (
        <p>{formatDate(since)}以来收到的不到 5 份，先不公布数字。</p>
      ) : (
        <p>
          {formatDate(since)}以来收到 {received} 份。
          {inTime
            ? `到了期限或者已经答复的 ${inTime.of} 份里，按时答复 ${inTime.inTime} 份。`
            : '按时和没有按时答复的，有一边不到 5 份，先不公布数字。'}
        </p>
      )}
    </Section>
  );
}
