/** How a document is written out for checking that a word stands in it in a row. */
import { plain, type Unit, unitsOf } from './search-words.rules.ts';

/** One text of a document. */
export interface ZoneText {
  text: string;
  /** Whether its initials are kept: of titles, tags and modules, not of sentences. */
  initials: boolean;
}

/** A document written out in each way that it may be asked for, each when first needed; its texts lie on lines of their own. */
export class Forms {
  readonly #texts: readonly ZoneText[];
  #characters: string | undefined;
  #read: Read | undefined;

  constructor(texts: readonly ZoneText[]) {
    this.#texts = texts;
  }

  get characters(): string {
    this.#characters ??= this.#texts.map(({ text }) => plain(text)).join('\n');
    return this.#characters;
  }

  get read(): Read {
    this.#read ??= readTexts(this.#texts);
    return this.#read;
  }
}

export interface Read {
  sounds: string;
  initials: string;
  /** Texts with a character that has two readings: the lines above hold only the first. */
  ambiguous: { initials: boolean; units: readonly Unit[] }[];
}

function readTexts(texts: readonly ZoneText[]): Read {
  const fields = texts.map(({ text, initials }) => ({ initials, units: unitsOf(text) }));
  const written = (units: readonly Unit[], of: (reading: string) => string) =>
    units.map(({ readings }) => (readings ? of(readings[0] ?? '') : ' ')).join('');
  return {
    sounds: fields.map(({ units }) => written(units, (reading) => `'${reading}`)).join('\n'),
    initials: fields
      .map(({ initials, units }) => (initials ? written(units, (reading) => reading.slice(0, 1)) : ''))
      .join('\n'),
    ambiguous: fields.filter(({ units }) => units.some(({ readings }) => (readings?.length ?? 0) > 1)),
  };
}
