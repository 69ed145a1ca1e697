import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginningsInCut, beginningsInOriginal, cuesInCut, cuesInOriginal } from './cut-texts.rules.ts';
import { cutsOf, cutTime, keptOf, lengthOf, originalTime, type Span } from './cuts.rules.ts';

const HOUR = 3600_000;

function kept(cuts: Span[], durationMs: number): Span[] {
  const reading = keptOf(cuts, durationMs);
  if (!reading.ok) throw new Error(reading.reason);
  return reading.keeps;
}

const moment = fc.integer({ min: 0, max: HOUR });
const cut = fc
  .tuple(moment, fc.integer({ min: -1000, max: HOUR / 4 }))
  .map(([fromMs, length]) => ({ fromMs, toMs: fromMs + length }));
const someCuts = fc.array(cut, { maxLength: 20 }).filter((cuts) => keptOf(cuts, HOUR).ok);
const cue = fc
  .tuple(moment, fc.integer({ min: 300, max: 9000 }), fc.string({ minLength: 1, maxLength: 5 }))
  .map(([fromMs, length, text]) => ({ fromMs, toMs: Math.min(HOUR, fromMs + length), text }))
  .filter(({ fromMs, toMs }) => toMs - fromMs >= 300);
const cues = fc.array(cue, { maxLength: 30 }).map((all) => all.sort((a, b) => a.fromMs - b.fromMs));
const chapters = fc
  .uniqueArray(fc.integer({ min: 0, max: HOUR - 1 }), { maxLength: 12 })
  .map((all) => all.sort((a, b) => a - b).map((fromMs, at) => ({ fromMs, title: `第${at}章` })));

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

describe('what is written to a film', () => {
  const keeps = [
    { fromMs: 10_000, toMs: 20_000 },
    { fromMs: 30_000, toMs: 60_000 },
  ];
  const said = (fromMs: number, toMs: number, text = '话') => ({ fromMs, toMs, text });

  it('moves along when it is cut: captions', () => {
    const all = [
      said(1_000, 9_000),
      said(9_500, 10_200),
      said(9_500, 12_000),
      said(18_000, 33_000),
      said(21_000, 29_000),
    ];
    expect(cuesInCut(keeps, all)).toEqual([said(0, 2_000), said(8_000, 13_000)]);
    expect(cuesInCut(keeps, [said(12_000, 12_010)])).toEqual([said(2_000, 2_010)]);
  });

  it('moves along when it is cut: chapters, which begin where the film goes on', () => {
    const all = [
      { fromMs: 0, title: '开场' },
      { fromMs: 8_000, title: '认门' },
      { fromMs: 22_000, title: '闲话' },
      { fromMs: 25_000, title: '认人' },
      { fromMs: 60_000, title: '片尾' },
    ];
    expect(beginningsInCut(keeps, all)).toEqual([
      { fromMs: 0, title: '认门' },
      { fromMs: 10_000, title: '认人' },
    ]);
  });

  it('comes back as it was when nobody touched it, whatever was cut', () => {
    fc.assert(
      fc.property(someCuts, cues, chapters, (cuts, allCues, allChapters) => {
        const some = kept(cuts, HOUR);
        expect(cuesInOriginal(some, { before: allCues, now: cuesInCut(some, allCues) })).toEqual(allCues);
        const now = beginningsInCut(some, allChapters);
        expect(beginningsInOriginal(some, { before: allChapters, now })).toEqual(allChapters);
        expect(now.every(({ fromMs }, at) => fromMs > (now[at - 1]?.fromMs ?? -1))).toBe(true);
      }),
    );
  });

  it('keeps what was written to the cut film, and what was cut out', () => {
    const before = [
      said(1_000, 9_000, '剪掉的'),
      said(9_000, 12_000, '剪短的'),
      said(40_000, 45_000, '留着的'),
    ];
    const now = [
      said(0, 2_000, '剪短后改的'),
      said(7_000, 10_000, '到接缝为止的'),
      said(9_000, 12_000, '跨过接缝的'),
    ];
    expect(cuesInOriginal(keeps, { before, now })).toEqual([
      said(1_000, 9_000, '剪掉的'),
      said(10_000, 12_000, '剪短后改的'),
      said(17_000, 20_000, '到接缝为止的'),
      said(19_000, 32_000, '跨过接缝的'),
    ]);
  });

  it('is in the cut film what was written there, once it is cut the same way again', () => {
    fc.assert(
      fc.property(someCuts, cues, cues, (cuts, before, written) => {
        const some = kept(cuts, HOUR);
        const now = cuesInCut(some, written);
        const again = cuesInCut(some, cuesInOriginal(some, { before, now }));
        const sorted = (all: object[]) => all.map((one) => JSON.stringify(one)).sort();
        expect(sorted(again)).toEqual(sorted(now.filter(({ fromMs, toMs }) => toMs - fromMs >= 300)));
      }),
    );
  });
});
