import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, type LockRule, type Series, secondsLocked } from './lock.rules.ts';

const rule: LockRule = { failures: 5, minutes: [1, 5, 15, 60], forgottenAfterHours: 24 };
const begin = Date.parse('2026-11-22T03:00:00.000Z');

/** Guesses so many seconds after each other; each is looked at only where nothing is locked. */
function guessing(pauses: readonly number[]): { looked: number[]; longest: number; series: Series | null } {
  let [series, ms, longest]: [Series | null, number, number] = [null, begin, 0];
  const looked: number[] = [];
  for (const pause of pauses) {
    ms += pause * 1000;
    const now = new Date(ms);
    if (secondsLocked(series, now) > 0) continue;
    looked.push(ms);
    series = afterFailure(series, { rule, now });
    longest = Math.max(longest, secondsLocked(series, now));
  }
  return { looked, longest, series };
}

describe('the lock', () => {
  it('rises and stays at its last step', () => {
    const waits: number[] = [];
    let [series, ms]: [Series | null, number] = [null, begin];
    for (let n = 0; n < 30; n += 1) {
      series = afterFailure(series, { rule, now: new Date(ms) });
      const wait = secondsLocked(series, new Date(ms));
      if (wait > 0) waits.push(wait / 60);
      ms += wait * 1000;
    }
    expect(waits).toEqual([1, 5, 15, 60, 60, 60]);
  });

  it('never lasts longer than its last step, however somebody guesses: nobody is locked out for good', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 200 }), (pauses) => {
        const { longest, series } = guessing(pauses);
        expect(longest).toBeLessThanOrEqual(3600);
        // An hour after the last guess the door is open.
        const later = new Date(Date.parse(series?.lastAt ?? new Date(begin).toISOString()) + 3_600_000);
        expect(secondsLocked(series, later)).toBe(0);
      }),
    );
  });

  it('looks at few guesses in any day, however they are timed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 100, maxLength: 400 }),
        (pauses) => {
          const { looked } = guessing(pauses);
          for (const at of looked) {
            const within = looked.filter((other) => other >= at && other < at + 86_400_000).length;
            // Five at once, then after 1, 5, 15 minutes, then five an hour; the day may begin anywhere in a series.
            expect(within).toBeLessThanOrEqual(5 * (4 + 24));
          }
        },
      ),
    );
  });

  it('is not moved by knocking while it is locked, and says whole seconds', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 59_999 }), (ms) => {
        const { series } = guessing([0, 0, 0, 0, 0]);
        expect(secondsLocked(series, new Date(begin + ms))).toBe(Math.ceil((60_000 - ms) / 1000));
      }),
    );
  });
});
