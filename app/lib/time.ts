/** Days and moments in the academy's time zone (ACADEMY_TZ), in the words that people use. Instants are UTC ISO text. */

const DEFAULT_ZONE = 'Asia/Shanghai';
const zone = () => (typeof process === 'undefined' ? DEFAULT_ZONE : (process.env.ACADEMY_TZ ?? DEFAULT_ZONE));
const formats = new Map<string, Intl.DateTimeFormat>();

interface Parts {
  year: string;
  month: string;
  day: string;
  hour: string;
  minute: string;
  weekday: string;
}

function partsOf(instant: string | Date): Parts {
  const key = zone();
  const format = formats.get(key) ?? newFormat(key);
  const parts = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return parts as unknown as Parts;
}

function newFormat(timeZone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

/** The academy's calendar day of an instant: `2026-11-22`. */
export function dayOf(instant: string | Date): string {
  const { year, month, day } = partsOf(instant);
  return `${year}-${month}-${day}`;
}

/** The academy's calendar day of an instant, as an instant: for what must be known to the day and no closer. */
export function dayOnly(instant: Date): Date {
  return new Date(`${dayOf(instant)}T00:00:00.000Z`);
}

export function yearOf(instant: string | Date): number {
  return Number(partsOf(instant).year);
}

/** `11月22日 周日` from an instant. */
export function formatDay(instant: string | Date): string {
  const { month, day, weekday } = partsOf(instant);
  return `${Number(month)}月${Number(day)}日 ${weekday}`;
}

/** `上午 9:00`. */
export function formatClock(instant: string | Date): string {
  const { hour, minute } = partsOf(instant);
  const h = Number(hour);
  const half = h < 6 ? '凌晨' : h < 12 ? '上午' : h < 13 ? '中午' : h < 18 ? '下午' : '晚上';
  return `${half} ${h > 12 ? h - 12 : h}:${minute}`;
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
