import { pinyin } from 'pinyin-pro';

const LENGTH = 191;

/**
 * How a name is looked for: its pinyin without tones, a blank, its initials (`张三` → `zhangsan zs`). Character by character,
 * so that the beginning of a name gives the beginning of its pinyin; the first one is read as a surname (曾 zeng, 单 shan).
 */
export function namePinyin(name: string): string {
  const syllables = [...name.normalize('NFKC')].map(syllable).filter(Boolean);
  return `${syllables.join('')} ${syllables.map((one) => one[0]).join('')}`.slice(0, LENGTH).trim();
}

function syllable(character: string, index: number): string {
  const read = pinyin(character, { toneType: 'none', v: true, surname: index === 0 ? 'head' : 'off' });
  return read.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export type NameSearch =
  | { kind: 'everyone' }
  /** Nobody can be called so: the words hold neither Chinese characters nor letters. */
  | { kind: 'nobody' }
  /** Letters as typed: the beginning of a username, of a name's pinyin or of its initials. */
  | { kind: 'letters'; letters: string }
  /** Chinese characters: the beginning of a name; `letters` is its pinyin, by which the index finds it. */
  | { kind: 'characters'; characters: string; letters: string };

/** What somebody means who types `q` into the search for people. */
export function readNameSearch(q: string): NameSearch {
  const text = q.normalize('NFKC').trim().toLowerCase().slice(0, 64);
  if (!text) return { kind: 'everyone' };
  const letters = text.replace(/[^a-z0-9._-]/g, '');
  if (!/\p{Script=Han}/u.test(text)) return letters ? { kind: 'letters', letters } : { kind: 'nobody' };
  const characters = text.replace(/[\s%_\\]/g, '');
  return { kind: 'characters', characters, letters: namePinyin(characters).split(' ')[0] ?? '' };
}
