/** When two declarations are of the same thing: one piece of evidence pays somebody once (product, promise 2; domain model §6.8). */

/** Words as they are compared: width, case, blanks and punctuation say nothing. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]+/gu, '');
}

interface Matter {
  category: string;
  activity: string;
  level: string | null;
  title: string;
  certificate: string;
  occurredOn: string;
}

/** The same kind with the same title on the same day. */
export function matterKey({ category, activity, level, title, occurredOn }: Matter): string {
  return [category, activity, level ?? '', occurredOn, plain(title).slice(0, MOST_OF_TITLE)].join('|');
}

/** Written out, one sign may become eighteen: what is compared is cut to what its column holds. */
const MOST_OF_TITLE = 120;
const MOST_OF_NUMBER = 76;

/** The same kind with the same certificate; null where there is none. */
export function certificateKey({ category, activity, level, certificate }: Matter): string | null {
  const number = plain(certificate);
  return number === '' ? null : [category, activity, level ?? '', number.slice(0, MOST_OF_NUMBER)].join('|');
}

/** Whether a name stands among those who did it together. */
export function isCompanion(companions: string, name: string): boolean {
  return companions
    .split(/[、，,;；\s]+/)
    .map(plain)
    .includes(plain(name));
}

/** How far apart two days may lie for the same thing: people write the day of the certificate, or the last day of the class. */
export const NEAR_DAYS = 60;
/** How much of two titles must be the same. */
const ALIKE = 0.6;

/** Whether two titles may name the same thing: one stands in the other, or most pairs of neighbouring characters are the same. */
export function soundAlike(one: string, other: string): boolean {
  const [a, b] = [plain(one), plain(other)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length < 2) return false;
  if (short === long || (short.length >= 4 && long.includes(short))) return true;
  const left = pairsOf(long);
  const pairs = pairsOf(short);
  const shared = pairs.filter((pair) => {
    const at = left.indexOf(pair);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return (2 * shared.length) / (pairs.length + left.length + shared.length) >= ALIKE;
}

const pairsOf = (text: string): string[] =>
  Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));
