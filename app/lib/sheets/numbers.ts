/** What a number of a spreadsheet says as text. Source: ECMA-376 part 1, §18.8.30 (built-in formats) and §18.17.4 (dates). */

const builtInDates = (id: number) =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

/** What a number format shows: a plain number, a day, a clock time, or both. */
export type Shows = 'number' | 'day' | 'time' | 'both';

/** What a format shows, by its number and, where the file says one, its code. */
export function formatShows(id: number, code: string | undefined): Shows {
  if (code === undefined) {
    if (!builtInDates(id)) return 'number';
    if (id === 22) return 'both';
    return (id >= 18 && id <= 21) || (id >= 45 && id <= 47) ? 'time' : 'day';
  }
  // What is quoted or escaped is only shown: 0"月" is a number of months. Elapsed hours stand in brackets.
  const bare = (code.replace(/"[^"]*"|\\.|_.|\*./gu, '').split(';')[0] ?? '').replace(
    /\[(?!(?:h+|m+|s+)\])[^\]]*\]/giu,
    '',
  );
  if (bare === '' || /general|通用/iu.test(bare)) return 'number';
  // An E without a sign is a year; with one it is an exponent.
  const day = /[yd]|e(?![+-])|a{3}/iu.test(bare);
  const time = /[hs]|上午|AM\/PM/iu.test(bare);
  if (day) return time ? 'both' : 'day';
  if (time) return 'time';
  return /m/iu.test(bare) && !/[0#?]/u.test(bare) ? 'day' : 'number';
}

/** Whether a text is a decimal number, of which noughts at the end may have been left out. */
export const isDecimal = (text: string): boolean => /^\d+\.\d+$/u.test(text);

const DAYS_TO_1970 = 25_569;
const DAYS_1904 = 1_462;
const DAY_MS = 86_400_000;
/** The last day that a spreadsheet knows. */
const LAST_SERIAL = 2_958_465;

/** A number as text: `2025-03-01`, `19:00`, `13812345678`, as a person would type it. */
export function numberText(raw: string, shows: Shows, from1904: boolean): string {
  const value = Number(raw);
  if (raw === '' || !Number.isFinite(value)) return raw;
  if (shows === 'number' || value < 0 || value > LAST_SERIAL) return plainNumber(value);
  const serial = from1904 && value >= 1 ? value + DAYS_1904 : value;
  if (shows === 'time' || serial < 1) return clock(serial);
  const day = dayOfSerial(Math.floor(serial));
  return shows === 'both' && serial % 1 !== 0 ? `${day} ${clock(serial)}` : day;
}

/** `2025-03-01` of `45717`. */
export function dayOfSerial(serial: number): string {
  return new Date((serial - DAYS_TO_1970) * DAY_MS).toISOString().slice(0, 10);
}

function clock(serial: number): string {
  const minutes = Math.round((serial % 1) * 24 * 60) % (24 * 60);
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

/** Without an exponent, and with no more figures than a spreadsheet keeps. */
function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return value.toFixed(0);
  const text = String(Number(value.toPrecision(15)));
  return /e/iu.test(text) && Math.abs(value) < 1e21 ? BigInt(Math.round(value)).toString() : text;
}
