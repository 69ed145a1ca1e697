/** How what people type and what courses say become comparable: Chinese characters, pinyin, initials, codes. */
import { pinyin } from 'pinyin-pro';

/** One word of a search: characters to be found in a row, or letters that may be pinyin, initials or a code. */
export interface Word {
  kind: 'han' | 'latin';
  text: string;
}

/** A Chinese character with how it is read, or a run of letters and figures. */
export interface Unit {
  text: string;
  /** Without tones; more than one where both are common. Null for letters and figures. */
  readings: readonly string[] | null;
}

const MOST_WORDS = 8;
const LONGEST_QUERY = 64;
const parts = /(\p{Script=Han}+)|[\p{L}\p{N}]+/gu;

/** Common characters with two common readings: whichever somebody types is understood. */
const twoReadings: Record<string, readonly string[]> = {
  长: ['zhang', 'chang'],
  乐: ['le', 'yue'],
  行: ['xing', 'hang'],
  重: ['zhong', 'chong'],
  调: ['diao', 'tiao'],
  地: ['di', 'de'],
  着: ['zhe', 'zhao'],
  都: ['dou', 'du'],
  觉: ['jue', 'jiao'],
  便: ['bian', 'pian'],
  传: ['chuan', 'zhuan'],
  藏: ['cang', 'zang'],
  降: ['jiang', 'xiang'],
  朝: ['chao', 'zhao'],
  率: ['lv', 'shuai'],
  差: ['cha', 'chai'],
};

const kept = new Map<string, readonly string[]>();

/** How a Chinese character is read, without tones, ü as v. */
export function readingsOf(character: string): readonly string[] {
  let readings = kept.get(character);
  if (!readings) {
    readings = twoReadings[character] ?? [pinyin(character, { toneType: 'none', v: true }).toLowerCase()];
    kept.set(character, readings);
  }
  return readings;
}

/** Lower case, one width, only characters, letters and figures: quotation marks are in no search. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/ü/g, 'v')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The words of what somebody typed. Spaces, commas and the seam between characters and letters part them. */
export function wordsOf(query: string): Word[] {
  const pieces = query.slice(0, LONGEST_QUERY).split(/[\s,，、;；/|]+/);
  const words = pieces.flatMap((piece) =>
    [...plain(piece).matchAll(/\p{Script=Han}+|[^\p{Script=Han}]+/gu)].map(([text]): Word => {
      return { kind: /\p{Script=Han}/u.test(text) ? 'han' : 'latin', text };
    }),
  );
  return words.slice(0, MOST_WORDS);
}

/** The characters of a text with their readings, runs of letters and figures between them. */
export function unitsOf(text: string): Unit[] {
  return [...plain(text).matchAll(parts)].flatMap(([run, han]): Unit[] =>
    han
      ? [...han].map((character) => ({ text: character, readings: readingsOf(character) }))
      : [{ text: run, readings: null }],
  );
}

/** Whether these letters are the pinyin of the units from `at` on; the last syllable may be unfinished. */
export function readsFrom(units: readonly Unit[], at: number, letters: string): boolean {
  const readings = units[at]?.readings;
  if (!readings) return false;
  return readings.some((reading) => {
    if (reading.startsWith(letters)) return true;
    return letters.startsWith(reading) && readsFrom(units, at + 1, letters.slice(reading.length));
  });
}

/** Whether these letters are the initials of the units from `at` on. */
export function beginsFrom(units: readonly Unit[], at: number, letters: string): boolean {
  return [...letters].every(
    (letter, ahead) => units[at + ahead]?.readings?.some((reading) => reading[0] === letter) ?? false,
  );
}

/** How a text sorts among others: by pinyin. */
export function sortKey(text: string): string {
  return unitsOf(text)
    .map((unit) => unit.readings?.[0] ?? unit.text)
    .join(' ');
}
