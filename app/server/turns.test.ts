import { expect, it } from 'vitest';
import { createTurns } from './turns.ts';

const round = () => new Promise<void>((done) => setImmediate(done));

it('begins one a round, in the order of coming', async () => {
  const turns = createTurns();
  const begun: string[] = [];
  for (const name of ['first', 'second', 'third']) turns(() => begun.push(name));
  expect(begun).toEqual([]);
  const seen: number[] = [];
  for (let i = 0; i < 4; i += 1) {
    await round();
    seen.push(begun.length);
  }
  expect(begun).toEqual(['first', 'second', 'third']);
  expect(seen).toEqual([1, 2, 3, 3]);
});

it('goes on after a pause, and with what came in between', async () => {
  const turns = createTurns();
  const begun: string[] = [];
  turns(() => {
    begun.push('first');
    turns(() => begun.push('third'));
  });
  turns(() => begun.push('second'));
  for (let i = 0; i < 4; i += 1) await round();
  turns(() => begun.push('fourth'));
  await round();
  expect(begun).toEqual(['first', 'second', 'third', 'fourth']);
});
