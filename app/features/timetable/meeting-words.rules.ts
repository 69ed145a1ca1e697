/** When a class meets, as people say it. Source: look.md, a course card: 周三晚上 7:00 起，共 6 次. */
import { formatDay, formatMoment, formatShortDate, formatWeekly } from '#app/lib/time.ts';

const WEEK_MS = 7 * 24 * 3600_000;

/** `starts`: instants as UTC ISO text, the earliest first. */
export interface MeetingSpan {
  count: number;
  starts: readonly string[];
}

/** `周三晚上 7:00 起，共 6 次` when it is weekly; else from its first day. Classes of recordings only say until when. */
export function whenWords({ count, starts }: MeetingSpan, endsOn: string): string {
  const [first] = starts;
  if (!first) return `录播，随时可学，${formatShortDate(endsOn)} 前学完`;
  if (count === 1) return formatMoment(first);
  return `${isWeekly({ count, starts }) ? formatWeekly(first) : formatMoment(first)} 起，共 ${count} 次`;
}

/** `11月25日 周三 到 12月30日 周三`; empty for one meeting or none. */
export function spanWords({ starts }: MeetingSpan): string {
  const [first, last] = [starts[0], starts.at(-1)];
  return first && last && starts.length > 1 ? `${formatDay(first)} 到 ${formatDay(last)}` : '';
}

/** Some engines cut long lists off: then it is not known, and not said. */
function isWeekly({ count, starts }: MeetingSpan): boolean {
  const times = starts.map((start) => Date.parse(start));
  return (
    times.length === count && times.every((time, at) => at === 0 || time - (times[at - 1] ?? 0) === WEEK_MS)
  );
}
