import { describe, expect, it } from 'vitest';
import { WatchTracker } from './watch-tracker.ts';

function played(tracker: WatchTracker, from: number, to: number, clockMs: number, rate = 1): number {
  let clock = clockMs;
  for (let at = from; at <= to; at += 0.25 * rate) {
    tracker.tick({ mediaSeconds: at, clockMs: clock, rate });
    clock += 250;
  }
  return clock;
}

describe('gathering what is played', () => {
  it('joins what follows on and leaves jumps out', () => {
    const tracker = new WatchTracker();
    const clock = played(tracker, 0, 5, 0);
    played(tracker, 100, 103, clock);
    expect(tracker.take()).toEqual([
      [0, 5],
      [100, 103],
    ]);
    expect(tracker.take()).toEqual([]);
    tracker.tick({ mediaSeconds: 103.5, clockMs: clock + 3500, rate: 1 });
    expect(tracker.take()).toEqual([[103, 103.5]]);
  });

  it('does not believe a player that runs ahead of the clock', () => {
    const tracker = new WatchTracker();
    tracker.tick({ mediaSeconds: 0, clockMs: 0, rate: 1 });
    tracker.tick({ mediaSeconds: 60, clockMs: 1000, rate: 1 });
    tracker.tick({ mediaSeconds: 61.4, clockMs: 2000, rate: 1.5 });
    expect(tracker.take()).toEqual([[60, 61.4]]);
  });

  it('begins anew after a pause', () => {
    const tracker = new WatchTracker();
    played(tracker, 0, 2, 0);
    tracker.break();
    played(tracker, 2, 3, 60_000);
    expect(tracker.take()).toEqual([
      [0, 2],
      [2, 3],
    ]);
  });
});
