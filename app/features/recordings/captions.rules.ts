/**
 * Captions as people make them (WebVTT, or SRT as most tools export it) and as browsers read them (WebVTT). Only the words and
 * their times are kept: positions, colours and markup of other programs would be in the way at large type.
 */

export interface Cue {
  fromMs: number;
  toMs: number;
  /** Plain text; lines are divided by \n. */
  text: string;
}

export type CaptionsReading =
  | { ok: true; cues: Cue[] }
  | { ok: false; reason: 'empty' | 'no-times' | 'too-many' }
  | { ok: false; reason: 'backwards' | 'beyond'; line: number };

const MOST_CUES = 5_000;
/** The last caption may hang over the end by this much. */
const OVERHANG_MS = 2_000;
const TIME = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})`;
const TIMES = new RegExp(String.raw`^\s*${TIME}\s*-->\s*${TIME}(\s|$)`);

/** Reads captions; `line` says where they go wrong, counted from 1. */
export function readCaptions(source: string, durationMs: number): CaptionsReading {
  const lines = source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const cues: Cue[] = [];
  for (let at = 0; at < lines.length; at++) {
    const times = TIMES.exec(lines[at] ?? '');
    if (!times) continue;
    const [fromMs, toMs] = [millisecondsOf(times.slice(1, 5)), millisecondsOf(times.slice(5, 9))];
    const line = at + 1;
    if (toMs <= fromMs) return { ok: false, reason: 'backwards', line };
    if (fromMs >= durationMs || toMs > durationMs + OVERHANG_MS) return { ok: false, reason: 'beyond', line };
    const words: string[] = [];
    while ((lines[at + 1] ?? '').trim() !== '') words.push(lines[++at] ?? '');
    const text = plainText(words.join('\n'));
    if (text) cues.push({ fromMs, toMs: Math.min(toMs, durationMs), text });
    if (cues.length > MOST_CUES) return { ok: false, reason: 'too-many' };
  }
  if (cues.length > 0) return { ok: true, cues: cues.sort((a, b) => a.fromMs - b.fromMs) };
  return { ok: false, reason: source.trim() === '' ? 'empty' : 'no-times' };
}

/** The same captions as WebVTT. */
export function writeWebVtt(cues: readonly Cue[]): string {
  const blocks = cues.map(
    ({ fromMs, toMs, text }) => `${timeOf(fromMs)} --> ${timeOf(toMs)}\n${escaped(text)}\n`,
  );
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** The text of a captions file, which may be UTF-8, UTF-16 or what Chinese Windows programs write. Null when it is no text. */
export function decodeCaptions(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  return decoded(bytes, 'utf-8') ?? decoded(bytes, 'gb18030');
}

function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return /[^\P{Cc}\t\r\n\f]/u.test(text) ? null : text;
  } catch {
    return null;
  }
}

function millisecondsOf([hours, minutes, seconds, fraction]: (string | undefined)[]): number {
  const whole = (Number(hours ?? 0) * 60 + Number(minutes)) * 60 + Number(seconds);
  return whole * 1000 + Number((fraction ?? '').padEnd(3, '0'));
}

function timeOf(ms: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const seconds = Math.floor(ms / 1000);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  return `${clock}.${String(ms % 1000).padStart(3, '0')}`;
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', nbsp: ' ', lrm: '', rlm: '' };

function plainText(words: string): string {
  const bare = words.replace(/<[^>\n]*>|\{\\[^}\n]*\}/g, '');
  return bare
    .replace(/&(amp|lt|gt|nbsp|lrm|rlm);/g, (_, name: string) => entities[name] ?? '')
    .replace(/-->/g, '→')
    .trim();
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
