/** Days and moments in the academy's time zone (ACADEMY_TZ), in the words that people use. Instants are UTC ISO text. */

const DEFAULT_ZONE = 'Asia/Shanghai';
const zone = () => (typeof process === 'undefined' ? DEFAULT_ZONE : (process.env.ACADEMY_TZ ?? DEFAULT_ZONE));

interface Parts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: string;
}

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** What clock and calendar of the zone show at an instant. Throws a RangeError when the text is no instant. */
function partsOf(instant: string | Date): Parts {
  const utcMs = typeof instant === 'string' ? Date.parse(instant) : instant.getTime();
  const there = new Date(utcMs + offsetMs(utcMs));
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth() + 1,
    day: there.getUTCDate(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
    weekday: weekdays[there.getUTCDay()] ?? '',
  };
}

const QUARTER_MS = 900_000;
const MOST_KEPT_OFFSETS = 20_000;
const offsets = new Map<number, number>();
let offsetsZone = '';

/** How far the zone is ahead of UTC. Clocks change on quarters of an hour only, so each quarter is asked for once. */
function offsetMs(utcMs: number): number {
  const named = zone();
  if (offsetsZone !== named || offsets.size > MOST_KEPT_OFFSETS) {
    offsets.clear();
    offsetsZone = named;
  }
  const quarter = Math.floor(utcMs / QUARTER_MS);
  const known = offsets.get(quarter);
  if (known !== undefined) return known;
  const fresh = askedOffsetMs(quarter * QUARTER_MS, offsetsZone);
  offsets.set(quarter, fresh);
  return fresh;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Formatting an instant costs a hundred times what adding to it does, and a page shows dozens. */
function askedOffsetMs(utcMs: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? newFormat(timeZone);
  const parts = Object.fromEntries(
    format.formatToParts(utcMs).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(utcMs / 1000) * 1000;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

const twoDigits = (n: number): string => String(n).padStart(2, '0');

/** The academy's calendar day of an instant: `2026-11-22`. */
export function dayOf(instant: string | Date): string {
  const { year, month, day } = partsOf(instant);
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** The academy's calendar day of an instant, as an instant: for what must be known to the day and no closer. */
export function dayOnly(instant: Date): Date {
  return new Date(`${dayOf(instant)}T00:00:00.000Z`);
}

/** The instant at which the academy's calendar day of an instant began. */
export function midnightOf(instant: Date): Date {
  return startOfDay(dayOf(instant));
}

/** The instant at which a calendar day, `2026-11-22`, begins in the academy. */
export function startOfDay(day: string): Date {
  const there = Date.parse(`${day}T00:00:00.000Z`);
  // Asked twice: the clocks may change between the two.
  return new Date(there - offsetMs(there - offsetMs(there)));
}

/** The weekday of an instant, 1 Monday to 7 Sunday. */
export function weekdayOf(instant: string | Date): number {
  return weekdays.indexOf(partsOf(instant).weekday) || 7;
}

/** `19:00`: what the academy's clocks show at an instant. */
export function clockOf(instant: string | Date): string {
  const { hour, minute } = partsOf(instant);
  return `${twoDigits(hour)}:${twoDigits(minute)}`;
}

/** The instant at which the academy's clocks show `clock` (`19:00`) on a calendar day (`2026-11-22`). */
export function instantAt(day: string, clock: string): Date {
  const shown = Date.parse(`${day}T${clock}:00.000Z`);
  // Asked twice: the clocks may change between the two.
  return new Date(shown - offsetMs(shown - offsetMs(shown)));
}

/** The calendar day so many days after another. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The Monday of the week that a calendar day lies in. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(instantAt(day, '12:00')));
}

export function yearOf(instant: string | Date): number {
  return partsOf(instant).year;
}

/** `11月22日 周日` from an instant. */
export function formatDay(instant: string | Date): string {
  const { month, day, weekday } = partsOf(instant);
  return `${month}月${day}日 ${weekday}`;
}

/** `上午 9:00`. */
export function formatClock(instant: string | Date): string {
  const { hour, minute } = partsOf(instant);
  const half = hour < 6 ? '凌晨' : hour < 12 ? '上午' : hour < 13 ? '中午' : hour < 18 ? '下午' : '晚上';
  return `${half} ${hour > 12 ? hour - 12 : hour}:${twoDigits(minute)}`;
}

/** `11月22日 周日 上午 9:00`. */
export function formatMoment(instant: string | Date): string {
  return `${formatDay(instant)} ${formatClock(instant)}`;
}

/** `2026年11月22日` from a calendar day or an instant. */
export function formatDate(day: string): string {
  const text = day.length === 10 ? day : dayOf(day);
  const [year, month, date] = text.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `11月22日` from a calendar day or an instant. */
export function formatShortDate(day: string): string {
  return formatDate(day).slice(5);
}

/** `周三晚上 7:00`: how people name a weekly time. */
export function formatWeekly(instant: string | Date): string {
  return `${partsOf(instant).weekday}${formatClock(instant)}`;
}

/** Whole days from now until an instant, rounded up; negative when it is past. */
export function daysUntil(instant: string, now: Date): number {
  return Math.ceil((Date.parse(instant) - now.getTime()) / 86_400_000);
}

/** `3 分 20 秒` from seconds. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} 秒` : `${minutes} 分${whole % 60 ? ` ${whole % 60} 秒` : '钟'}`;
}
