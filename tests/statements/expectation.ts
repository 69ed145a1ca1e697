import type { people } from './many-people.ts';

export interface Expectation {
  /** Who asks. Pages for everybody are asked by somebody signed in as well, which costs more. */
  as: keyof typeof people;
  /** The addresses to ask, each a way through the loader that runs other statements. */
  at: readonly string[];
  /** 200 unless the address only leads on, or there is nothing to send. */
  status?: number;
  /** More statements than a page may run: for what is everything about one person. */
  most?: number;
  /** Tables of which many rows are read, by an index all the same, and why. */
  wide?: Record<string, string>;
}

export const openSections = {
  section: 'what can be chosen in a term, counted once in two seconds or collected once in some',
};
