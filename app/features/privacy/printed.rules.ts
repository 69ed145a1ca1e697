import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate, formatMoment } from '#app/lib/time.ts';
import { printedWords } from './printed-words.rules.ts';

/** A value of a row in words that people use: days and moments, credits, states; what has no words stays as it is. */
export function printedValue(column: string, value: string | number | null): string {
  if (value === null || value === '') return '—';
  const text = String(value);
  const known = printedWords[column]?.[text];
  if (known) return known;
  if (column === 'amount') return formatHundredths(Number(value));
  if (column === 'content') return '见证书';
  if (/^\d{4}-\d{2}-\d{2}T/.test(text))
    return `${formatDate(text)} ${formatMoment(text).split(' ').slice(2).join(' ')}`;
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDate(text) : text;
}
