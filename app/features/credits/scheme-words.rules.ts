/** How a scheme's year came to ask what it asks, and what counts besides the credits, in words that anybody can follow. */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatShortDate } from '#app/lib/time.ts';
import type { CounterStanding } from './counters.rules.ts';
import type { SchemeYear } from './scheme-year.rules.ts';

type Reckoned = Pick<SchemeYear, 'share' | 'since' | 'required' | 'carriedIn' | 'madeUp' | 'movedBack'>;

/** One sentence for each thing that made the year other than the plain one. */
export function reckoningWords(year: Reckoned): string[] {
  const { carriedIn, madeUp, movedBack } = year;
  return [
    ...shareWords(year),
    ...(carriedIn > 0 ? [`上一个周期结转来 ${formatHundredths(carriedIn)} 学分，已经算进“计入”。`] : []),
    ...(madeUp > 0 ? [`周期结束以后补上了 ${formatHundredths(madeUp)} 学分，已经算进“计入”。`] : []),
    ...(movedBack > 0
      ? [`这一年取得的 ${formatHundredths(movedBack)} 学分补了上一个周期的欠缺，不再算进这一年。`]
      : []),
  ];
}

/** Source: domain model §6.9, mid-year appointment is pro-rata by month. */
function shareWords({ share: { whole, months, ofMonths }, since, required }: Reckoned): string[] {
  if (whole === 0 || months >= ofMonths) return [];
  const part = `${formatHundredths(whole)} × ${months}/${ofMonths} = ${formatHundredths(required)}`;
  return ofMonths === 12
    ? [`从 ${formatShortDate(since)}任职，这一年按 ${months} 个月算：${part}。`]
    : [`${ofMonths / 12} 年一个周期，到这一年年底按 ${months} 个月算：${part}。`];
}

/** Which years a counter looks at: `2024、2025、2026 这三年`. */
export function counterYearsWords({ years, unit }: Pick<CounterStanding, 'years' | 'unit'>): string {
  if (years.length === 1) return `只算 ${years[0]?.year} 年。`;
  const each = years.map(({ year, counted }) => `${year} 年 ${formatHundredths(counted)} ${unit}`);
  return `算最近 ${years.length} 年：${each.join('，')}。`;
}
