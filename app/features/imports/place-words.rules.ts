/** Names of places as people write them, so that `５号楼`, `5#` and `5幢` are one building. */
import { clean } from './values.rules.ts';

const figures = '零一二三四五六七八九十';

/** What a name of a place is compared by. */
export function placeKey(name: string): string {
  return clean(name)
    .toLowerCase()
    .replace(/\s/gu, '')
    .replace(/^第/u, '')
    .replace(/[一二三四五六七八九十]{1,3}(?=栋|幢|座|号楼|单元|网格)/gu, numeral)
    .replace(/^0+(?=\d)/u, '')
    .replace(/(\d+|[a-z]\d*)(?:号楼|幢|座|#楼?|号栋|楼栋)$/u, '$1栋')
    .replace(/(?:居民委员会|居委会|居委)$/u, '社区');
}

/** How else the same place may be called: without what it is. */
export function shortKey(name: string): string {
  return placeKey(name).replace(/(?:社区|小区|街道|网格|党委|党总支|党支部|支部)$/u, '');
}

function numeral(words: string): string {
  const [tens, ones] = words.includes('十') ? words.split('十') : ['', words];
  const value = (digit: string | undefined) => Math.max(0, figures.indexOf(digit ?? ''));
  if (!words.includes('十')) return [...words].map((digit) => value(digit)).join('');
  return String((tens ? value(tens) : 1) * 10 + (ones ? value(ones) : 0));
}

/** `东园社区5栋2单元`, `东园 › 5栋` as its steps from the top. */
export function placeSteps(text: string): string[] {
  return clean(text)
    .split(/[›>/\\|,;、\s]+|(?<=社区|小区|街道|网格|\d栋|\d幢|\d座|号楼|居委会)(?=.)/u)
    .map((step) => step.trim())
    .filter(Boolean);
}

/** A bare number in a column for buildings is a building, in one for entrances an entrance. */
export function numberedPlace(text: string, ending: '栋' | '单元'): string {
  const words = clean(text);
  return /^[a-z]?\d+[a-z]?$/iu.test(words) ? `${words}${ending}` : words;
}
