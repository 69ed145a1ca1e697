import { expect, test } from 'vitest';
import { clockSpan, daysWords, sectionName, shortDays } from './section-words.rules.ts';

test('beside its course a section is named by what tells it from the others', () => {
  expect(sectionName('“四方五步”协商议事实训（周三晚间班）')).toBe('周三晚间班');
  expect(sectionName('银龄议事员')).toBe('银龄议事员');
});

test('hours from and to', () => {
  expect(clockSpan('2026-12-03T01:00:00.000Z', '2026-12-03T01:45:00.000Z')).toBe('上午 9:00–9:45');
  expect(clockSpan('2026-12-03T03:30:00.000Z', '2026-12-03T06:00:00.000Z')).toBe('上午 11:30–下午 2:00');
});

test('days from and to, without saying anything twice', () => {
  expect(daysWords('2026-12-12', '2026-12-12')).toBe('2026年12月12日');
  expect(daysWords('2026-12-09', '2026-12-23')).toBe('2026年12月9日至12月23日');
  expect(daysWords('2026-11-05', '2027-01-25')).toBe('2026年11月5日至2027年1月25日');
  expect(shortDays('2026-12-09', '2026-12-23')).toBe('12月9日至23日');
  expect(shortDays('2026-12-27', '2027-01-03')).toBe('12月27日至1月3日');
  expect(shortDays('2026-12-27', '2026-12-27')).toBe('12月27日');
});
