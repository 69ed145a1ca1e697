import { expect, it } from 'vitest';
import { percentOf, restWords, sizeWords } from './upload-progress.ts';

const MIB = 1024 * 1024;

it('says sizes in the unit that people read', () => {
  expect([10, 20_000, 340 * MIB, 1536 * MIB].map(sizeWords)).toEqual(['1 KB', '20 KB', '340 MB', '1.5 GB']);
});

it('says 100 % only at the end', () => {
  expect([percentOf(999, 1000), percentOf(1000, 1000), percentOf(0, 0)]).toEqual([99, 100, 0]);
});

it('says roughly how long the rest takes, once the pace is known', () => {
  expect(restWords(100, null)).toBeNull();
  expect([30, 600, 7300].map((seconds) => restWords(seconds * MIB, MIB))).toEqual([
    '不到 1 分钟',
    '大约 10 分钟',
    '大约 2 小时',
  ]);
});
