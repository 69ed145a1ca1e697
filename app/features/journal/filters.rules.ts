import { isId } from '#app/lib/id.ts';

/** Fields that a list is narrowed by with a code of the academy's own: a state, a kind, a tab, a term. */
const coded = new Set([
  ...['state', 'show', 'category', 'of', 'tab', 'term', 'few', 'different', 'tree', 'sort'],
  ...['family', 'outcome'],
]);
/** Pages, years, days, and places in the order of time. */
const counted = new Set(['page', 'waitingPage', 'year', 'on', 'from', 'to', 'before']);
/** Fields that take an id, or what somebody types. */
const others = new Set(['q', 'who', 'concerns', 'subject', 'section', 'unit']);
const isCode = /^[a-z0-9-]{1,32}$/;
const isCount = /^(?:\d{1,6}|\d{4}-\d{2}-\d{2}|[\dT:.Z-]{24}~[0-9a-f-]{36})$/;

/**
 * What the journal keeps of the fields that a list was narrowed by: ids, codes, days and numbers. Of what was typed (a name, often) only that something was:
 * such a line concerns nobody by itself, so nothing could be taken out of it when the account of whoever was looked for is closed.
 */
export function keptFilters(
  fields: Iterable<readonly [name: string, value: unknown]>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, given] of fields) {
    const value = typeof given === 'string' ? given.trim() : '';
    if (value === '') continue;
    const isKnown = coded.has(name) || counted.has(name) || others.has(name);
    const isPlain =
      (coded.has(name) && isCode.test(value)) ||
      (counted.has(name) && isCount.test(value)) ||
      (others.has(name) && isId(value));
    kept[isKnown ? name : 'other'] = isPlain ? value : 'typed';
  }
  return kept;
}
