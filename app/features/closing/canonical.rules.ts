/**
 * One text for one content: JSON with its keys in order and nothing between them, so that the same content has the same hash wherever it
 * is computed. Source: RFC 8785 (JSON canonicalization), of which whole numbers, texts, flags and lists are used.
 */

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The canonical text. Throws for a number that is not whole: amounts are whole hundredths, and fractions have no one form. */
export function canonical(value: Json): string {
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value))
      throw new Error(`${value} is not whole: it has no place in a frozen statement.`);
    return String(value);
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(canonical).join(',')}]`;
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

const isList = (value: object): value is readonly Json[] => Array.isArray(value);
