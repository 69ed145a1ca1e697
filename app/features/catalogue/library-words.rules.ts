/** Which courses of a list hold the words that somebody typed. */
import { allBits, type Bits, both, countBits, either, noBits } from './bits.rules.ts';
import type { LibraryCourse } from './library-course.rules.ts';
import { sortKey, type Word, wordsOf } from './search-words.rules.ts';
import { openZone, type Zone } from './search-zone.rules.ts';

export interface WordsFind {
  found: Bits;
  /** Those whose title or code holds all words. */
  inTitle: Bits;
  /** Nothing holds the words as typed; these courses hold their parts. */
  loose: boolean;
}

export interface LibraryWords {
  find(q: string): WordsFind;
  /** By place: the title in pinyin, for sorting. */
  titleKeys: readonly string[];
}

const COURSES_A_STEP = 25;
const MOST_KEPT = 500;

/** Reads the courses in steps, so that a server can answer others between them. */
export function* readWords(courses: readonly LibraryCourse[]): Generator<void, LibraryWords> {
  const titles = openZone();
  const rest = openZone();
  const titleKeys: string[] = [];
  for (const [at, course] of courses.entries()) {
    titles.add([course.title, course.code].map((text) => ({ text, initials: true })));
    rest.add([
      ...[course.module, ...course.tags].map((text) => ({ text, initials: true })),
      ...[course.subtitle, course.teacherRole].map((text) => ({ text, initials: false })),
    ]);
    titleKeys.push(sortKey(course.title));
    if (at % COURSES_A_STEP === COURSES_A_STEP - 1) yield;
  }
  const inTitles = titles.finish();
  yield;
  const inRest = rest.finish();
  yield;
  const find = keepLatest((q) => matchWords(wordsOf(q), inTitles, inRest, courses.length));
  return { find, titleKeys };
}

/** Whether two lists of courses hold the same words in the same places. */
export function sameWords(one: readonly LibraryCourse[], other: readonly LibraryCourse[]): boolean {
  return one.length === other.length && one.every((course, at) => sameTexts(course, other[at]));
}

const texts = ['title', 'code', 'module', 'subtitle', 'teacherRole'] as const;

function sameTexts(one: LibraryCourse, other: LibraryCourse | undefined): boolean {
  if (!other || one.tags.length !== other.tags.length) return false;
  return (
    texts.every((text) => one[text] === other[text]) && one.tags.every((tag, at) => tag === other.tags[at])
  );
}

function matchWords(words: readonly Word[], titles: Zone, rest: Zone, size: number): WordsFind {
  const match = (wanted: readonly Word[]) => {
    const inTitles = wanted.map((word) => titles.match(word));
    const anywhere = wanted.map((word, at) => either(inTitles[at] ?? noBits(size), rest.match(word)));
    return { found: anywhere.reduce(both, allBits(size)), inTitle: inTitles.reduce(both, allBits(size)) };
  };
  const exact = match(words);
  const parts = words.flatMap(partsOf);
  if (parts.length === words.length || countBits(exact.found) > 0) return { ...exact, loose: false };
  const parted = match(parts);
  return { ...parted, loose: countBits(parted.found) > 0 };
}

/** A long run of characters in twos, as most Chinese words are: 老年手机 is 老年 and 手机. */
function partsOf(word: Word): Word[] {
  if (word.kind !== 'han' || word.text.length < 4) return [word];
  const starts = Array.from({ length: Math.ceil(word.text.length / 2) }, (_, at) =>
    Math.min(at * 2, word.text.length - 2),
  );
  return starts.map((start) => ({ kind: 'han', text: word.text.slice(start, start + 2) }));
}

/** Remembers the latest answers: most people search for the same few things. */
function keepLatest(find: (q: string) => WordsFind): (q: string) => WordsFind {
  const kept = new Map<string, WordsFind>();
  return (q) => {
    const answer = kept.get(q) ?? find(q);
    kept.delete(q);
    kept.set(q, answer);
    if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value ?? '');
    return answer;
  };
}
