/** The terms under which a text is found. Each kind has its own first letter. */
import type { Unit } from './search-words.rules.ts';

export const term = {
  /** One character, or two in a row. */
  characters: (text: string) => `h${text}`,
  /** A syllable or its beginning. */
  begun: (letters: string) => `s${letters}`,
  /** Two syllables in a row. */
  pair: (first: string, second: string) => `p${first}'${second}`,
  /** One to three initials in a row. */
  initials: (letters: string) => `i${letters}`,
  /** Letters and figures, or their beginning. */
  token: (text: string) => `t${text}`,
};

const LONGEST_TOKEN = 12;
export const MOST_INITIALS = 3;

/** All terms of a text. Initials are left out where they would only be noise: in sentences. */
export function termsOf(units: readonly Unit[], initials: boolean): Set<string> {
  const terms = new Set<string>();
  units.forEach(({ text, readings }, at) => {
    if (!readings) {
      for (let length = 1; length <= Math.min(text.length, LONGEST_TOKEN); length++)
        terms.add(term.token(text.slice(0, length)));
      return;
    }
    const next = units[at + 1];
    terms.add(term.characters(text));
    if (next?.readings) terms.add(term.characters(text + next.text));
    for (const reading of readings) {
      for (let length = 1; length <= reading.length; length++)
        terms.add(term.begun(reading.slice(0, length)));
      for (const following of next?.readings ?? []) terms.add(term.pair(reading, following));
    }
    if (initials)
      for (const letters of initialsFrom(units, at, MOST_INITIALS)) terms.add(term.initials(letters));
  });
  return terms;
}

/** The initials of up to `most` units from `at` on: one letter, two, three. */
function initialsFrom(units: readonly Unit[], at: number, most: number): string[] {
  const letters = [...new Set(units[at]?.readings?.map((reading) => reading.slice(0, 1)) ?? [])];
  if (most === 1 || letters.length === 0) return letters;
  const tails = ['', ...initialsFrom(units, at + 1, most - 1)];
  return letters.flatMap((letter) => tails.map((tail) => letter + tail));
}

/** Which syllables there are, and which follow which. */
export class SyllablePairs {
  readonly #seconds = new Map<string, string[]>();
  readonly #syllables = new Set<string>();

  /** Takes note of a term; other kinds than pairs do not matter. */
  learn(each: string): void {
    if (!each.startsWith('p')) return;
    const [first = '', second = ''] = each.slice(1).split("'");
    this.#syllables.add(first).add(second);
    const seconds = this.#seconds.get(first);
    if (seconds) seconds.push(second);
    else this.#seconds.set(first, [second]);
  }

  knows(syllable: string): boolean {
    return this.#syllables.has(syllable);
  }

  /** The pairs whose second syllable begins so. */
  begun(first: string, beginning: string): string[] {
    const seconds = this.#seconds.get(first) ?? [];
    return seconds.filter((second) => second.startsWith(beginning)).map((second) => term.pair(first, second));
  }
}

const MOST_WAYS = 12;
const LONGEST_SYLLABLE = 6;

/**
 * The ways to part letters into syllables of which the last may be unfinished: `xian` is xian, and xi|an. `isBegun` knows
 * every beginning of a syllable.
 */
export function waysToRead(
  letters: string,
  pairs: SyllablePairs,
  isBegun: (letters: string) => boolean,
): string[][] {
  const ways: string[][] = [];
  const part = (from: number, before: readonly string[]): void => {
    if (ways.length >= MOST_WAYS) return;
    const rest = letters.slice(from);
    if (isBegun(rest)) ways.push([...before, rest]);
    for (let length = 1; length <= LONGEST_SYLLABLE && length < rest.length; length++) {
      const syllable = rest.slice(0, length);
      if (pairs.knows(syllable)) part(from + length, [...before, syllable]);
    }
  };
  part(0, []);
  return ways;
}
