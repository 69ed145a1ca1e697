import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '#app/lib/time.ts';
import {
  isWorkingDay,
  unknownYearsWords,
  type WorkingCalendar,
  workingDaysAfter,
} from './working-days.rules.ts';

const days = fc.integer({ min: 0, max: 1_500 }).map((offset) => addDays('2025-01-01', offset));
const counts = fc.integer({ min: 1, max: 30 });
const calendars: fc.Arbitrary<WorkingCalendar> = fc.record({
  years: fc.constant([2025, 2026]),
  holidays: fc.array(
    fc.tuple(days, fc.integer({ min: 0, max: 9 })).map(([from, more]) => ({ from, to: addDays(from, more) })),
    { maxLength: 20 },
  ),
  workdays: fc.array(days, { maxLength: 20 }),
});

describe('working days', () => {
  it('are counted over the holidays of 2026 and the weekends worked instead', () => {
    // Thursday before 国庆节: Friday is not free, the Saturday after the holiday is worked.
    expect(workingDaysAfter('2026-09-30', 1).day).toBe('2026-10-08');
    expect(workingDaysAfter('2026-09-30', 3).day).toBe('2026-10-10');
    expect(workingDaysAfter('2026-09-30', 4).day).toBe('2026-10-12');
    expect(workingDaysAfter('2026-11-20', 5).day).toBe('2026-11-27');
    expect(isWorkingDay('2026-02-14')).toBe(true);
    expect(isWorkingDay('2026-02-16')).toBe(false);
  });

  it('of a year that is not announced know only weekends, and say so', () => {
    const counted = workingDaysAfter('2026-12-25', 10);
    expect(counted).toEqual({ day: '2027-01-08', unknownYears: [2027] });
    expect(unknownYearsWords(counted.unknownYears)).toMatch(/^2027 年的放假安排还没有公布/);
    expect(unknownYearsWords(workingDaysAfter('2026-11-20', 5).unknownYears)).toBeNull();
  });

  it('end on a working day, later with every one more, with exactly so many on the way', () => {
    fc.assert(
      fc.property(days, counts, calendars, (day, count, calendar) => {
        const { day: end } = workingDaysAfter(day, count, calendar);
        expect(isWorkingDay(end, calendar)).toBe(true);
        expect(workingDaysAfter(day, count + 1, calendar).day > end).toBe(true);
        let worked = 0;
        for (let at = addDays(day, 1); at <= end; at = addDays(at, 1))
          if (isWorkingDay(at, calendar)) worked += 1;
        expect(worked).toBe(count);
      }),
    );
  });

  it('never come earlier for beginning later', () => {
    fc.assert(
      fc.property(days, counts, calendars, (day, count, calendar) => {
        const next = workingDaysAfter(addDays(day, 1), count, calendar).day;
        expect(next >= workingDaysAfter(day, count, calendar).day).toBe(true);
      }),
    );
  });
});
