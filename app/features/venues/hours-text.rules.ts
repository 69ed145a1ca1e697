/**
 * The opening hours of a day as people write them, and back: `8:30–11:30、13:30–17:30，延时到 20:30`. What the pages show can be
 * typed again as it stands.
 */
import { dayInWords, MOST_SPANS_A_DAY, type OpenSpan } from './hours.rules.ts';

export type DayRead = { ok: true; spans: Omit<OpenSpan, 'weekday'>[] } | { ok: false; message: string };

const span = /^(\d{1,2}:\d{2})-(\d{1,2}:\d{2})$/;
const until = /^到(\d{1,2}:\d{2})$/;

/** Reads one day; nothing written means that the place is shut. */
export function readDay(text: string): DayRead {
  const parts = plain(text)
    .split(/[,、;\s]+/)
    .filter(Boolean);
  const spans: Omit<OpenSpan, 'weekday'>[] = [];
  let extended = false;
  for (const part of parts) {
    extended ||= part.startsWith('延时');
    const words = part.replace(/^延时/, '');
    if (words === '') continue;
    const [, from, to] = span.exec(words) ?? [];
    const [, end] = until.exec(words) ?? [];
    const opens = from ? clock(from) : end ? (spans.at(-1)?.closes ?? null) : null;
    const closes = clock(to ?? end ?? '');
    if (!opens || !closes) return wrong(`看不懂“${part}”。写成 8:30–17:30，延时到 20:30 这样。`);
    if (end && !extended) return wrong(`“${part}”前面要写“延时”。`);
    spans.push({ opens, closes, extended });
  }
  return orderly(spans);
}

/** Every dash, colon and mark that a Chinese keyboard makes, as one; no blanks inside a span. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[–—―−~〜至]/g, '-')
    .replace(/(?<=\d)到/g, '-')
    .replace(/-+/g, '-')
    .replace(/。/g, '')
    .replace(/\s*([-:])\s*/g, '$1')
    .replace(/(延时|到)\s+/g, '$1')
    .trim();
}

/** `08:30`; null for what no clock shows. */
function clock(text: string): string | null {
  const [hour = '', minute = ''] = text.split(':');
  const padded = `${hour.padStart(2, '0')}:${minute}`;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(padded) ? padded : null;
}

function orderly(spans: Omit<OpenSpan, 'weekday'>[]): DayRead {
  if (spans.length > MOST_SPANS_A_DAY) return wrong(`一天最多写 ${MOST_SPANS_A_DAY} 段。`);
  for (const [at, { opens, closes }] of spans.entries()) {
    if (opens >= closes) return wrong(`${opens} 到 ${closes}：关门要比开门晚。`);
    const before = spans[at - 1];
    if (before && opens < before.closes)
      return wrong(`${opens} 那一段要在 ${before.closes} 以后，按先后写。`);
  }
  return { ok: true, spans };
}

const wrong = (message: string): DayRead => ({ ok: false, message });

/** A day as it is written into the form; empty where the place is shut. */
export function writeDay(hours: readonly OpenSpan[], weekday: number): string {
  const has = hours.some((one) => one.weekday === weekday);
  return has ? dayInWords(hours, weekday).slice('周一 '.length) : '';
}
