/** Tables as text: which letters, which separator, which rows. */
import { Unreadable } from './refusals.ts';

/** What bytes say: UTF-8, UTF-16, or what Excel in Chinese writes; with or without a mark at the beginning. */
export function textOf(bytes: Uint8Array): string {
  const encodings = encodingsFor(bytes);
  for (const encoding of encodings)
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes).replace(/^\uFEFF/u, '');
      // Pictures and programs hold letters that nobody types.
      if (!/(?![\t\n\v\f\r])\p{Cc}/u.test(text)) return text;
    } catch {
      // the next one
    }
  throw new Unreadable('not-a-sheet');
}

function encodingsFor(bytes: Uint8Array): string[] {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ['utf-16le'];
  if (first === 0xfe && second === 0xff) return ['utf-16be'];
  if (!bytes.subarray(0, 4_000).includes(0)) return ['utf-8', 'gb18030'];
  // Separators and line ends are ASCII letters in whatever language: their empty halves say which half comes first.
  const zeros = [0, 0];
  for (const [at, byte] of bytes.subarray(0, 4_000).entries())
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  return (zeros[1] ?? 0) > (zeros[0] ?? 0) ? ['utf-16le'] : ['utf-16be'];
}

const separators = [',', ';', '\t', '|', '，', '；'] as const;
const LOOKED_AT = 20;

/** Which letter stands between the cells: the one by which the first lines fall into the same number of them, and most. */
export function separatorOf(text: string): string {
  const said = /^sep=(.)\r?\n/iu.exec(text)?.[1];
  if (said) return said;
  const start = text.slice(0, 200_000);
  let best: { separator: string; score: number } = { separator: ',', score: 0 };
  for (const separator of separators) {
    const widths: number[] = [];
    for (const row of rowsOfText(start, separator)) {
      if (row.some((cell) => cell !== '')) widths.push(row.length);
      if (widths.length === LOOKED_AT) break;
    }
    const score = widths.filter((width) => width > 1).length * 1_000 + Math.max(0, ...widths);
    if (Math.max(0, ...widths) > 1 && score > best.score) best = { separator, score };
  }
  return best.separator;
}

/** Rows of trimmed texts, blank ones included. A cell in quotes may hold separators, line ends and doubled quotes. */
export function* rowsOfText(text: string, separator: string): Generator<string[]> {
  let at = /^sep=.\r?\n/iu.exec(text)?.[0].length ?? 0;
  let row: string[] = [];
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at, separator) : plain(text, at, separator);
    row.push(cell.trim());
    if (text[end] === separator) {
      at = end + 1;
      if (at === text.length) row.push('');
      continue;
    }
    yield row;
    row = [];
    at = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  }
  if (row.length > 0) yield row;
}

function plain(text: string, from: number, separator: string): [string, number] {
  let end = from;
  while (end < text.length && text[end] !== separator && text[end] !== '\n' && text[end] !== '\r') end++;
  return [text.slice(from, end), end];
}

function quoted(text: string, from: number, separator: string): [string, number] {
  let cell = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return plain(text, from, separator); // never closed: it is a letter like others
    cell += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      const [rest, end] = plain(text, quote + 1, separator);
      return [cell + rest, end];
    }
    cell += '"';
    at = quote + 2;
  }
}
