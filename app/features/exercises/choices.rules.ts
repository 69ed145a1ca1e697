/**
 * What somebody answers, by the kind of the question: keys of options as chosen, the keys of an ordering from first to last,
 * the one text that was written, or the ids of the files that were added. Nothing chosen is an empty list. No clock anywhere: answers wait as long as it takes
 * (domain model §4.1, enough time).
 */
import type { DrawnQuestion } from './questions.schema.ts';

export const MOST_LETTERS = 200;

type Asked = Pick<DrawnQuestion, 'kind' | 'options'>;

/** What of a sent answer can be kept. An order that is not exactly the items once each is none; files are not sent with the others. */
export function keptChoice({ kind, options }: Asked, sent: readonly string[]): string[] {
  if (kind === 'short-text') {
    const text = (sent[0] ?? '').trim().slice(0, MOST_LETTERS);
    return text === '' ? [] : [text];
  }
  const known = sent.filter((key) => options.some((option) => option.key === key));
  if (kind !== 'ordering') return known;
  return known.length === options.length && new Set(known).size === known.length ? known : [];
}

/** The order in which an ordering question stands on the page: as last put, else as drawn. */
export function shownOrder({ kind, options }: Asked, choice: readonly string[]): string[] {
  const kept = keptChoice({ kind, options }, choice);
  return kept.length > 0 ? kept : options.map(({ key }) => key);
}

/** The order after one item went up or down by one place; at the end of the list it stays. */
export function moved(order: readonly string[], key: string, way: 'up' | 'down'): string[] {
  const from = order.indexOf(key);
  const to = way === 'up' ? from - 1 : from + 1;
  const copy = [...order];
  if (from < 0 || to < 0 || to >= copy.length) return copy;
  [copy[from], copy[to]] = [copy[to] as string, copy[from] as string];
  return copy;
}
