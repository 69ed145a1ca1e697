import { describe, expect, it } from 'vitest';
import { FirstView } from './first-view.ts';
import { keeperIn } from './kept-watching.ts';

describe('the first view', () => {
  const reached = { furthestSeconds: 60, complete: false };

  it('ends a jump ahead at the furthest moment reached, and lets everything else pass', () => {
    const view = new FirstView(true, () => reached);
    expect([view.allowed(20), view.allowed(60.5), view.allowed(300)]).toEqual([20, 60.5, 60]);
    view.playedTo(90);
    view.playedTo(10);
    expect(view.allowed(300)).toBe(90);
  });

  it('is free once enough is watched, and where the school does not ask for it', () => {
    expect(new FirstView(true, () => ({ ...reached, complete: true })).allowed(300)).toBe(300);
    expect(new FirstView(false, () => reached).allowed(300)).toBe(300);
  });
});

describe('what a device keeps', () => {
  it('is read again as it was written, and anything else is nothing', () => {
    const cupboard = new Map<string, string>();
    const storage = {
      getItem: (name: string) => cupboard.get(name) ?? null,
      setItem: (name: string, value: string) => void cupboard.set(name, value),
      removeItem: (name: string) => void cupboard.delete(name),
    };
    const keeper = keeperIn(() => storage, '/viewing');
    expect(keeper.read()).toBeNull();
    const kept = { lease: 'L', spans: [[0, 5]] as [number, number][], rate: 1, positionSeconds: 5 };
    keeper.write(kept);
    expect(keeper.read()).toEqual(kept);
    for (const broken of [
      '{',
      '1',
      '{"lease":"L"}',
      '{"lease":"L","rate":1,"positionSeconds":2,"spans":[["a",1]]}',
    ]) {
      cupboard.set('watching /viewing', broken);
      expect(keeper.read()).toBeNull();
    }
    keeper.forget();
    expect(cupboard.size).toBe(0);
  });

  it('does without a browser that keeps nothing', () => {
    const keeper = keeperIn(() => {
      throw new Error('denied');
    }, '/viewing');
    keeper.write({ lease: 'L', spans: [], rate: 1, positionSeconds: 0 });
    keeper.forget();
    expect(keeper.read()).toBeNull();
  });
});
