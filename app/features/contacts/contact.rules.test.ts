import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eitherContact, masked, readEmail, readPhone } from './contact.rules.ts';

const digits = (least: number, most: number) => fc.integer({ min: least, max: most }).map(String);
const phone = fc
  .tuple(digits(3, 9), fc.array(digits(0, 9), { minLength: 9, maxLength: 9 }))
  .map(([second, rest]) => `1${second}${rest.join('')}`);
const fullWidth = (text: string) =>
  text.replace(/[+\d]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

describe('a phone number', () => {
  it('is the same however it is written', () => {
    const front = fc.constantFrom('', '+86', '+86 ', '0086', '86', '（+86）', ' ');
    const between = fc.constantFrom('', ' ', '-', '　', '–', '\u202c');
    fc.assert(
      fc.property(phone, front, between, fc.boolean(), (number, before, gap, wide) => {
        const written = `${before}${number.slice(0, 3)}${gap}${number.slice(3, 7)}${gap}${number.slice(7)} `;
        expect(readPhone(wide ? fullWidth(written) : written)).toEqual({ ok: true, value: number });
      }),
    );
  });

  it('is eleven digits that begin with 13 to 19, and nothing else', () => {
    for (const wrong of ['', '12800000000', '1380000000', '138000000000', '0551-62345678', '+8513800000000'])
      expect(readPhone(wrong).ok, wrong).toBe(false);
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const reading = readPhone(text);
        if (reading.ok) expect(reading.value).toMatch(/^1[3-9]\d{9}$/);
      }),
    );
  });

  it('is shown by its first three and last four digits', () => {
    expect(masked('phone', '13800000000')).toBe('138****0000');
  });
});

describe('an e-mail address', () => {
  it('is read without case, blanks and full-width letters', () => {
    expect(readEmail(' Lin.Hua@Example.CN ')).toEqual({ ok: true, value: 'lin.hua@example.cn' });
    expect(readEmail('ｌｉｎ＠example.cn')).toEqual({ ok: true, value: 'lin@example.cn' });
  });

  it('carries no second header, no second address and no bare host', () => {
    for (const wrong of [
      'lin',
      'lin@',
      '@example.cn',
      'lin@localhost',
      'a@b.cn,c@d.cn',
      'a@b.cn\r\nbcc: x@y.cn',
      '<a@b.cn>',
      `${'a'.repeat(300)}@b.cn`,
    ])
      expect(readEmail(wrong).ok, wrong).toBe(false);
  });

  it('is shown by its first letter and its site', () => {
    expect(masked('email', 'lin@example.cn')).toBe('l***@example.cn');
  });
});

it('a text is the one, the other or neither', () => {
  expect(eitherContact('138 0000 0000')).toEqual({ kind: 'phone', value: '13800000000' });
  expect(eitherContact('lin@example.cn')).toEqual({ kind: 'email', value: 'lin@example.cn' });
  expect(eitherContact('learner')).toBeNull();
});
