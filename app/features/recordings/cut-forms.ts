import { writeTime } from './chapters.rules.ts';
import { readTime } from './cues.rules.ts';
import { keptOf, MOST_CUTS, type Span } from './cuts.rules.ts';

interface Problem {
  field: string;
  words: string;
}

type Fields = Record<string, string>;
export type CutForm = { ok: true; cuts: Span[]; keeps: Span[] } | { ok: false; problems: Problem[] };

const form = '时间写成“分:秒”，比如“1:20.5”。';

/**
 * What the cutting page asks: `start` and `end` are where the film is to begin and end, each `from-3` and `to-3` is cut out between.
 * Empty fields ask nothing. Problems name the field that they are about.
 */
export function readCuts(fields: Fields, durationMs: number): CutForm {
  const problems: Problem[] = [];
  const timeOf = (field: string): number | null => {
    const words = (fields[field] ?? '').trim();
    if (words === '') return null;
    const ms = readTime(words);
    if (ms === null) problems.push({ field, words: `“${words}”没看懂。${form}` });
    else if (ms > durationMs)
      problems.push({ field, words: `超出了视频的长度，最晚到 ${writeTime(durationMs)}。` });
    return ms;
  };
  const cuts: Span[] = [];
  const [start, end] = [timeOf('start'), timeOf('end')];
  if (start) cuts.push({ fromMs: 0, toMs: start });
  for (const row of rowsIn(fields)) {
    const [from, to] = [`from-${row}`, `to-${row}`];
    const span = { fromMs: timeOf(from), toMs: timeOf(to) };
    const empty = [from, to].find((field) => (fields[field] ?? '').trim() === '');
    if (empty)
      problems.push({ field: empty, words: '只写了一头。这一头也要写；不剪这一段，就把两头都清空。' });
    else if (span.fromMs === null || span.toMs === null) continue;
    else if (span.toMs <= span.fromMs) problems.push({ field: to, words: '结束要比开始晚。' });
    else cuts.push({ fromMs: span.fromMs, toMs: span.toMs });
  }
  if (end !== null && end < durationMs) cuts.push({ fromMs: end, toMs: durationMs });
  if (problems.length > 0) return { ok: false, problems };
  const kept = keptOf(cuts, durationMs);
  if (kept.ok) return { ok: true, cuts, keeps: kept.keeps };
  const words = keptWords[kept.reason];
  return { ok: false, problems: [{ field: kept.reason === 'too-many' ? '' : 'start', words }] };
}

const keptWords = {
  'nothing-left': '这样剪完，视频不到 1 秒，等于什么也没有留下。请少剪一些。',
  'too-many': `一共最多剪 ${MOST_CUTS} 处。请把挨得近的合成一处。`,
};

/** A time as short as it can be written: `0:04.3`. */
export function shortTime(ms: number): string {
  return writeTime(ms).replace(/(\.\d*?)0+$/, '$1');
}

/** The fields that `readCuts` reads back to the same cuts. */
export function fieldsOf(cuts: readonly Span[], durationMs: number): Fields {
  const start = cuts.find(({ fromMs }) => fromMs === 0);
  const end = cuts.find(({ toMs }) => toMs >= durationMs);
  const middles = cuts.filter((cut) => cut !== start && cut !== end);
  return Object.fromEntries([
    ['start', start ? shortTime(start.toMs) : ''],
    ['end', end ? shortTime(end.fromMs) : ''],
    ...middles.flatMap(({ fromMs, toMs }, row) => [
      [`from-${row}`, shortTime(fromMs)],
      [`to-${row}`, shortTime(toMs)],
    ]),
  ]);
}

/** The rows in which something is written, in their order. */
export function rowsIn(fields: Fields): number[] {
  const rows = Object.keys(fields).flatMap((name) => {
    const [, row] = /^(?:from|to)-(\d{1,3})$/.exec(name) ?? [];
    return row !== undefined && fields[name]?.trim() ? [Number(row)] : [];
  });
  return [...new Set(rows)].sort((a, b) => a - b);
}

/** The same without one of the rows. */
export function withoutRow(fields: Fields, row: string): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => name !== `from-${row}` && name !== `to-${row}`),
  );
}

/** Whether an address says what to cut: somebody tries it out before it is saved. */
export function isTried(fields: Fields): boolean {
  return Object.keys(fields).some((name) => /^(start|end|from-\d{1,3}|to-\d{1,3})$/.test(name));
}
