/** When a class meets, as people say it. Source: look.md, a course card: 周三晚上 7:00 起，共 6 次. */
import { formatDay, formatMoment, formatShortDate, formatWeekly } from '#app/lib/time.ts';

const WEEK_MS = 7 * 24 * 3600_000;

/** Instants as UTC ISO text; null without meetings. */
export interface MeetingSpan {
  count: number;
  firstAt: string | null;
  lastAt: string | null;
}

/** `周三晚上 7:00 起，共 6 次` when it is weekly; else from its first day. Classes of recordings only say until when. */
export function whenWords({ count, firstAt, lastAt }: MeetingSpan, endsOn: string): string {
  if (!firstAt || !lastAt) return `录播，随时可学，${formatShortDate(endsOn)} 前学完`;
  if (count === 1) return formatMoment(firstAt);
  if (isWeekly({ count, firstAt, lastAt })) return `${formatWeekly(firstAt)} 起，共 ${count} 次`;
  return `${formatMoment(firstAt)} 起，共 ${count} 次`;
}

/** `11月25日 周三 — 12月30日 周三`; empty for one meeting or none. */
export function spanWords({ count, firstAt, lastAt }: MeetingSpan): string {
  return firstAt && lastAt && count > 1 ? `${formatDay(firstAt)} — ${formatDay(lastAt)}` : '';
}

function isWeekly({ count, firstAt, lastAt }: { count: number; firstAt: string; lastAt: string }): boolean {
  return Date.parse(lastAt) - Date.parse(firstAt) === (count - 1) * WEEK_MS;
}
