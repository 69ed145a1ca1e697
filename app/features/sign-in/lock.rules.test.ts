import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterFailure,
  afterHidden,
  type LockRule,
  type Series,
  secondsLocked,
  verdictOn,
} from './lock.rules.ts';

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

interface Guess {
  /** Seconds since the guess before. */
  pause: number;
  name: 'user name' | 'number';
  /** A stranger, or the owner in a browser that is known. */
  who: 'stranger' | 'owner';
}

const guesses = fc.array(
  fc.record<Guess>({
    pause: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 0, max: 5000 })),
    name: fc.constantFrom('user name', 'number'),
    who: fc.constantFrom('stranger', 'owner'),
  }),
  { maxLength: 150 },
);

/** What strangers and owner are told of wrong guesses, and whose are looked at. `oneAccount`: both names are of one person. */
function told(all: readonly Guess[], { oneAccount, only }: { oneAccount: boolean; only?: Guess['who'] }) {
  const series = new Map<string, Series>();
  const answers: { who: string; name: string; ms: number; says: number; looked: boolean }[] = [];
  let ms = begin;
  for (const { pause, name, who } of all) {
    ms += pause * 1000;
    if (only && who !== only) continue;
    const now = new Date(ms);
    const of = { shown: `${who} ${name}`, hidden: `${who} account of ${oneAccount ? 'both' : name}` };
    const before = { shown: series.get(of.shown) ?? null, hidden: series.get(of.hidden) ?? null };
    const verdict = verdictOn({ ...before, address: null }, now);
    const says = verdict.kind === 'wait' ? verdict.seconds : 0;
    answers.push({ who, name, ms, says, looked: verdict.kind === 'look' });
    if (verdict.kind === 'wait') continue;
    series.set(of.shown, afterFailure(before.shown, { rule, now }));
    series.set(of.hidden, afterHidden(before.hidden, { rule, now }));
  }
  return answers;
}

describe('an account with two names', () => {
  it('answers as two accounts would: nobody sees by locks that the names belong together', () => {
    fc.assert(
      fc.property(guesses, (all) => {
        const said = (oneAccount: boolean) => told(all, { oneAccount }).map(({ says }) => says);
        expect(said(true)).toEqual(said(false));
      }),
    );
  });

  it('gives strangers no more guesses than one with one name', () => {
    fc.assert(
      fc.property(guesses, (all) => {
        const looked = told(all, { oneAccount: true, only: 'stranger' }).filter((one) => one.looked);
        for (const { ms } of looked) {
          const within = looked.filter((other) => other.ms >= ms && other.ms < ms + 86_400_000);
          expect(within.length).toBeLessThanOrEqual(5 * (4 + 24));
        }
        for (const { ms } of looked)
          expect(
            looked.filter((other) => other.ms >= ms && other.ms < ms + 60_000).length,
          ).toBeLessThanOrEqual(10);
      }),
    );
  });

  it('is counted in a known browser as if there were no strangers, and strangers as if there were no owner', () => {
    fc.assert(
      fc.property(guesses, (all) => {
        const both = told(all, { oneAccount: true });
        for (const only of ['owner', 'stranger'] as const)
          expect(both.filter(({ who }) => who === only)).toEqual(told(all, { oneAccount: true, only }));
      }),
    );
  });

  it('looks at a guess or not by the account, whichever name it comes under', () => {
    const all: Guess[] = Array.from({ length: 5 }, () => ({ pause: 0, name: 'user name', who: 'stranger' }));
    const last = told([...all, { pause: 1, name: 'number', who: 'stranger' }], { oneAccount: true }).at(-1);
    expect(last).toMatchObject({ says: 0, looked: false });
  });
});
