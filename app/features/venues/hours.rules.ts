/**
 * When a place is open, in figures and in words. Source: domain.md §6.3 (opening hours of a place, 延时 included): the
 * college's places stay open into the evening on some days, and what is held then is as much within their hours as by day.
 */
import { clockOf, dayOf, weekdayOf } from '#app/lib/time.ts';

/** One span of a weekday (1 Monday to 7 Sunday); clock times as `08:30`. `extended`: 延时. */
export interface OpenSpan {
  weekday: number;
  opens: string;
  closes: string;
  extended: boolean;
}

export const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
/** More spans than this have no day. */
export const MOST_SPANS_A_DAY = 4;
export const NO_HOURS = '没有登记开放时间';

/** Whether somebody may be in the place for the whole time. A place without any hours is always open. */
export function isOpenFor(
  hours: readonly OpenSpan[],
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
): boolean {
  if (hours.length === 0) return true;
  if (dayOf(startsAt) !== dayOf(endsAt)) return false;
  const [from, to] = [clockOf(startsAt), clockOf(endsAt)];
  return joined(onDay(hours, weekdayOf(startsAt))).some(({ opens, closes }) => opens <= from && to <= closes);
}

/** Spans that touch or overlap as one, so that a class may run from the usual hours into the extended ones. */
function joined(spans: readonly OpenSpan[]): { opens: string; closes: string }[] {
  const whole: { opens: string; closes: string }[] = [];
  for (const { opens, closes } of spans) {
    const last = whole.at(-1);
    if (last && opens <= last.closes) last.closes = closes > last.closes ? closes : last.closes;
    else whole.push({ opens, closes });
  }
  return whole;
}

function onDay(hours: readonly OpenSpan[], weekday: number): OpenSpan[] {
  return hours.filter((span) => span.weekday === weekday).sort((a, b) => (a.opens < b.opens ? -1 : 1));
}

/** `周三 8:30–17:30，延时到 20:30`, or `周一不开放`. */
export function dayInWords(hours: readonly OpenSpan[], weekday: number): string {
  const name = weekdayNames[weekday - 1] ?? '';
  const words = spansInWords(onDay(hours, weekday));
  return words ? `${name} ${words}` : `${name}不开放`;
}

function spansInWords(spans: readonly OpenSpan[]): string {
  const usual = spans.filter(({ extended }) => !extended);
  const parts = usual.length > 0 ? [usual.map(spanInWords).join('、')] : [];
  for (const span of spans.filter(({ extended }) => extended)) {
    const follows = usual.some(({ closes }) => closes === span.opens);
    parts.push(follows ? `延时到 ${short(span.closes)}` : `延时 ${spanInWords(span)}`);
  }
  return parts.join('，');
}

const short = (clock: string): string => clock.replace(/^0/, '');
const spanInWords = ({ opens, closes }: OpenSpan): string => `${short(opens)}–${short(closes)}`;

/** The whole week, equal days together: `周一至周五 8:30–17:30，延时到 20:30；周六、周日 9:00–17:00`. */
export function weekInWords(hours: readonly OpenSpan[]): string {
  if (hours.length === 0) return NO_HOURS;
  const groups = new Map<string, number[]>();
  for (const weekday of [1, 2, 3, 4, 5, 6, 7]) {
    const words = spansInWords(onDay(hours, weekday));
    if (words) groups.set(words, [...(groups.get(words) ?? []), weekday]);
  }
  return [...groups].map(([words, days]) => `${daysInWords(days)} ${words}`).join('；');
}

function daysInWords(days: readonly number[]): string {
  if (days.length === 7) return '每天';
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run && run.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  return runs
    .map((run) => {
      const names = run.map((day) => weekdayNames[day - 1] ?? '');
      return run.length > 2 ? `${names[0]}至${names.at(-1)}` : names.join('、');
    })
    .join('、');
}
