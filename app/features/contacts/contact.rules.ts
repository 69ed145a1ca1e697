/** A person's own ways to be reached: at most one of each. Never shown whole, see `masked`. */
export type ContactKind = 'phone' | 'email';

export const contactKinds: readonly ContactKind[] = ['phone', 'email'];

/** How people call them. */
export const contactNames: Readonly<Record<ContactKind, string>> = { phone: '手机号', email: '邮箱' };

export type ContactReading = { ok: true; value: string } | { ok: false; problem: string };

const LONGEST_TYPED = 100;
const LONGEST_EMAIL = 254;

/**
 * A mobile number of mainland China: eleven digits, 1 and then 3 to 9. Spaces, hyphens, full-width digits and +86 or 0086 in front are how
 * people write them, and are taken off.
 */
export function readPhone(typed: string): ContactReading {
  const plain = typed
    .slice(0, LONGEST_TYPED)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}()\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '');
  const value = plain.replace(/^(?:\+|00)86/, '').replace(/^86(?=1[3-9]\d{9}$)/, '');
  return /^1[3-9]\d{9}$/.test(value) && typed.length <= LONGEST_TYPED
    ? { ok: true, value }
    : { ok: false, problem: '手机号要是 11 位数字，1 开头，请检查后再填。' };
}

/** An e-mail address, in lower case: what stands before and after one @, with a dot in the part after it. */
export function readEmail(typed: string): ContactReading {
  const value = typed
    .slice(0, LONGEST_EMAIL + 1)
    .normalize('NFKC')
    .trim()
    .toLowerCase();
  const fits = /^[a-z0-9._%+-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}$/.test(value);
  return fits && value.length <= LONGEST_EMAIL && typed.length <= LONGEST_EMAIL
    ? { ok: true, value }
    : { ok: false, problem: '邮箱地址不完整，请填成“名字@网站”的样子，比如 lin@example.cn。' };
}

/** What somebody typed as the one or the other. */
export function readContact(kind: ContactKind, typed: string): ContactReading {
  return kind === 'phone' ? readPhone(typed) : readEmail(typed);
}

/** Which of the two a text is, for fields that take either; null when it is neither. */
export function eitherContact(typed: string): { kind: ContactKind; value: string } | null {
  for (const kind of contactKinds) {
    const reading = readContact(kind, typed);
    if (reading.ok) return { kind, value: reading.value };
  }
  return null;
}

/** As pages show it: enough for its owner to know it, too little for anybody else to use it. `138****0000`, `l***@example.cn`. */
export function masked(kind: ContactKind, value: string): string {
  if (kind === 'phone') return `${value.slice(0, 3)}****${value.slice(-4)}`;
  const at = value.lastIndexOf('@');
  return `${value.slice(0, 1)}***${value.slice(at).slice(0, 60)}`;
}
