/** Names of places as people write them, so that `５号楼`, `5#` and `5幢` are one building. */
import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { clean } from './values.rules.ts';

/** What is only called by its kind belongs to the place before it. */
export const partyKinds: Readonly<Partial<Record<string, UnitKind>>> = {
  党工委: 'party-work-committee',
  党委: 'party-committee',
  党总支: 'party-committee',
  党支部: 'party-branch',
  支部: 'party-branch',
  党小组: 'party-group',
};

const figures = '零一二三四五六七八九十';

/** What a name of a place is compared by. */
export function placeKey(name: string): string {
  return partyName(clean(name).toLowerCase().replace(/\s/gu, ''))
    .replace(/^第/u, '')
    .replace(/[一二三四五六七八九十]{1,3}(?=栋|幢|座|号楼|单元|网格)/gu, numeral)
    .replace(/^0+(?=\d)/u, '')
    .replace(/((?<!\d)\d+|[a-z]\d*)(?:号楼|幢|座|#楼?|号栋|楼栋)$/u, '$1栋')
    .replace(/(?:社区)?(?:居民委员会|居委会|居委)$/u, '社区');
}

/** `中共东园社区委员会` is the 党委, `总支部委员会` the 党总支. */
function partyName(words: string): string {
  const bare = words
    .replace(/^(?:中国共产党|中共)/u, '')
    .replace(/党?总支部(?:委员会)?$/u, '党总支')
    .replace(/(?<!总)党?支部(?:委员会)?$/u, '党支部')
    .replace(/党?工作委员会$|党?工委$/u, '党工委')
    .replace(/党的?委员会$/u, '党委');
  return bare === words ? words : bare.replace(/(?<!居民|业主|管理)委员会$/u, '党委');
}

/** How else the same place may be called: without what it is, or a party organisation without the word 社区. */
export function otherKeys(name: string): string[] {
  const key = placeKey(name);
  const party = /^(.+)社区(党委|党总支|党支部|支部)$/u.exec(key);
  return [shortKey(name), ...(party ? [`${party[1]}${party[2]}`] : [])];
}

/** The same without what it is. */
function shortKey(name: string): string {
  return placeKey(name).replace(ending, '');
}

const ending = /(?:社区|小区|街道|网格|党工委|党委|党总支|党支部)$/u;

/** What the end of a name says that it is: 社区 of 东园居委会; empty where it says nothing. */
export function endingOf(name: string): string {
  return ending.exec(placeKey(name))?.[0] ?? '';
}

function numeral(words: string): string {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  const value = (digit: string | undefined) => Math.max(0, figures.indexOf(digit ?? ''));
  if (!words.includes('十')) return [...words].map((digit) => value(digit)).join('');
  return String((tens ? value(tens) : 1) * 10 + (ones ? value(ones) : 0));
}

/** Behind these words another name begins, unless it goes on as the name of a party organisation: 东园社区党委, 5栋党小组. */
const seams =
  /[›>/\\|,;、\s]+|(?<=社区|小区|街道|网格|居委会|[\da-z一二三四五六七八九十](?:栋|幢|座|号楼|#楼?|号栋|单元))(?!$|楼|第?[\d一二三四五六七八九十]*(?:党|支部|总支|小组|工委|工作委|居民委|居委|委员会))/iu;

/** Letters of a name, of a cell that says a place, and of all that a row says of one: what is longer names no place, and is not searched for. */
const [MOST_NAME, MOST_CELL, MOST_PLACE] = [64, 120, 200];

/** Whether these steps are too long to be a place: a story in a cell would keep everybody waiting. */
export function isTooLong(steps: readonly string[]): boolean {
  return steps.some((step) => step.length > MOST_NAME) || steps.join('').length > MOST_PLACE;
}

/** The number of a flat, or a storey, behind a house: nobody has a post there. One or two bare figures may as well be an entrance. */
const flatOfHouse =
  /^(?:[\d一二三四五六七八九十]{1,3}[层楼](?:\d{0,5}[a-z]?(?:室|号|房|户)?)|\d{1,5}[a-z]?(?:室|号|房|户)|\d{3,5}[a-z]?)$/iu;

/** The same behind an entrance. */
const flatBehind = /^(?:[\d一二三四五六七八九十]{1,3}[层楼])?\d{0,5}[a-z]?(?:室|号|房|户)?$/iu;

/** `东园社区5栋2单元301室`, `东园 › 5栋`, `5-2-301` as its steps from the top, without the flat. */
export const placeSteps = (text: string): string[] => stepsAndFlat(text).steps;

/** The number of the flat that `placeSteps` leaves out, without what it is called; empty without. */
export const flatIn = (text: string): string => stepsAndFlat(text).flat;

function stepsAndFlat(text: string): { steps: string[]; flat: string } {
  const words = clean(text);
  if (words.length > MOST_CELL) return { steps: [words], flat: '' };
  const steps = words
    .replace(/(?<=[\da-z一二三四五六七八九十]) (?=栋|幢|座|号楼|#|单元)/giu, '')
    .replace(/(?<![\d-])(\d{1,3})-(\d{1,2})-(\d{3,4})(?:室|号)?$/u, '$1栋$2单元$3室')
    .split(seams)
    .map((step) => step.trim())
    .filter(Boolean);
  const last = steps.findLastIndex((step) => /(?:栋|幢|座|号楼|#楼?|单元)$/u.test(step));
  const behind = steps.slice(last + 1);
  const asFlat = steps[last]?.endsWith('单元') ? flatBehind : flatOfHouse;
  if (last < 0 || !behind.every((step) => asFlat.test(step))) return { steps, flat: '' };
  return { steps: steps.slice(0, last + 1), flat: behind.join('').replace(/(?:室|号|房|户)$/u, '') };
}

/** A bare number in a column for buildings is a building, in one for entrances an entrance. */
export function numberedPlace(text: string, ending: '栋' | '单元'): string {
  const words = clean(text);
  return /^[a-z]?\d+[a-z]?$/iu.test(words) ? `${words}${ending}` : words;
}
