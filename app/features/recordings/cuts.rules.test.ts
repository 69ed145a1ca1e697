import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, kept, moment, someCuts } from '#tests/recordings/random-cuts.ts';
import { cutsOf, cutTime, keptOf, lengthOf, originalTime } from './cuts.rules.ts';

describe('what is kept of a film', () => {
  it('is what no cut takes out', () => {
    const cuts = [
      { fromMs: 50_000, toMs: 60_000 },
      { fromMs: 0, toMs: 5_000 },
      { fromMs: 55_000, toMs: 70_000 },
      { fromMs: 90_000, toMs: 500_000 },
      { fromMs: 20_000, toMs: 20_000 },
    ];
    const keeps = [
      { fromMs: 5_000, toMs: 50_000 },
      { fromMs: 70_000, toMs: 90_000 },
    ];
    expect(keptOf(cuts, 100_000)).toEqual({ ok: true, keeps });
    expect(cutsOf(keeps, 100_000)).toEqual([
      { fromMs: 0, toMs: 5_000 },
      { fromMs: 50_000, toMs: 70_000 },
      { fromMs: 90_000, toMs: 100_000 },
    ]);
    expect([cutsOf([{ fromMs: 0, toMs: 9 }], 9), cutsOf([], 9)]).toEqual([[], [{ fromMs: 0, toMs: 9 }]]);
  });

  it('has no flicker between two cuts, and is a film', () => {
    const cuts = [
      { fromMs: 50, toMs: 5_000 },
      { fromMs: 5_099, toMs: 9_000 },
    ];
    expect(keptOf(cuts, 20_000)).toEqual({ ok: true, keeps: [{ fromMs: 9_000, toMs: 20_000 }] });
    expect(keptOf([{ fromMs: 0, toMs: 19_001 }], 20_000)).toEqual({ ok: false, reason: 'nothing-left' });
    expect(keptOf(new Array(21).fill(cuts[0]), 20_000)).toEqual({ ok: false, reason: 'too-many' });
  });

  it('shares no moment with a cut, misses at most flickers, and gives the same kept once more', () => {
    fc.assert(
      fc.property(someCuts, (cuts) => {
        const keeps = kept(cuts, HOUR);
        for (const [at, { fromMs, toMs }] of keeps.entries()) {
          expect(toMs - fromMs).toBeGreaterThanOrEqual(100);
          expect(fromMs).toBeGreaterThanOrEqual(keeps[at - 1]?.toMs ?? 0);
          expect(
            cuts.every((one) => one.toMs <= one.fromMs || one.toMs <= fromMs || one.fromMs >= toMs),
          ).toBe(true);
        }
        expect(kept(cutsOf(keeps, HOUR), HOUR)).toEqual(keeps);
        expect(lengthOf(keeps) + lengthOf(cutsOf(keeps, HOUR))).toBe(HOUR);
      }),
    );
  });

  it('leads from one time to the other and back', () => {
    fc.assert(
      fc.property(someCuts, moment, moment, (cuts, one, other) => {
        const keeps = kept(cuts, HOUR);
        const at = one % (lengthOf(keeps) + 1);
        const there = originalTime(keeps, at);
        const ending = originalTime(keeps, at, { ending: true });
        expect([cutTime(keeps, there), cutTime(keeps, ending)]).toEqual([at, at]);
        expect(ending).toBeLessThanOrEqual(there);
        const [early = 0, late = 0] = [one, other].sort((a, b) => a - b);
        expect(cutTime(keeps, early)).toBeLessThanOrEqual(cutTime(keeps, late));
      }),
    );
  });
});
