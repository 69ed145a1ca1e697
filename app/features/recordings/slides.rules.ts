/** Slides beside a lecture: each is shown from its moment on until the next one's. Milliseconds of the lecture. */
import { exactTimes, writeTime } from './chapters.rules.ts';
import { readTime } from './cues.rules.ts';

export const MOST_SLIDES = 200;
/** So many pictures in one form. */
export const MOST_AT_ONCE = 24;
const LONGEST_WORDS = 200;

export interface TypedSlide {
  id: string;
  from: string;
  words: string;
}

export interface TimedSlide {
  id: string;
  fromMs: number;
  words: string;
}

export interface SlideProblem {
  /** `from-<id>` or `words-<id>`. */
  field: string;
  words: string;
}

export type SlidesReading = { ok: true; slides: TimedSlide[] } | { ok: false; problems: SlideProblem[] };

/**
 * Where new slides go before somebody has said it: evenly over what is left after the last one; the very first at the beginning.
 * `lastMs` is null where there are none.
 */
export function spreadTimes(
  count: number,
  { lastMs, durationMs }: { lastMs: number | null; durationMs: number },
): number[] {
  const from = lastMs ?? 0;
  const pieces = lastMs === null ? count : count + 1;
  const piece = (durationMs - from) / pieces;
  const first = lastMs === null ? 0 : 1;
  // Whole seconds read better, where there is room for them.
  const whole = piece >= 1000 ? 1000 : 1;
  return Array.from({ length: count }, (_, n) => Math.floor((from + piece * (n + first)) / whole) * whole);
}

/**
 * Slides as they were typed anew, in the order of their times. No two at the same moment: one would never be seen. A time that comes
 * back as it was shown stays as exact as it was: `before` says where a slide has been.
 */
export function readSlides(
  typed: readonly TypedSlide[],
  durationMs: number,
  before: (id: string) => number | undefined = () => undefined,
): SlidesReading {
  const problems: SlideProblem[] = [];
  const slides: TimedSlide[] = [];
  const taken = new Set<number>();
  for (const { id, from, words } of typed) {
    const fromMs = exactTime(readTime(from), before(id));
    const said = words.trim().replace(/\s+/g, ' ');
    const problem = (field: string, what: string) => problems.push({ field: `${field}-${id}`, words: what });
    if (fromMs === null) problem('from', '时间没看懂。写成“分:秒”，比如“1:20”。');
    else if (fromMs >= durationMs) problem('from', `超出了视频的长度，要早于 ${writeTime(durationMs)}。`);
    else if (taken.has(fromMs)) problem('from', '和另一张的时间一样，有一张就看不到了。请错开一点。');
    if (!said) problem('words', '请写几个字，说说这一张上是什么，看不见的人要靠它。');
    else if (said.length > LONGEST_WORDS) problem('words', `最多 ${LONGEST_WORDS} 个字。`);
    taken.add(fromMs ?? -1);
    slides.push({ id, fromMs: fromMs ?? 0, words: said });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, slides: slides.sort((a, b) => a.fromMs - b.fromMs) };
}

function exactTime(typedMs: number | null, beforeMs: number | undefined): number | null {
  return typedMs === null || beforeMs === undefined ? typedMs : exactTimes([beforeMs])(typedMs);
}

const byName = new Intl.Collator('zh', { numeric: true });

/** Pictures in the order that their names give them: 幻灯片2 before 幻灯片10. */
export function inNamedOrder<T extends { name: string }>(pictures: readonly T[]): T[] {
  return [...pictures].sort((a, b) => byName.compare(a.name, b.name));
}
