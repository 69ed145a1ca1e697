import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSpans,
  coveredMs,
  furthestMs,
  isComplete,
  mediaMs,
  mergeSpans,
  type Span,
  shareOf,
} from './viewing.rules.ts';

const DURATION_MS = 200_000;
const insideSpan = fc
  .tuple(fc.integer({ min: 0, max: DURATION_MS }), fc.integer({ min: 0, max: DURATION_MS }))
  .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);
const insideSpans = fc.array(insideSpan, { maxLength: 30 });

describe('merging what was watched', () => {
  it('joins what overlaps or touches', () => {
    expect(
      mergeSpans([
        [10, 20],
        [0, 10],
        [15, 30],
        [40, 50],
        [45, 46],
      ]),
    ).toEqual([
      [0, 30],
      [40, 50],
    ]);
    expect(
      mergeSpans([
        [5, 5],
        [9, 3],
      ]),
    ).toEqual([]);
  });

  it('is idempotent, free of order, and never more than the lecture', () => {
    fc.assert(
      fc.property(insideSpans, fc.infiniteStream(fc.nat()), (spans, keys) => {
        const merged = mergeSpans(spans);
        const shuffled = spans
          .map((one) => ({ one, key: keys.next().value }))
          .sort((a, b) => Number(a.key) - Number(b.key));
        expect(mergeSpans(merged)).toEqual(merged);
        expect(mergeSpans(shuffled.map(({ one }) => one))).toEqual(merged);
        expect(addSpans(addSpans([], spans), spans)).toEqual(merged);
        expect(coveredMs(spans)).toBeLessThanOrEqual(Math.min(DURATION_MS, mediaMs(spans)));
        expect(furthestMs(merged)).toBe(merged.at(-1)?.[1] ?? 0);
      }),
    );
  });

  it('keeps a bounded number of pieces, the longest ones', () => {
    const crumbs = Array.from({ length: 900 }, (_, i): Span => [i * 100, i * 100 + 1]);
    const kept = addSpans(crumbs, [[150_000, 190_000]]);
    expect([kept.length, kept.at(-1)]).toEqual([400, [150_000, 190_000]]);
    expect(kept).toEqual(mergeSpans(kept));
  });

  it('is complete at the share that the requirement asks for', () => {
    expect(isComplete({ covered: 90, durationMs: 100, share: 0.9 })).toBe(true);
    expect(isComplete({ covered: 89.9, durationMs: 100, share: 0.9 })).toBe(false);
    expect(isComplete({ covered: 0, durationMs: 0, share: 0.9 })).toBe(false);
    expect([
      shareOf({ minimumShare: 0.8 }),
      shareOf({ minimumShare: 0 }),
      shareOf(null),
      shareOf({}),
    ]).toEqual([0.8, 0.9, 0.9, 0.9]);
  });
});
