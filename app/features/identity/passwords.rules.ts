import guessedFirst from '#content/passwords/common.json';
import { guessedFirstFile } from './guessed-first.schema.ts';

/**
 * What a password must be. 等级保护 asks for eight characters and three of four kinds; ASVS for length and no list of the
 * common ones. A long sentence is as good as a short riddle, so from 12 characters on the kinds do not matter.
 */
export const SHORTEST_PASSWORD = 8;
/** Nobody types more; longer ones would only cost time. */
export const LONGEST_PASSWORD = 128;
const LONG_ENOUGH_ALONE = 12;
const KINDS = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/];

/** Pieces of what is guessed first. Compared without case and with the usual disguises taken off. */
const common = [
  'password',
  'passwd',
  'qwerty',
  'asdfgh',
  'zxcvbn',
  '1qaz2wsx',
  'qazwsx',
  'abc123',
  'admin',
  'welcome',
  'iloveyou',
  'woaini',
  'letmein',
  'dragon',
  'monkey',
  '5201314',
  '1314520',
  '123123',
  '112233',
  '147258',
  '123321',
  'a1b2c3',
  'aaaaaa',
];
/** Some thousands of words, names and figures that are guessed before all others, also with something put before or behind. */
const { stems: stemList, figures: figureList } = guessedFirstFile.parse(guessedFirst);
const [stems, figures] = [new Set(stemList), new Set(figureList)];
/** A birthday and a sign. */
const MOST_ADDED = 9;
const disguises: Record<string, string> = { '@': 'a', $: 's', '0': 'o', '3': 'e', '!': 'i' };

/** What is wrong with a password, in Chinese; null when nothing is. */
export function passwordProblem(
  password: string,
  { username, name }: { username: string; name: string },
): string | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `密码至少要 ${SHORTEST_PASSWORD} 个字符。`;
  if (length > LONGEST_PASSWORD) return `密码最多 ${LONGEST_PASSWORD} 个字符。`;
  const plain = password.toLowerCase();
  if (username.length > 2 && plain.includes(username)) return '密码里不要带用户名。';
  if (name.length > 1 && password.includes(name)) return '密码里不要带自己的名字。';
  if (isGuessedFirst(plain)) return '这个密码太常见，容易被猜到，请换一个。';
  const kinds = KINDS.filter((kind) => kind.test(password)).length;
  if (kinds < 3 && length < LONG_ENOUGH_ALONE) {
    return `请在大写字母、小写字母、数字、符号里用上三种，或者写长到 ${LONG_ENOUGH_ALONE} 个字符以上。`;
  }
  return null;
}

function isGuessedFirst(plain: string): boolean {
  const undisguised = plain.replace(/[@$03!]/g, (sign) => disguises[sign] ?? sign);
  if (figures.has(plain) || [plain, undisguised].some((form) => stems.has(bare(form)))) return true;
  const stem = (piece: string) =>
    [plain, undisguised].some((form) => form.includes(piece) && form.length < piece.length + 6);
  return common.some(stem) || new Set(plain).size < 4 || isRow(plain);
}

/** Without the figures and signs that people put before and behind a word; whoever puts many of them has thought of something. */
function bare(plain: string): string {
  const word = plain.replace(/^[^a-z]+|[^a-z]+$/g, '');
  return plain.length - word.length <= MOST_ADDED ? word : plain;
}

/** `12345678`, `87654321`, `abcdefgh`: every step the same. */
function isRow(plain: string): boolean {
  const codes = [...plain].map((character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => code - (codes[index] ?? 0));
  return steps.every((step) => step === steps[0]) || /^(?:0?123456789?|9?876543210?)/.test(plain);
}
