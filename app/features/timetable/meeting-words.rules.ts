/** When a class meets, as people say it. As on a course card: 周三晚上 7:00 起，共 6 次. */
import { formatMoment, formatShortDate, formatWeekly } from '#app/lib/time.ts';

const WEEK_MS = 7 * 24 * 3600_000;

/** `starts`: instants as UTC ISO text, the earliest first. */
export interface MeetingSpan {
  count: number;
  starts: readonly string[];
}

const MOST_KEPT = 2_000;
const kept = new Map<string, string>();

/**
 * `周三晚上 7:00 起，共 6 次` when it is weekly; else from its first day. Classes of recordings only say until when. Kept, since
 * the same few hundred classes stand on every list and naming a moment is slow.
 */
export function whenWords(span: MeetingSpan, endsOn: string): string {
  const key = `${endsOn} ${span.count} ${span.starts.join()}`;
  const known = kept.get(key) ?? sayWhen(span, endsOn);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, known);
  return known;
}

function sayWhen({ count, starts }: MeetingSpan, endsOn: string): string {
  const [first] = starts;
  if (!first) return `录播，随时可学，${formatShortDate(endsOn)}前学完`;
  if (count === 1) return formatMoment(first);
  return `${isWeekly({ count, starts }) ? formatWeekly(first) : formatMoment(first)} 起，共 ${count} 次`;
}

const MOST_DATES = 8;

/** The dates as lines: of a weekly class the days in one line, else each moment; empty for one meeting or none. */
export function dateLines(span: MeetingSpan): string[] {
  const { count, starts } = span;
  if (starts.length < 2) return [];
  const shown = starts.slice(0, MOST_DATES);
  const more = count > shown.length ? `等 ${count} 次` : '';
  if (isWeekly(span)) return [`${shown.map(formatShortDate).join('、')}${more && ` ${more}`}`];
  return [...shown.map(formatMoment), ...(more ? [more] : [])];
}

/** Some engines cut long lists off: then it is not known, and not said. */
function isWeekly({ count, starts }: MeetingSpan): boolean {
  const times = starts.map((start) => Date.parse(start));
  return (
    times.length === count && times.every((time, at) => at === 0 || time - (times[at - 1] ?? 0) === WEEK_MS)
  );
}
