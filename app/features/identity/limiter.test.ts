import { expect, it } from 'vitest';
import { Busy, Limiter } from './limiter.ts';

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

it('runs a few at once, keeps the line in order and refuses when it is full', async () => {
  const limiter = new Limiter({ atOnce: 2, waiting: 2 });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = [0, 1, 2, 3].map((n) =>
    limiter.run(() => {
      begun.push(n);
      return new Promise<void>((resolve) => ends.push(resolve));
    }),
  );
  await settled();
  expect(begun).toEqual([0, 1]);
  expect(limiter.full).toBe(true);
  await expect(limiter.run(async () => 4)).rejects.toThrow(Busy);
  ends[1]?.();
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  for (const end of [0, 2]) ends[end]?.();
  await settled();
  ends[3]?.();
  await Promise.all(works);
  expect(await limiter.run(async () => 'free again')).toBe('free again');
});

it('gives its place on when the work fails', async () => {
  const limiter = new Limiter({ atOnce: 1, waiting: 1 });
  const failing = limiter.run(async () => {
    throw new Error('no');
  });
  const next = limiter.run(async () => 'yes');
  await expect(failing).rejects.toThrow('no');
  expect(await next).toBe('yes');
});
