/** What people write into cells, read as what they mean; null where it means nothing that one could be sure of. */
import { dayOfSerial } from '#app/lib/sheets/numbers.ts';
import type { Line } from './kinds.ts';

/** Full-width figures and letters as usual ones, no blanks at the ends, none that cannot be seen. */
export function clean(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** A name of a person: blanks between Chinese characters only make it as wide as the one below. */
export function personName(text: string): string {
  return clean(text).replace(/(\p{Script=Han}) (?=\p{Script=Han})/gu, '$1');
}

/** Letters of a cell that may say a day, or a first and a last one: what is longer is neither. */
const MOST_DAY = 40;

const spreadsheetDay = (serial: number) =>
  serial >= 18_264 && serial <= 73_050 ? dayOfSerial(serial) : null;

const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** `2025-03-01` of `2025.3.1`, `2025年3月1日`, `20250301`, `45717`; of a month its first or last day. */
export function dayIn(text: string, edge: 'first' | 'last' = 'first'): string | null {
  const said = clean(text);
  if (said.length > MOST_DAY) return null;
  const words = said
    .replace(/(?<=\d)\s+(?=[年月日号./-])|(?<=[年月./-])\s+(?=\d)/gu, '')
    .replace(/[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?$/u, '');
  if (/^\d{5}(?:\.0+)?$/u.test(words)) return spreadsheetDay(Math.floor(Number(words)));
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/u.exec(words) ??
    /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[日号]?$/u.exec(words.replace(/月$/u, '')) ??
    /^(\d{4})(\d{2})$/u.exec(words);
  if (!parts) return null;
  const [year, month] = [Number(parts[1]), Number(parts[2])];
  if (year < 1900 || year > 2200 || month < 1 || month > 12) return null;
  const day = parts[3] === undefined ? (edge === 'first' ? 1 : lastOf(year, month)) : Number(parts[3]);
  if (day < 1 || day > lastOf(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export interface Span {
  from: string;
  /** Null: it lasts. */
  to: string | null;
}

/** Two days in one cell: `2022.3-2025.3`, `2022年3月至今`; null where it says no such thing, or could be split in two ways. */
export function spanIn(text: string): Span | null {
  const words = clean(text);
  if (words.length > MOST_DAY || dayIn(words)) return null;
  const spans = [...words.matchAll(/至|到|[-−–—―]+|~/gu)].flatMap(({ 0: between, index }): Span[] => {
    const last = words.slice(index + between.length).trim();
    const from = dayIn(words.slice(0, index));
    const to = dayIn(last, 'last');
    const isOpen = !/^[-−–—―/]*$/u.test(last) && isOpenEnd(last);
    return from && (to || isOpen) ? [{ from, to }] : [];
  });
  return spans.length === 1 ? (spans[0] ?? null) : null;
}

/** The day that a cell says: null without words; a sentence where it is none, or could be one of two. */
export type CellDay = { ok: true; day: string | null } | { ok: false; words: string };

/** Reads the day of a column. `ask` says how it is written. Only text tells 2025.1 from 2025.10: of a number the last nought is gone. */
export function dayOfCell(
  line: Line,
  { key, label, edge = 'first', ask }: { key: string; label: string; edge?: 'first' | 'last'; ask: string },
): CellDay {
  const words = clean(line.cell(key));
  if (words === '') return { ok: true, day: null };
  const month = line.isDecimal(key) ? /^(\d{4})\.1$/u.exec(words) : null;
  if (month)
    return {
      ok: false,
      words: `${label}“${words}”是个数字，分不清是 1 月还是 10 月（表格会丢掉 ${month[1]}.10 后面的 0）。请写成 ${month[1]}年1月 或者 ${month[1]}年10月。`,
    };
  const day = dayIn(words, edge);
  return day ? { ok: true, day } : { ok: false, words: `${label}“${words.slice(0, 23)}”认不出。${ask}` };
}

/** What is said where two days stand in a cell for one, and there is a column for the other. */
export const twoDaysWords = (words: string, [first, last]: readonly [string, string]): string =>
  `“${clean(words).slice(0, 30)}”是一段时间，请分两列写：“${first}”写第一天，“${last}”写最后一天。`;

/** Whether a cell for a last day says that there is none. */
export function isOpenEnd(text: string): boolean {
  return /^(?:至今|现任|在任|在职|长期|今|无|-+|—+|\/)?$/u.test(clean(text));
}

export type Phone = { ok: true; phone: string } | { ok: false; lost: boolean };

/** A mobile number of eleven figures. `lost`: a spreadsheet has rounded its last ones away. */
export function phoneIn(text: string): Phone {
  const words = clean(text);
  const rounded = /^(\d(?:\.\d+)?)E\+?(\d+)$/iu.exec(words);
  if (rounded) {
    const figures = (rounded[1] ?? '').replace('.', '');
    if (figures.length < 11) return { ok: false, lost: true };
  }
  const plain = rounded ? Number(words).toFixed(0) : words.replace(/[\s()-]/gu, '').replace(/\.0+$/u, '');
  const figures = plain.replace(/^(?:\+?86)(?=1\d{10}$)/u, '');
  return /^1[3-9]\d{9}$/u.test(figures) ? { ok: true, phone: figures } : { ok: false, lost: false };
}

/** A span of ages such as `70-79`: a span as it is written, of `73`, `1953年` or `80岁以上` the one around it; on a day of `year`. */
export function ageBandIn(text: string, year: number): string | null {
  const words = clean(text).replace(/\s/gu, '');
  const span = /^(\d{2})[-~—至到](\d{2})(?:周?岁)?$/u.exec(words);
  if (span) return Number(span[1]) < Number(span[2]) ? `${span[1]}-${span[2]}` : null;
  const age = /^(\d{2,3})(?:周?岁)?(?:以上|及以上)?$/u.exec(words);
  if (age) return bandOf(Number(age[1]));
  const born = dayIn(words) ?? (/^(?:19|20)\d{2}年?$/u.test(words) ? `${words.slice(0, 4)}-01-01` : null);
  return born ? bandOf(year - Number(born.slice(0, 4))) : null;
}

/** Ten years, five where rules ask for ages. */
function bandOf(age: number): string | null {
  if (age < 10 || age > 119) return null;
  const width = age >= 50 && age < 80 ? 5 : 10;
  const from = Math.min(90, Math.floor(age / width) * width);
  return `${from}-${from + width - 1}`;
}

/** Whether a span holds another one: whoever knows it closer need not be told. */
export function holdsBand(wide: string, close: string | null): boolean {
  const [from = 0, to = 0] = wide.split('-').map(Number);
  const [first = 0, last = 0] = (close ?? '').split('-').map(Number);
  return close !== null && first >= from && last <= to;
}

/** A whole number, a decimal one as text, or null. */
export function numberIn(text: string): number | null {
  const words = clean(text).replace(/(?:学时|课时|分钟|小时|次|人|个|节|天)$/u, '');
  return /^\d{1,7}(?:\.\d{1,4})?$/u.test(words) ? Number(words) : null;
}

/** `19:00` of `19:00:00`, `19点30`, `晚上7点`; null otherwise. */
export function clockIn(text: string): string | null {
  const words = clean(text).replace(/\s/gu, '');
  const found = /^(上午|早上|下午|晚上|晚)?(\d{1,2})(?:[:点时](\d{1,2})?分?(?::\d{2})?)?(半)?$/u.exec(words);
  if (!found) return null;
  const later = /^(?:下午|晚)/u.test(found[1] ?? '') && Number(found[2]) < 12 ? 12 : 0;
  const [hour, minute] = [Number(found[2]) + later, found[4] ? 30 : Number(found[3] ?? 0)];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** The key whose name or other name a text is: `楼长` is a building head. */
export function keyNamed<Key extends string>(
  text: string,
  names: Readonly<Record<Key, string>>,
  others?: Readonly<Partial<Record<Key, readonly string[]>>>,
): Key | null {
  const bare = (words: string) => clean(words).replace(/[\s“”"'()（）、·]/gu, '');
  const wanted = bare(text);
  const keys = Object.keys(names) as Key[];
  return (
    keys.find((key) => [names[key], ...(others?.[key] ?? [])].some((name) => bare(name) === wanted)) ?? null
  );
}
