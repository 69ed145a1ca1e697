import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  addDays,
  clockOf,
  dayOf,
  formatClock,
  formatDay,
  formatMoment,
  instantAt,
  midnightOf,
  mondayOf,
  weekdayOf,
  yearOf,
} from './time.ts';

afterEach(() => vi.unstubAllEnvs());

describe('moments in the zone of the academy', () => {
  it.each(['Asia/Shanghai', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe', 'UTC'])(
    'are those of the calendar of %s, around changes of the clock too',
    (timeZone) => {
      vi.stubEnv('ACADEMY_TZ', timeZone);
      for (const instant of [...changesOfClock(), ...spread()]) {
        const { year, month, day, hour, minute, weekday } = told(timeZone, instant);
        expect(dayOf(instant)).toBe(`${year}-${month}-${day}`);
        expect(yearOf(instant.toISOString())).toBe(Number(year));
        expect(formatDay(instant)).toBe(`${Number(month)}月${Number(day)}日 ${weekday}`);
        expect(formatClock(instant)).toMatch(new RegExp(` ${Number(hour) % 12 || '(0|12)'}:${minute}$`));
      }
    },
  );

  it('read as people say them', () => {
    expect(formatMoment('2026-11-22T01:00:00.000Z')).toBe('11月22日 周日 上午 9:00');
    expect(formatClock('2026-11-22T04:05:00.000Z')).toBe('中午 12:05');
    expect(formatClock('2026-11-22T11:30:00.000Z')).toBe('晚上 7:30');
    expect(formatClock('2026-11-21T16:00:00.000Z')).toBe('凌晨 0:00');
  });

  it('are found again from day and clock, around changes of the clock too', () => {
    for (const timeZone of ['Asia/Shanghai', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe']) {
      vi.stubEnv('ACADEMY_TZ', timeZone);
      for (const day of ['2026-03-08', '2026-04-05', '2026-10-04', '2026-11-01', '2026-11-22']) {
        const moment = instantAt(day, '09:30');
        expect([timeZone, dayOf(moment), clockOf(moment)]).toEqual([timeZone, day, '09:30']);
      }
    }
  });

  it('count days and weekdays as a calendar does', () => {
    expect(addDays('2026-12-30', 3)).toBe('2027-01-02');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(['2026-11-23T04:00:00.000Z', '2026-11-22T04:00:00.000Z'].map(weekdayOf)).toEqual([1, 7]);
    expect(['2026-11-23', '2026-11-22'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-16']);
  });

  it('knows when the day of an instant began', () => {
    const began = (instant: string) => midnightOf(new Date(instant)).toISOString();
    vi.stubEnv('ACADEMY_TZ', 'Asia/Shanghai');
    expect(began('2026-11-22T15:59:59.999Z')).toBe('2026-11-21T16:00:00.000Z');
    expect(began('2026-11-22T16:00:00.000Z')).toBe('2026-11-22T16:00:00.000Z');
    vi.stubEnv('ACADEMY_TZ', 'America/New_York');
    expect(began('2026-11-01T20:00:00.000Z')).toBe('2026-11-01T04:00:00.000Z');
    expect(began('2026-03-08T20:00:00.000Z')).toBe('2026-03-08T05:00:00.000Z');
  });

  it('does not guess at what is no instant', () => {
    expect(() => dayOf('soon')).toThrow(RangeError);
  });
});

function told(timeZone: string, instant: Date): Record<string, string> {
  const format = new Intl.DateTimeFormat('zh-CN', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    weekday: 'short',
    hourCycle: 'h23',
  });
  return Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
}

/** Every minute around the days on which New York and Lord Howe change their clocks. */
function changesOfClock(): Date[] {
  const days = ['2026-03-08T06:30Z', '2026-11-01T05:30Z', '2026-04-04T14:30Z', '2026-10-03T15:00Z'];
  return days.flatMap((day) => Array.from({ length: 90 }, (_, n) => new Date(Date.parse(day) + n * 60_000)));
}

function spread(): Date[] {
  return Array.from({ length: 200 }, (_, n) => new Date(Date.UTC(2020, 0, 1) + n * 1_234_567_890));
}
