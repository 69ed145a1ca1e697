import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addSpans,
  type Clock,
  coveredMs,
  FASTEST_RATE,
  judge,
  mediaMs,
  type Span,
  TOLERANCE_MS,
  takeOver,
} from './viewing.rules.ts';

const DURATION_MS = 200_000;
const span = fc.tuple(
  fc.integer({ min: -50, max: DURATION_MS }),
  fc.integer({ min: -50, max: DURATION_MS + 2000 }),
);
const insideSpan = fc
  .tuple(fc.integer({ min: 0, max: DURATION_MS }), fc.integer({ min: 0, max: DURATION_MS }))
  .map(([a, b]): Span => [Math.min(a, b), Math.max(a, b)]);

describe('what the clock allows', () => {
  const start = new Date('2026-11-22T05:00:00.000Z');
  const at = (ms: number) => new Date(start.getTime() + ms);
  const clock: Clock = { heardAt: start, budgetMs: 0 };
  const report = (spans: Span[], ms: number, rate = 1) =>
    judge(clock, { spans, rate, durationMs: DURATION_MS, now: at(ms) });

  it('credits a viewer at the speed of watching, up to one and a half', () => {
    expect(report([[0, 10_000]], 10_000)).toMatchObject({ accepted: true, clock: { budgetMs: 0 } });
    expect(report([[0, 15_000]], 10_000, 1.5)).toMatchObject({ accepted: true });
    expect(report([[0, 15_000]], 10_000, 16)).toMatchObject({ accepted: true });
    expect(report([[0, 17_001]], 10_000, 16)).toEqual({ accepted: false, reason: 'too-fast' });
    expect(report([[0, 12_001]], 10_000)).toEqual({ accepted: false, reason: 'too-fast' });
    expect(report([[0, 2_000]], 0)).toMatchObject({ accepted: true, clock: { budgetMs: -2_000 } });
  });

  it('counts rewatching as time too', () => {
    expect(
      report(
        [
          [0, 10_000],
          [0, 10_000],
        ],
        10_000,
      ),
    ).toEqual({ accepted: false, reason: 'too-fast' });
  });

  it('refuses what is not in the lecture, and bears a player that rounds', () => {
    expect(report([[-1, 5]], 10_000)).toEqual({ accepted: false, reason: 'out-of-range' });
    expect(report([[9, 5]], 10_000)).toEqual({ accepted: false, reason: 'out-of-range' });
    expect(report([[0, DURATION_MS + 501]], 999_999)).toEqual({ accepted: false, reason: 'out-of-range' });
    expect(report([[DURATION_MS - 100, DURATION_MS + 500]], 10_000)).toMatchObject({
      spans: [[DURATION_MS - 100, DURATION_MS]],
    });
  });

  it('never runs back, and a new lease is no new tolerance', () => {
    expect(report([[0, 1000]], -60_000)).toMatchObject({
      accepted: true,
      clock: { heardAt: start, budgetMs: -1000 },
    });
    expect(takeOver({ heardAt: start, budgetMs: -1800 }, start)).toEqual({ heardAt: start, budgetMs: -1800 });
    expect(takeOver({ heardAt: start, budgetMs: -1800 }, at(1000))).toEqual({
      heardAt: at(1000),
      budgetMs: -800,
    });
    expect(takeOver({ heardAt: start, budgetMs: 50_000 }, at(1000))).toEqual({
      heardAt: at(1000),
      budgetMs: 0,
    });
  });

  const step = fc.oneof(
    fc.record({ kind: fc.constant('lease' as const), waitMs: fc.integer({ min: -500, max: 3_000 }) }),
    fc.record({
      kind: fc.constant('report' as const),
      waitMs: fc.integer({ min: -500, max: 30_000 }),
      rate: fc.double({ min: 0.01, max: 100, noNaN: true }),
      spans: fc.array(fc.oneof(span, insideSpan), { maxLength: 4 }),
    }),
  );

  it('credits no more than the clock allows, whatever the client sends', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [now, account, media] = [start.getTime(), takeOver(null, start), 0];
        let latest = now;
        let watched: Span[] = [];
        for (const one of steps) {
          now += one.waitMs;
          latest = Math.max(latest, now);
          if (one.kind === 'lease') {
            account = takeOver(account, new Date(now));
            continue;
          }
          const verdict = judge(account, { ...one, durationMs: DURATION_MS, now: new Date(now) });
          if (!verdict.accepted) continue;
          account = verdict.clock;
          media += mediaMs(verdict.spans);
          watched = addSpans(watched, verdict.spans);
        }
        const allowed = (latest - start.getTime()) * FASTEST_RATE + TOLERANCE_MS;
        expect(media).toBeLessThanOrEqual(allowed);
        expect(coveredMs(watched)).toBeLessThanOrEqual(Math.min(allowed, DURATION_MS));
      }),
      { numRuns: 500 },
    );
  });
});
