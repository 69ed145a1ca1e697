/** Chapters as an instructor writes them, one on a line: `1:20 先认门`. */

export interface Chapter {
  fromMs: number;
  title: string;
}

export type ChaptersReading =
  | { ok: true; chapters: Chapter[] }
  | { ok: false; reason: 'form' | 'beyond' | 'order' | 'long'; line: number }
  | { ok: false; reason: 'too-many'; line: number };

const MOST_CHAPTERS = 60;
const LONGEST_TITLE = 60;
const LINE = /^(?:(\d{1,2})[:：])?(\d{1,3})[:：](\d{2}(?:\.\d{1,3})?)\s+(\S.*)$/;

/**
 * Reads chapters against a lecture's length; `line` says where they go wrong, counted from 1. Empty lines do not matter. Times that
 * come back as `before` was written stay as exact as they were.
 */
export function readChapters(
  source: string,
  durationMs: number,
  before: readonly Chapter[] = [],
): ChaptersReading {
  const chapters: Chapter[] = [];
  const exact = exactTimes(before.map(({ fromMs }) => fromMs));
  for (const [index, raw] of source.split(/\r\n?|\n/).entries()) {
    const text = raw.trim();
    const line = index + 1;
    if (text === '') continue;
    const [, hours, minutes, seconds, title = ''] = LINE.exec(text) ?? [];
    if (!seconds) return { ok: false, reason: 'form', line };
    const fromMs = exact(
      Math.round(((Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000),
    );
    if (title.length > LONGEST_TITLE) return { ok: false, reason: 'long', line };
    if (fromMs >= durationMs) return { ok: false, reason: 'beyond', line };
    if (fromMs <= (chapters.at(-1)?.fromMs ?? -1)) return { ok: false, reason: 'order', line };
    chapters.push({ fromMs, title });
    if (chapters.length > MOST_CHAPTERS) return { ok: false, reason: 'too-many', line };
  }
  return { ok: true, chapters };
}

/** The lines that `readChapters` reads back to the same chapters, when it is told them as those from before. */
export function writeChapters(chapters: readonly Chapter[]): string {
  return chapters.map(({ fromMs, title }) => `${writeSecond(fromMs)} ${title}`).join('\n');
}

/** `1:20`: the second that a moment lies in, which is all that people are shown of chapters and slides. */
export function writeSecond(ms: number): string {
  return writeTime(wholeSecond(ms));
}

/** For times that were shown as `writeSecond` writes them: one that is typed as it was shown is as exact as before, each once. */
export function exactTimes(before: readonly number[]): (typedMs: number) => number {
  const left = [...before];
  return (typedMs) => {
    const at = left.findIndex((ms) => wholeSecond(ms) === typedMs);
    return at < 0 ? typedMs : (left.splice(at, 1)[0] ?? typedMs);
  };
}

const wholeSecond = (ms: number) => ms - (ms % 1000);

/** `1:20`, with hours and thousandths only where there are some. */
export function writeTime(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const fraction = ms % 1000 === 0 ? '' : `.${String(ms % 1000).padStart(3, '0')}`;
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${h > 0 ? `${h}:${two(m)}` : m}:${two(s)}${fraction}`;
}
