import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block } from '#app/features/chain/hashes.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import { linesIn, nextFile, oldEnoughBefore } from './batches.rules.ts';

const first = Date.parse('2026-01-01T00:00:00+08:00');
const blocks = (hours: readonly number[], entries = 10): Block[] => {
  let at = first;
  return hours.map((more, index) => {
    at += more * 3_600_000;
    return {
      ...{ number: index + 1, previous: '', sealedAt: new Date(at).toISOString(), entries, total: 0 },
      ...{ root: '', hash: '' },
    };
  });
};
const before = '2026-03-01T00:00:00.000+08:00';
const policy = { before: new Date(before).toISOString(), daysAFile: 7, mostLinesAFile: 1_000 };

describe('which blocks make a file', () => {
  it('are those of whole days that are long enough ago, by the calendar of the academy', () => {
    const now = new Date('2026-07-10T00:30:00+08:00');
    expect(oldEnoughBefore(now, { onlineDays: 190 })).toBe(
      new Date('2026-01-01T00:00:00+08:00').toISOString(),
    );
    const some = blocks(Array(24 * 70).fill(1));
    const week = nextFile(some, policy);
    expect([dayOf(week[0]?.sealedAt ?? ''), dayOf(week.at(-1)?.sealedAt ?? '')]).toEqual([
      '2026-01-01',
      '2026-01-04',
    ]);
    expect(linesIn(week)).toBeLessThanOrEqual(policy.mostLinesAFile);
  });

  it('are none while less than a week has come together', () => {
    const five = blocks(Array(5).fill(24));
    expect(
      nextFile(five, { ...policy, before: new Date('2026-01-08T00:00:00+08:00').toISOString() }),
    ).toEqual([]);
    expect(
      nextFile(five, { ...policy, before: new Date('2026-01-09T00:00:00+08:00').toISOString() }),
    ).toHaveLength(5);
    expect(nextFile([], policy)).toEqual([]);
  });

  it('divides a day that alone is too much', () => {
    const file = nextFile(blocks(Array(30).fill(0.1), 300), policy);
    expect(linesIn(file)).toBe(900);
    expect(nextFile(blocks([1, 1], 5_000), policy)).toHaveLength(1);
  });

  it('holds for any blocks: a beginning of them, none too young, each taken once', () => {
    const hours = fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 60 });
    fc.assert(
      fc.property(hours, fc.integer({ min: 1, max: 600 }), (gaps, entries) => {
        let rest = blocks(gaps, entries);
        for (;;) {
          const file = nextFile(rest, policy);
          if (file.length === 0) break;
          expect(rest.slice(0, file.length)).toEqual(file);
          expect(file.every(({ sealedAt }) => sealedAt < policy.before)).toBe(true);
          expect(file.length === 1 || linesIn(file) <= policy.mostLinesAFile).toBe(true);
          rest = rest.slice(file.length);
        }
        const [next] = rest;
        // What stays is too young, or waits for the rest of its week.
        const weekBefore = new Date(Date.parse(policy.before) - 7 * 86_400_000).toISOString();
        expect(!next || next.sealedAt >= weekBefore).toBe(true);
      }),
    );
  });
});
