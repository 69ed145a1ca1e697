import { expect, it } from 'vitest';
import { sheetWords } from './sheet-words.rules.ts';

const fresh = { hasBegun: true, isListed: false, marked: 0, carried: 0, size: 12 };

it('says that everybody is filled in as there until the list is taken', () => {
  expect(sheetWords(fresh)).toBe('还没有点名。下面先按全部出勤填好，改不到的人就行。');
  expect(sheetWords({ ...fresh, isListed: true, marked: 11 })).toBe('已点 11 人，共 12 人。');
});

it('says which marks came from another class, and waits for a meeting that is still to come', () => {
  const carried = { ...fresh, marked: 2, carried: 2 };
  expect(sheetWords(carried)).toBe(
    '还没有点名。有 2 人的从原来的班带过来，照原样填着；别的人先按全部出勤填好，改不到的人就行。',
  );
  expect(sheetWords({ ...carried, hasBegun: false })).toBe(
    '这次课还没有上，上课的时候再点名。有 2 人的从原来的班带过来，照原样填着；别的人先按全部出勤填好。',
  );
  expect(sheetWords({ ...fresh, hasBegun: false })).toMatch('还没有上');
});
