import { describe, expect, it } from 'vitest';
import { instantAt, mondayOf } from '#app/lib/time.ts';
import { accessWords } from './access.rules.ts';
import { dayInWords, isOpenFor, type OpenSpan, weekInWords } from './hours.rules.ts';
import { readDay, writeDay } from './hours-text.rules.ts';
import { bookingRefusalWords } from './refusal-words.rules.ts';
import { daysOfWeek, weekSpan } from './week.rules.ts';

const span = (weekday: number, opens: string, closes: string, extended = false): OpenSpan => ({
  weekday,
  opens,
  closes,
  extended,
});
const workday = (weekday: number) => [span(weekday, '08:30', '17:30'), span(weekday, '17:30', '20:30', true)];
const week = [...[1, 2, 3, 4, 5].flatMap(workday), span(6, '09:00', '17:00'), span(7, '09:00', '17:00')];

describe('opening hours', () => {
  it('are told with equal days together', () => {
    expect(weekInWords(week)).toBe('周一至周五 8:30–17:30，延时到 20:30；周六、周日 9:00–17:00');
    expect(weekInWords([1, 2, 3, 4, 5, 6, 7].map((day) => span(day, '09:00', '20:00')))).toBe(
      '每天 9:00–20:00',
    );
    expect(
      weekInWords([span(1, '09:00', '11:30'), span(1, '13:30', '17:00'), span(3, '09:00', '11:30')]),
    ).toBe('周一 9:00–11:30、13:30–17:00；周三 9:00–11:30');
    expect(weekInWords([])).toBe('没有登记开放时间');
    expect(dayInWords([span(2, '09:00', '12:00'), span(2, '18:00', '20:00', true)], 2)).toBe(
      '周二 9:00–12:00，延时 18:00–20:00',
    );
    expect(dayInWords(week.slice(0, 2), 7)).toBe('周日不开放');
  });

  it('hold what lies within them, across the usual and the extended ones', () => {
    const on = (day: string, from: string, to: string) =>
      isOpenFor(week, {
        startsAt: instantAt(day, from).toISOString(),
        endsAt: instantAt(day, to).toISOString(),
      });
    expect(on('2026-11-25', '08:30', '20:30')).toBe(true);
    expect(on('2026-11-25', '08:29', '10:00')).toBe(false);
    expect(on('2026-11-25', '19:00', '20:31')).toBe(false);
    expect(on('2026-11-29', '09:00', '17:00')).toBe(true);
    expect(on('2026-11-29', '16:00', '17:30')).toBe(false);
    const lunch = [span(3, '09:00', '12:00'), span(3, '13:00', '17:00')];
    const through = {
      startsAt: instantAt('2026-11-25', '11:00').toISOString(),
      endsAt: instantAt('2026-11-25', '14:00').toISOString(),
    };
    expect(isOpenFor(lunch, through)).toBe(false);
    expect(isOpenFor([], through)).toBe(true);
    expect(isOpenFor(week, { ...through, endsAt: instantAt('2026-11-26', '09:00').toISOString() })).toBe(
      false,
    );
  });

  it('are read as people write them', () => {
    const usual = { opens: '08:30', closes: '17:30', extended: false };
    const late = { opens: '17:30', closes: '20:30', extended: true };
    for (const text of [
      '8:30–17:30，延时到 20:30',
      '8：30-17：30 延时到20:30',
      '08:30 至 17:30、延时 17:30～20:30',
    ])
      expect(readDay(text)).toEqual({ ok: true, spans: [usual, late] });
    expect(readDay('8:30到11:30；13:30—17:30。')).toEqual({
      ok: true,
      spans: [
        { ...usual, closes: '11:30' },
        { ...usual, opens: '13:30' },
      ],
    });
    expect(readDay('  ')).toEqual({ ok: true, spans: [] });
    for (const weekday of [1, 6, 7]) {
      const text = writeDay(week, weekday);
      expect(readDay(text)).toEqual({
        ok: true,
        spans: week.filter((one) => one.weekday === weekday).map(({ weekday: _, ...rest }) => rest),
      });
    }
    expect(writeDay(week.slice(0, 2), 7)).toBe('');
  });

  it('say what cannot be read, and why', () => {
    const message = (text: string) => {
      const read = readDay(text);
      return read.ok ? '' : read.message;
    };
    expect(message('早上到晚上')).toContain('看不懂');
    expect(message('25:00–26:00')).toContain('看不懂');
    expect(message('8:30–17:30，到 20:30')).toContain('延时');
    expect(message('延时到 20:30')).toContain('看不懂');
    expect(message('17:30–8:30')).toContain('关门要比开门晚');
    expect(message('13:30–17:30、8:30–11:30')).toContain('按先后写');
    expect(message('8:00–9:00、9:00–10:00、10:00–11:00、11:00–12:00、12:00–13:00')).toContain('最多写 4 段');
  });
});

describe('a week of a place', () => {
  it('begins on Monday and has each booking on its day', () => {
    expect(['2026-11-22', '2026-11-23', '2026-11-29'].map(mondayOf)).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-23',
    ]);
    const late = { startsAt: instantAt('2026-11-25', '23:30').toISOString() };
    const days = daysOfWeek('2026-11-23', [late]);
    expect(days.map(({ day, bookings }) => [day, bookings.length])[2]).toEqual(['2026-11-25', 1]);
    expect(days).toHaveLength(7);
    expect(weekSpan('2026-11-23')).toEqual({
      from: '2026-11-22T16:00:00.000Z',
      to: '2026-11-29T16:00:00.000Z',
    });
  });

  it('tells who is there, and what makes it easy to enter', () => {
    const booked = {
      title: '书法（周三班）',
      school: 'senior' as const,
      startsAt: instantAt('2026-11-25', '09:00').toISOString(),
      endsAt: instantAt('2026-11-25', '10:30').toISOString(),
    };
    expect(bookingRefusalWords({ reason: 'taken', with: booked }, '云谷睦邻中心')).toBe(
      '云谷睦邻中心这个时间已经有人用：老年学校《书法（周三班）》，11月25日 周三 上午 9:00–10:30。可以换个时间，或者换一个阵地。',
    );
    expect(accessWords({ ramp: true, lift: false, toilet: true })).toBe('有坡道、无障碍卫生间，没有电梯');
    expect(accessWords({ ramp: true, lift: true, toilet: true })).toBe('有坡道、电梯、无障碍卫生间');
    expect(accessWords({ ramp: false, lift: false, toilet: false })).toBe('没有坡道、电梯、无障碍卫生间');
  });
});
