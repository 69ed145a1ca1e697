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
