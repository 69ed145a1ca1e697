/**
 * What somebody typed as it may be kept, compared and printed: without NUL and other control characters (tabs and line ends stay) and without
 * halves of characters. Neither a form nor a keyboard makes them; programs that guess do.
 */
export function cleanText(text: string): string {
  return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '');
}
