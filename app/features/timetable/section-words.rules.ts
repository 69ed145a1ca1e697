/** How a section is named and dated beside its course, so that nothing is said twice. */
import { formatClock, formatDate, formatShortDate } from '#app/lib/time.ts';

/** Where the course's name already stands: `周三晚间班` of `“四方五步”协商议事实训（周三晚间班）`. */
export function sectionName(title: string): string {
  return /（([^（）]+)）$/.exec(title)?.[1] ?? title;
}

/** `上午 9:00–9:45`: the half of the day a second time only when it is another one. */
export function clockSpan(from: string, to: string): string {
  const [start, end] = [formatClock(from), formatClock(to)];
  return `${start}–${end.slice(0, 2) === start.slice(0, 2) ? end.slice(3) : end}`;
}

/** `12月9日至23日`, where the year is told elsewhere. */
export function shortDays(from: string, to: string): string {
  const [start, end] = [formatShortDate(from), formatShortDate(to)];
  if (from === to) return start;
  return from.slice(0, 7) === to.slice(0, 7) ? `${start}至${end.split('月')[1]}` : `${start}至${end}`;
}

/** `2026年12月9日至12月23日`, one day as itself; the year a second time only when it is another one. */
export function daysWords(from: string, to: string): string {
  if (from === to) return formatDate(from);
  const end = from.slice(0, 4) === to.slice(0, 4) ? formatShortDate(to) : formatDate(to);
  return `${formatDate(from)}至${end}`;
}
