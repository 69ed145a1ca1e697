import { expect, it } from 'vitest';
import { addDays, mondayOf } from '#app/lib/time.ts';
import { daysFrom, daysWithMeetings, timeOfDay, weekRows } from './week.rules.ts';

it('knows the Monday of every day, over months and years', () => {
  expect(daysFrom('2026-12-28', 7).map(mondayOf)).toEqual(Array(7).fill('2026-12-28'));
  expect(mondayOf('2027-01-03')).toBe('2026-12-28');
  expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
});

it.each([
  ['2026-11-21T16:00:00.000Z', '上午'],
  ['2026-11-22T03:59:00.000Z', '上午'],
  ['2026-11-22T04:00:00.000Z', '下午'],
  ['2026-11-22T09:59:00.000Z', '下午'],
  ['2026-11-22T10:00:00.000Z', '晚上'],
])('%s is %s', (instant, time) => {
  expect(timeOfDay(instant)).toBe(time);
});

it('puts each meeting into its cell, in the order in which they came', () => {
  const days = daysFrom('2026-11-16', 7);
  // The evening before in UTC is the morning of the day in Shanghai.
  const meetings = [
    '2026-11-15T16:30:00.000Z',
    '2026-11-22T11:00:00.000Z',
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T16:00:00.000Z',
  ].map((startsAt) => ({ startsAt }));
  const rows = weekRows(meetings, days);
  expect(rows[0]?.cells[0]).toEqual({ day: '2026-11-16', meetings: [meetings[0]] });
  expect(rows[2]?.cells[6]).toEqual({ day: '2026-11-22', meetings: [meetings[1], meetings[2]] });
  expect(rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.meetings))).toHaveLength(3);
  expect(daysWithMeetings(meetings, days).map(({ day }) => day)).toEqual(['2026-11-16', '2026-11-22']);
});
