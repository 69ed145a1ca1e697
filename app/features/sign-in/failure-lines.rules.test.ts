import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyBook,
  enterFailure,
  type Failure,
  failureActions,
  MOST_OF_ACCOUNT,
  MOST_OF_NETWORK,
  MOST_OF_UNKNOWN,
  TICK_MS,
  takeOver,
  toNextTick,
  WINDOW_MS,
} from './failure-lines.rules.ts';

const begin = Date.parse('2026-11-22T03:00:00.000Z');

interface Timed {
  failure: Failure;
  pause: number;
}

const few = (word: string, most: number) => fc.integer({ min: 1, max: most }).map((n) => `${word} ${n}`);
const known: fc.Arbitrary<Failure> = fc.record({
  action: fc.constantFrom(...failureActions),
  personId: few('person', 3),
  network: few('network', 40),
});
const unknown: fc.Arbitrary<Failure> = fc.record({
  action: fc.constantFrom(...failureActions),
  personId: fc.constant(null),
  network: few('network', 300),
});
const timed = (failure: fc.Arbitrary<Failure>): fc.Arbitrary<Timed> =>
  fc.record({
    failure,
    pause: fc.oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 300_000 })),
  });

/** Which of them have a line, and what is said of the others once all windows are over. */
function entered(all: readonly Timed[]) {
  const book = emptyBook();
  let ms = begin;
  const lines: (Failure & { ms: number })[] = [];
  const left = [];
  for (const { failure, pause } of all) {
    ms += pause;
    if (enterFailure(book, failure, ms)) lines.push({ ...failure, ms });
    if (pause % 7 === 0) left.push(...takeOver(book, ms));
  }
  left.push(...takeOver(book, ms + WINDOW_MS));
  return { lines, left, book };
}

describe('failures to sign in', () => {
  it('are each a line or counted in one, and nothing is kept once it is said', () => {
    fc.assert(
      fc.property(fc.array(timed(fc.oneof(known, unknown)), { maxLength: 400 }), (all) => {
        const { lines, left, book } = entered(all);
        expect(lines.length + left.reduce((sum, { times }) => sum + times, 0)).toBe(all.length);
        expect(left.every(({ times }) => times > 0)).toBe(true);
        expect([book.accounts.size, book.networks.size, book.over.length]).toEqual([0, 0, 0]);
        for (const { personId } of lines.filter((line) => line.personId !== null)) {
          const own = (one: { personId: string | null }) => one.personId === personId;
          const counted = left.filter(own).reduce((sum, { times }) => sum + times, 0);
          expect(lines.filter(own).length + counted).toBe(all.filter(({ failure }) => own(failure)).length);
        }
      }),
    );
  });

  it('of a real account are not silenced by any flood of names that nobody has', () => {
    fc.assert(
      fc.property(fc.array(timed(fc.oneof(known, unknown)), { maxLength: 400 }), (all) => {
        const { lines } = entered(all);
        let ms = begin;
        const alone = emptyBook();
        const said: (Failure & { ms: number })[] = [];
        for (const { failure, pause } of all) {
          ms += pause;
          if (failure.personId !== null && enterFailure(alone, failure, ms)) said.push({ ...failure, ms });
        }
        expect(lines.filter(({ personId }) => personId !== null)).toEqual(said);
      }),
    );
  });

  it('have the first line of each kind from each network at once', () => {
    const book = emptyBook();
    const flood = Array.from({ length: 5000 }, (_, n) => ({
      ...{ action: 'person.sign-in-failed' as const, personId: null, network: `n ${n % 700}` },
    }));
    for (const failure of flood) enterFailure(book, failure, begin);
    for (const action of failureActions)
      expect(enterFailure(book, { action, personId: 'person 1', network: 'n 1' }, begin)).toBe(true);
    expect(enterFailure(book, { action: 'oidc.refused', personId: 'person 1', network: 'n 1' }, begin)).toBe(
      false,
    );
  });

  it('that were not looked at share the lines of their network, so that no locked one gets a line for every account', () => {
    const refused = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.boolean()).map(([n, isReal]) => ({
      ...{ action: 'person.sign-in-failed' as const, personId: isReal ? `person ${n}` : null },
      ...{ network: 'n 1', isLooked: false },
    }));
    fc.assert(
      fc.property(fc.array(refused, { maxLength: 200 }), (all) => {
        const { lines, left } = entered(all.map((failure) => ({ failure, pause: 1 })));
        expect(lines).toHaveLength(Math.min(all.length, MOST_OF_NETWORK));
        expect(left.map(({ personId, network, times }) => ({ personId, network, times }))).toEqual(
          all.length > MOST_OF_NETWORK
            ? [{ personId: null, network: 'n 1', times: all.length - MOST_OF_NETWORK }]
            : [],
        );
      }),
    );
  });

  it('are written at ticks of the clock that do not hang on when they came', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 * TICK_MS }), (ms) => {
        const wait = toNextTick(begin + ms);
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(TICK_MS);
        expect((begin + ms + wait) % TICK_MS).toBe(0);
      }),
    );
  });

  it('never fill the journal: an account, a network and all nonsense together have so many lines in a window', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(known, unknown), { maxLength: 600 }), (all) => {
        const { lines } = entered(all.map((failure) => ({ failure, pause: 1 })));
        const many = (is: (line: Failure) => boolean) => lines.filter(is).length;
        const nobodys = lines.filter(({ personId }) => personId === null);
        expect(nobodys.length).toBeLessThanOrEqual(MOST_OF_UNKNOWN);
        for (const { network } of nobodys)
          expect(many((line) => line.personId === null && line.network === network)).toBeLessThanOrEqual(
            MOST_OF_NETWORK,
          );
        for (const { personId } of lines.filter((line) => line.personId !== null))
          expect(many((line) => line.personId === personId)).toBeLessThanOrEqual(MOST_OF_ACCOUNT);
      }),
    );
    const flood = Array.from({ length: 20_000 }, (_, n) => ({
      failure: { action: 'oidc.refused' as const, personId: null, network: `n ${n}` },
      pause: 0,
    }));
    const { lines, left } = entered(flood);
    expect(lines).toHaveLength(MOST_OF_UNKNOWN);
    expect(left.length).toBeLessThanOrEqual(200);
  });
});
