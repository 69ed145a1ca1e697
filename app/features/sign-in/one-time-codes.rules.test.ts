import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  authenticatorAddress,
  codeAt,
  inFours,
  newSecret,
  readCode,
  recoveryCodeFrom,
  stepAt,
  stepOfCode,
} from './one-time-codes.rules.ts';

/** The secret of RFC 6238, appendix B: the ASCII figures 1 to 0, twice. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const at = (seconds: number) => new Date(seconds * 1000);

describe('one-time codes', () => {
  // The appendix shows eight figures; six are the last six of them.
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %i seconds are those of RFC 6238', (seconds, code) => {
    expect(codeAt(secret, at(seconds))).toBe(code.slice(2));
    expect(stepOfCode(secret, code.slice(2), at(seconds))).toBe(Math.floor(seconds / 30));
  });

  it('are good in their half minute and in the one before and after, and never beyond', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_600_000_000, max: 2_000_000_000 }),
        fc.integer({ min: -4, max: 4 }),
        (seconds, steps) => {
          const now = at(seconds);
          const found = stepOfCode(secret, codeAt(secret, at(seconds + steps * 30)), now);
          // Two half minutes may share a code by chance; then it is that of the nearer one.
          if (Math.abs(steps) <= 1)
            expect(Math.abs((found ?? Infinity) - stepAt(now))).toBeLessThanOrEqual(1);
          else if (found !== null) expect(Math.abs(found - stepAt(now))).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(stepOfCode(secret, codeAt(secret, at(1_000_060)), at(1_000_000))).toBeNull();
    expect(stepOfCode(secret, codeAt(secret, at(999_940)), at(1_000_000))).toBeNull();
  });

  it('come of a secret of 160 bits, which an authenticator reads with the name of the academy', () => {
    const made = newSecret();
    expect(made).toMatch(/^[A-Z2-7]{32}$/);
    expect(inFours(made)).toMatch(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
    const address = new URL(authenticatorAddress(made, 'security'));
    expect(address.protocol).toBe('otpauth:');
    expect(address.searchParams.get('secret')).toBe(made);
    expect(address.searchParams.get('issuer')).toBe('社区学院');
  });
});

describe('what somebody types', () => {
  it.each([
    ['123456', { kind: 'one-time', code: '123456' }],
    [' 123 456 ', { kind: 'one-time', code: '123456' }],
    ['１２３４５６', { kind: 'one-time', code: '123456' }],
    ['k7qm-2xwd-9pta', { kind: 'recovery', code: 'K7QM2XWD9PTA' }],
    ['K7QM 2XWD 9PTO', { kind: 'recovery', code: 'K7QM2XWD9PT0' }],
    ['il00 0000 0000', { kind: 'recovery', code: '110000000000' }],
    ['12345', null],
    ['1234567', null],
    ['', null],
    ['K7QM2XWD9PTU', null],
  ])('%j is read as it was meant', (typed, read) => {
    expect(readCode(typed)).toEqual(read);
  });

  it('is a code or nothing, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (typed) => {
        const read = readCode(typed);
        if (read)
          expect(read.code).toMatch(read.kind === 'one-time' ? /^\d{6}$/ : /^[0-9A-HJKMNP-TV-Z]{12}$/);
      }),
    );
  });

  it('finds every recovery code again', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 12, maxLength: 12 }), (bytes) => {
        const code = recoveryCodeFrom(bytes);
        expect(readCode(code.toLowerCase())).toEqual({ kind: 'recovery', code: code.replaceAll(' ', '') });
      }),
    );
  });
});
