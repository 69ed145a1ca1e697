/** Codes are typed by people: what they look like, and how they are read. */

/** How often a code may be typed wrongly before it ends. Source: brief of sign-in, 等级保护 on failed attempts. */
export const MOST_TRIES = 5;
export const RESET_MINUTES = 15;
export const FIRST_HOURS = 24;

/** No two of these sound or look alike when they are read aloud: no 0 and O, no 1 and I, no B, D, E, G, P and T. */
export const FIRST_ALPHABET = '23456789ACFHKRWXY';
export const FIRST_LENGTH = 8;

/** What somebody typed, without blanks, hyphens and full-width forms, in capitals. */
export function typedCode(typed: string): string {
  return typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .toUpperCase();
}

/** In two groups, as it is read aloud: `A2C4-F6H8`. */
export function spokenCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/** How a helper made sure whom they help. Source: brief of sign-in; the kind in words only, never a number. */
export const identifiedNames = { known: '当面认得', paper: '看了证件', callback: '电话回拨' } as const;
export type Identified = keyof typeof identifiedNames;
