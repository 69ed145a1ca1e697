/**
 * Codes by which anybody can check a document of the academy: 16 signs of Crockford's base 32, 80 bits, so that nobody finds one by trying.
 * The alphabet has no I, L, O or U; who types one of them means 1 or 0.
 */
export const CODE_ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 16;

/** A code as it is kept, from what somebody typed: spaces, hyphens, small and full-width letters do not matter. Null when it is none. */
export function normalCode(typed: string): string | null {
  if (typed.length > 200) return null;
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―−_.]/g, '')
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0');
  return signs.length === CODE_LENGTH && [...signs].every((sign) => CODE_ALPHABET.includes(sign))
    ? signs
    : null;
}

/** As it stands on paper: `8F3K-2M0Q-…`. */
export function shownCode(code: string): string {
  return code.replace(/(.{4})(?=.)/g, '$1-');
}
