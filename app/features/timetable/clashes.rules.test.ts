import { describe, expect, it } from 'vitest';
import { dayOf } from '#app/lib/time.ts';
import { firstClash, overlaps } from './clashes.rules.ts';
import { selectionWindowOf } from './selection-window.rules.ts';
import { weeklyMeetings } from './weekly.rules.ts';

const day = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 25, hour, minute)).toISOString();
const meeting = (from: number, to: number, title = '') => ({ startsAt: day(from), endsAt: day(to), title });

describe('clashes', () => {
  it('share a moment; one that begins as the other ends is none', () => {
    const evening = meeting(11, 13);
    expect(overlaps(evening, meeting(12, 14))).toBe(true);
    expect(overlaps(evening, meeting(10, 12))).toBe(true);
    expect(overlaps(evening, meeting(10, 14))).toBe(true);
    expect(overlaps(evening, { startsAt: day(11, 30), endsAt: day(11, 31) })).toBe(true);
    expect(overlaps(evening, evening)).toBe(true);
    expect(overlaps(evening, meeting(13, 14))).toBe(false);
    expect(overlaps(evening, meeting(9, 11))).toBe(false);
  });

  it('are named by the earliest of the wanted meetings, in whatever order they come', () => {
    const wanted = [meeting(18, 20, 'late'), meeting(8, 9, 'free'), meeting(12, 13, 'noon')];
    const taken = [meeting(18, 19, 'evening class'), meeting(12, 13, 'lunch class')];
    expect(firstClash(wanted, taken)).toEqual({ wanted: wanted[2], taken: taken[1] });
    expect(wanted.map(({ title }) => title)).toEqual(['late', 'free', 'noon']);
    expect(firstClash(wanted, [])).toBeNull();
    expect(firstClash([], taken)).toBeNull();
    expect(firstClash([meeting(1, 2)], taken)).toBeNull();
  });
});

describe('weekly meetings', () => {
  const pattern = {
    firstDay: '2026-11-25',
    firstAt: '19:00',
    weekdays: [],
    minutes: 90,
    venueId: 'v1',
    daysOff: [],
  };
  const days = (meetings: readonly { startsAt: string }[]) => meetings.map(({ startsAt }) => dayOf(startsAt));

  it('are on the same weekday and hour, also across the new year', () => {
    const { meetings } = weeklyMeetings({ ...pattern, times: 7 });
    expect(meetings[0]).toEqual({
      startsAt: '2026-11-25T11:00:00.000Z',
      endsAt: '2026-11-25T12:30:00.000Z',
      venueId: 'v1',
      topic: '第 1 次课',
      kind: 'face',
    });
    expect(meetings.at(-1)).toMatchObject({ startsAt: '2027-01-06T11:00:00.000Z', topic: '第 7 次课' });
    expect(
      meetings.every((one, index) => meetings.slice(index + 1).every((other) => !overlaps(one, other))),
    ).toBe(true);
  });

  it('are none when none are asked for', () => {
    expect(weeklyMeetings({ ...pattern, times: 0 })).toEqual({ meetings: [], skipped: [] });
  });

  it('may be on several weekdays, and begin with the first of them', () => {
    const { meetings } = weeklyMeetings({ ...pattern, weekdays: [5, 2], times: 4 });
    expect(days(meetings)).toEqual(['2026-11-27', '2026-12-01', '2026-12-04', '2026-12-08']);
  });

  it('leave days off out, say which, and make their number up at the end', () => {
    const daysOff = [
      { fromDay: '2026-12-30', toDay: '2027-01-03', name: '元旦' },
      { fromDay: '2026-12-09', toDay: '2026-12-09', name: '停课' },
      { fromDay: '2026-12-10', toDay: '2026-12-10', name: '不相干的一天' },
    ];
    const { meetings, skipped } = weeklyMeetings({ ...pattern, times: 5, daysOff });
    expect(days(meetings)).toEqual(['2026-11-25', '2026-12-02', '2026-12-16', '2026-12-23', '2027-01-06']);
    expect(skipped).toEqual([
      { day: '2026-12-09', name: '停课' },
      { day: '2026-12-30', name: '元旦' },
    ]);
    expect(meetings.at(-1)?.topic).toBe('第 5 次课');
  });

  it('end when the days off never do', () => {
    const forever = { fromDay: '2026-01-01', toDay: '2099-12-31', name: '长假' };
    expect(weeklyMeetings({ ...pattern, times: 2, daysOff: [forever] }).meetings).toEqual([]);
  });
});

describe('the selection window of a term', () => {
  const window = (kind: 'selection' | 'add-drop' | 'preselect' | 'evaluation', from: number, to: number) => ({
    termId: 't',
    kind,
    opensAt: day(from),
    closesAt: day(to),
  });
  const windows = [
    window('add-drop', 10, 12),
    window('selection', 4, 6),
    window('preselect', 0, 3),
    window('evaluation', 20, 22),
  ];
  const at = (hour: number) => selectionWindowOf(windows, new Date(day(hour)));

  it('is open in selection and add/drop, to come before each, and over after the last', () => {
    expect(at(1)).toEqual({ state: 'coming', opensAt: day(4) });
    expect(at(4)).toEqual({ state: 'open', until: day(6) });
    expect(at(6)).toEqual({ state: 'coming', opensAt: day(10) });
    expect(at(11)).toEqual({ state: 'open', until: day(12) });
    expect(at(12)).toEqual({ state: 'over' });
    expect(at(21)).toEqual({ state: 'over' });
    expect(selectionWindowOf([], new Date(day(1)))).toEqual({ state: 'over' });
  });

  it('takes applications for a lottery, then waits for the draw, then lets what is left be chosen', () => {
    const drawn = (hour: number) => selectionWindowOf(windows, new Date(day(hour)), 'lottery');
    expect(drawn(1)).toEqual({ state: 'applying', until: day(3) });
    expect(drawn(5)).toEqual({ state: 'drawing', opensAt: day(10) });
    expect(drawn(11)).toEqual({ state: 'open', until: day(12) });
    expect(drawn(12)).toEqual({ state: 'over' });
    const undrawn = (hour: number) => selectionWindowOf(windows, new Date(day(hour)), 'lottery', true);
    expect(undrawn(1)).toEqual({ state: 'applying', until: day(3) });
    expect(undrawn(5)).toEqual({ state: 'drawing', opensAt: day(10) });
    expect(undrawn(11)).toEqual({ state: 'drawing', opensAt: null });
    expect(undrawn(12)).toEqual({ state: 'over' });
    const later = [window('preselect', 2, 3), window('add-drop', 10, 12)];
    expect(selectionWindowOf(later, new Date(day(1)), 'lottery')).toEqual({
      state: 'coming',
      opensAt: day(2),
    });
  });

  it('lasts as long as the longer of two that overlap', () => {
    const both = [window('selection', 4, 6), window('add-drop', 5, 9)];
    expect(selectionWindowOf(both, new Date(day(5)))).toEqual({ state: 'open', until: day(9) });
  });
});
