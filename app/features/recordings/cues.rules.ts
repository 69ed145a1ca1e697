/**
 * Correcting captions cue by cue. What is odd about a cue is a hint and never a refusal: how fast somebody reads is for whoever
 * edits to judge. The figures follow common practice for Chinese subtitles (two lines, about nine characters a second for
 * adults, at most seven seconds), slower here, since many who read them are old.
 */
import type { Cue } from './captions.rules.ts';
import { writeTime } from './chapters.rules.ts';

const FASTEST_PER_SECOND = 7;
const LONGEST_MS = 7_000;
const MOST_CHARACTERS = 40;

export type CueHint = 'overlap' | 'fast' | 'lasting' | 'long';

export const hintWords: Record<CueHint, string> = {
  overlap: '上一条还没放完',
  fast: '字多时间短，可能来不及看',
  lasting: '停得太久，可以拆开',
  long: '字太多，可以拆开',
};

/** What is odd about one of the cues, which are in order of their beginning. */
export function hintsOf(cues: readonly Cue[], index: number): CueHint[] {
  const cue = cues[index];
  if (!cue) return [];
  const characters = [...cue.text.replace(/\s/g, '')].length;
  const lasts = cue.toMs - cue.fromMs;
  const before = cues[index - 1];
  const odd: [CueHint, boolean][] = [
    ['overlap', before !== undefined && before.toMs > cue.fromMs],
    ['fast', characters > (lasts / 1000) * FASTEST_PER_SECOND],
    ['lasting', lasts > LONGEST_MS],
    ['long', characters > MOST_CHARACTERS],
  ];
  return odd.filter(([, is]) => is).map(([hint]) => hint);
}

const TIME = /^(?:(\d{1,2})[:：])?(\d{1,3})[:：](\d{1,2}(?:[.,。]\d{1,3})?)$|^(\d{1,5}(?:\.\d{1,3})?)$/;

/** `1:20.5`, `0:01:20,500` or seconds, in milliseconds; null when it is no time. */
export function readTime(words: string): number | null {
  const [whole, hours, minutes, seconds, bare] = TIME.exec(words.trim()) ?? [];
  if (whole === undefined) return null;
  const of = (part: string | undefined) => Number((part ?? '0').replace(/[,。]/, '.'));
  return Math.round(
    (bare === undefined ? (of(hours) * 60 + of(minutes)) * 60 + of(seconds) : of(bare)) * 1000,
  );
}

/** A cue as it is typed; `index` is its place among all before the change. */
export interface TypedCue {
  index: number;
  from: string;
  to: string;
  text: string;
}

export type CueDeed = { kind: 'split' | 'remove'; index: number };
export type CueProblem = { field: string; words: string };
export type Changed = { ok: true; cues: Cue[] } | { ok: false; problems: CueProblem[] };

/** The cues with some typed anew, and then one of them split or removed. Problems name the field, `from-3` for the third's beginning. */
export function typedAnew(
  cues: readonly Cue[],
  { typed, deed, durationMs }: { typed: readonly TypedCue[]; deed: CueDeed | null; durationMs: number },
): Changed {
  const problems: CueProblem[] = [];
  const changed = [...cues];
  for (const one of typed) {
    if (!cues[one.index] || (deed?.kind === 'remove' && deed.index === one.index)) continue;
    const reading = readCue(one, durationMs);
    if (reading.ok) changed[one.index] = reading.cue;
    else problems.push({ field: `${reading.field}-${one.index}`, words: reading.words });
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, cues: inOrder(deed ? afterDeed(changed, deed) : changed) };
}

/** The cues with one more, in its place. */
export function withOneMore(
  cues: readonly Cue[],
  { typed, durationMs }: { typed: Omit<TypedCue, 'index'>; durationMs: number },
): Changed {
  const reading = readCue(typed, durationMs);
  if (!reading.ok) return { ok: false, problems: [{ field: `new-${reading.field}`, words: reading.words }] };
  return { ok: true, cues: inOrder([...cues, reading.cue]) };
}

/** All cues that begin at `afterMs` or later, so much later (or earlier, when negative). None may leave the film. */
export function shifted(
  cues: readonly Cue[],
  { byMs, afterMs, durationMs }: { byMs: number; afterMs: number; durationMs: number },
): Changed {
  const moved = cues.map((cue) =>
    cue.fromMs < afterMs ? cue : { ...cue, fromMs: cue.fromMs + byMs, toMs: cue.toMs + byMs },
  );
  const early = moved.find(({ fromMs }) => fromMs < 0);
  const late = moved.findLast(({ toMs }) => toMs > durationMs);
  if (early) return shiftProblem(`“${early.text}”会移到视频开头之前。请少提前一些，或者只移后面的。`);
  if (late) return shiftProblem(`“${late.text}”会移到视频结束之后。请少推后一些，或者先删掉最后几条。`);
  return { ok: true, cues: inOrder(moved) };
}

function shiftProblem(words: string): Changed {
  return { ok: false, problems: [{ field: 'seconds', words }] };
}

type CueReading = { ok: true; cue: Cue } | { ok: false; field: 'from' | 'to' | 'text'; words: string };

function readCue({ from, to, text }: Omit<TypedCue, 'index'>, durationMs: number): CueReading {
  const form = '时间写成“分:秒”，比如“1:20.5”。';
  const [fromMs, toMs] = [readTime(from), readTime(to)];
  if (fromMs === null) return { ok: false, field: 'from', words: `开始时间没看懂。${form}` };
  if (toMs === null) return { ok: false, field: 'to', words: `结束时间没看懂。${form}` };
  if (toMs <= fromMs) return { ok: false, field: 'to', words: '结束要比开始晚。' };
  if (toMs > durationMs)
    return { ok: false, field: 'to', words: `超出了视频的长度，最晚到 ${writeTime(durationMs)}。` };
  // Captions end at an empty line, and an arrow would be read as a time.
  const words = text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n')
    .replace(/-->/g, '→');
  return words
    ? { ok: true, cue: { fromMs, toMs, text: words } }
    : { ok: false, field: 'text', words: '文字是空的。不要这一条就按“删掉”。' };
}

function afterDeed(cues: readonly Cue[], { kind, index }: CueDeed): Cue[] {
  return cues.flatMap((cue, at) => {
    if (at !== index) return [cue];
    return kind === 'remove' ? [] : halves(cue);
  });
}

/** In two at the line break, else after the sign nearest the middle, else in the middle; the time is shared by characters. */
function halves(cue: Cue): Cue[] {
  const characters = [...cue.text];
  if (characters.length < 2 || cue.toMs - cue.fromMs < 2) return [cue];
  const middle = characters.length / 2;
  const nearest = (is: RegExp) =>
    characters
      .map((character, at) => (is.test(character) ? at + 1 : 0))
      .filter((at) => at > 0 && at < characters.length)
      .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
  const at = nearest(/\n/) ?? nearest(/[，。；：？！、,;?!]/u) ?? Math.floor(middle);
  const [first, second] = [characters.slice(0, at).join('').trim(), characters.slice(at).join('').trim()];
  if (!first || !second) return [cue];
  const share = Math.round(((cue.toMs - cue.fromMs) * at) / characters.length);
  const turnMs = cue.fromMs + Math.max(1, Math.min(cue.toMs - cue.fromMs - 1, share));
  return [
    { fromMs: cue.fromMs, toMs: turnMs, text: first },
    { fromMs: turnMs, toMs: cue.toMs, text: second },
  ];
}

function inOrder(cues: Cue[]): Cue[] {
  return cues.sort((a, b) => a.fromMs - b.fromMs);
}
