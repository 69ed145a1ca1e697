import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, kept, moment, someCuts } from '#tests/recordings/random-cuts.ts';
import { beginningsInCut, beginningsInOriginal, cuesInCut, cuesInOriginal } from './cut-texts.rules.ts';

const cue = fc
  .tuple(moment, fc.integer({ min: 300, max: 9000 }), fc.string({ minLength: 1, maxLength: 5 }))
  .map(([fromMs, length, text]) => ({ fromMs, toMs: Math.min(HOUR, fromMs + length), text }))
  .filter(({ fromMs, toMs }) => toMs - fromMs >= 300);
const cues = fc.array(cue, { maxLength: 30 }).map((all) => all.sort((a, b) => a.fromMs - b.fromMs));
const chapters = fc
  .uniqueArray(fc.integer({ min: 0, max: HOUR - 1 }), { maxLength: 12 })
  .map((all) => all.sort((a, b) => a - b).map((fromMs, at) => ({ fromMs, title: `第${at}章` })));

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
