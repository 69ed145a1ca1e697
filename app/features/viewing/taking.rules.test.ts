import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coveredUpTo, playedUpTo } from './taking.rules.ts';
import { coveredMs, mediaMs, mergeSpans, type Span } from './viewing.rules.ts';

const span = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1000 }))
  .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);
const spans = fc.array(span, { maxLength: 12 });
const most = fc.integer({ min: -50, max: 4000 });

describe('taking a part of what was watched', () => {
  it('parts at the moment at which enough was played', () => {
    expect(
      playedUpTo(
        [
          [0, 10],
          [50, 60],
        ],
        14,
      ),
    ).toEqual({
      taken: [
        [0, 10],
        [50, 54],
      ],
      left: [[54, 60]],
    });
    expect(playedUpTo([[0, 10]], 10)).toEqual({ taken: [[0, 10]], left: [] });
    expect(playedUpTo([[0, 10]], 0)).toEqual({ taken: [], left: [[0, 10]] });
  });

  it('parts at the moment at which enough is covered, and lets pass what was covered before', () => {
    expect(coveredUpTo([[0, 10]], [[0, 30]], 15)).toEqual({ taken: [[0, 15]], left: [[15, 30]] });
    expect(
      coveredUpTo(
        [[20, 30]],
        [
          [0, 10],
          [15, 40],
        ],
        25,
      ),
    ).toEqual({
      taken: [
        [0, 10],
        [15, 30],
      ],
      left: [[30, 40]],
    });
    expect(coveredUpTo([[0, 20]], [[5, 15]], 20)).toEqual({ taken: [[5, 15]], left: [] });
  });

  it('loses nothing and never takes more than it may', () => {
    fc.assert(
      fc.property(spans, spans, most, (known, added, mostMs) => {
        for (const { taken, left } of [playedUpTo(added, mostMs), coveredUpTo(known, added, mostMs)]) {
          expect(mediaMs(taken) + mediaMs(left)).toBe(mediaMs(added));
          expect(mergeSpans([...taken, ...left])).toEqual(mergeSpans(added));
        }
        expect(mediaMs(playedUpTo(added, mostMs).taken)).toBeLessThanOrEqual(Math.max(0, mostMs));
        const after = coveredMs([...known, ...coveredUpTo(known, added, mostMs).taken]);
        expect(after).toBeLessThanOrEqual(Math.max(mostMs, coveredMs(known)));
      }),
      { numRuns: 500 },
    );
  });
});
