/**
 * An index of short Chinese texts: which documents hold a word, in characters, pinyin or initials. It keeps the list of
 * documents of each term; longer words are intersected, and what is left is checked for standing in a row.
 */
import { addBit, type Bits, both, either, noBits, numbersIn } from './bits.rules.ts';
import { Forms, type ZoneText } from './search-forms.rules.ts';
import { MOST_INITIALS, SyllablePairs, term, termsOf, waysToRead } from './search-terms.rules.ts';
import { beginsFrom, readsFrom, unitsOf, type Word } from './search-words.rules.ts';

export interface Zone {
  /** The documents that hold the word, by the order in which they were added. */
  match(word: Word): Bits;
}

type Lists = ReadonlyMap<string, Iterable<number>>;

/** Takes documents one after the other; `finish` makes them searchable. */
export function openZone(): { add(texts: readonly ZoneText[]): void; finish(): Zone } {
  const lists = new Map<string, number[]>();
  const pairs = new SyllablePairs();
  const documents: (readonly ZoneText[])[] = [];
  const known = new Map<string, readonly string[]>();
  return {
    add(texts) {
      const document = documents.push(texts) - 1;
      for (const text of texts) {
        for (const each of knownTerms(known, text)) {
          const list = lists.get(each);
          if (list && list[list.length - 1] !== document) list.push(document);
          if (list) continue;
          lists.set(each, [document]);
          pairs.learn(each);
        }
      }
    },
    finish: () => new FinishedZone(packed(lists), pairs, documents),
  };
}

const LONG = 64;

/** Long lists as plain memory: a quarter of the room. */
function packed(lists: ReadonlyMap<string, number[]>): Lists {
  return new Map(
    [...lists].map(([term, list]) => [term, list.length > LONG ? Uint32Array.from(list) : list]),
  );
}

const OFTEN_REPEATED = 12;

/** Modules, tags and roles stand in many documents: their terms are made once. */
function knownTerms(known: Map<string, readonly string[]>, { text, initials }: ZoneText): Iterable<string> {
  if (text.length > OFTEN_REPEATED) return termsOf(unitsOf(text), initials);
  const key = `${initials}${text}`;
  const terms = known.get(key) ?? [...termsOf(unitsOf(text), initials)];
  known.set(key, terms);
  return terms;
}

class FinishedZone implements Zone {
  readonly #lists: Lists;
  readonly #pairs: SyllablePairs;
  readonly #documents: readonly (readonly ZoneText[])[];
  /** Made when a document is first checked. */
  readonly #forms: (Forms | undefined)[] = [];

  constructor(lists: Lists, pairs: SyllablePairs, documents: readonly (readonly ZoneText[])[]) {
    this.#lists = lists;
    this.#pairs = pairs;
    this.#documents = documents;
  }

  match({ kind, text }: Word): Bits {
    if (kind === 'han') return this.#inCharacters(text);
    return [this.#list(term.token(text)), this.#inInitials(text), this.#inPinyin(text)].reduce(either);
  }

  #inCharacters(text: string): Bits {
    const characters = [...text];
    if (characters.length <= 2) return this.#list(term.characters(text));
    const pairs = characters
      .slice(1)
      .map((character, at) => this.#list(term.characters(`${characters[at]}${character}`)));
    return this.#checked(pairs.reduce(both), (forms) => forms.characters.includes(text));
  }

  #inInitials(letters: string): Bits {
    if (letters.length <= MOST_INITIALS) return this.#list(term.initials(letters));
    const last = letters.length - MOST_INITIALS;
    const runs = Array.from({ length: last + 1 }, (_, at) =>
      this.#list(term.initials(letters.slice(at, at + MOST_INITIALS))),
    );
    return this.#checked(
      runs.reduce(both),
      ({ read }) =>
        read.initials.includes(letters) ||
        read.ambiguous.some(
          ({ initials, units }) => initials && units.some((_, at) => beginsFrom(units, at, letters)),
        ),
    );
  }

  #inPinyin(letters: string): Bits {
    const ways = waysToRead(letters, this.#pairs, (begun) => this.#lists.has(term.begun(begun)));
    return ways.map((syllables) => this.#inSyllables(letters, syllables)).reduce(either, this.#none());
  }

  #inSyllables(letters: string, syllables: readonly string[]): Bits {
    const [last, beforeLast] = [syllables.at(-1) ?? '', syllables.at(-2)];
    if (beforeLast === undefined) return this.#list(term.begun(last));
    const end = this.#list(...this.#pairs.begun(beforeLast, last));
    const pairs = syllables
      .slice(1, -1)
      .map((syllable, at) => this.#list(term.pair(syllables[at] ?? '', syllable)));
    if (pairs.length === 0) return end;
    const sounds = `'${syllables.join("'")}`;
    return this.#checked(
      pairs.reduce(both, end),
      ({ read }) =>
        read.sounds.includes(sounds) ||
        read.ambiguous.some(({ units }) => units.some((_, at) => readsFrom(units, at, letters))),
    );
  }

  #list(...terms: string[]): Bits {
    const bits = this.#none();
    for (const each of terms) for (const document of this.#lists.get(each) ?? []) addBit(bits, document);
    return bits;
  }

  #none(): Bits {
    return noBits(this.#documents.length);
  }

  #checked(candidates: Bits, holds: (forms: Forms) => boolean): Bits {
    const found = this.#none();
    for (const document of numbersIn(candidates, 0, this.#documents.length)) {
      const forms = this.#forms[document] ?? new Forms(this.#documents[document] ?? []);
      this.#forms[document] = forms;
      if (holds(forms)) addBit(found, document);
    }
    return found;
  }
}
