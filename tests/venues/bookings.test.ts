import { beforeEach, expect, it } from 'vitest';
import { bookingClashes } from '#app/features/venues/booked.server.ts';
import {
  bookVenue,
  endBooking,
  endBookingsOfMeetings,
  moveBooking,
  type NewBooking,
} from '#app/features/venues/bookings.server.ts';
import { addVenues } from '#app/features/venues/venues.server.ts';
import { newId } from '#app/lib/id.ts';
import { instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aVenue, weekdayEvenings } from './places.ts';

const deed = { actor: academy, now };

describeOnBothDatabases('bookings of places', (open) => {
  let db: Db;
  let venueId: string;
  beforeEach(async () => {
    db = await open();
    venueId = await aVenue(db, weekdayEvenings);
  });

  /** On Wednesday 25 November 2026 unless another day is given. */
  const at = (from: string, to: string, more: Partial<NewBooking> & { day?: string } = {}): NewBooking => {
    const { day = '2026-11-25', ...rest } = more;
    return {
      venueId,
      startsAt: instantAt(day, from).toISOString(),
      endsAt: instantAt(day, to).toISOString(),
      title: '四方协商（周三班）',
      school: 'governance',
      meetingId: null,
      ...rest,
    };
  };
  const book = (booking: NewBooking) => bookVenue(db, { booking, ...deed });
  const active = () =>
    db.selectFrom('venue_booking').select(['starts_at', 'meeting_id']).where('active', '=', 1).execute();

  it('give a place to one alone, and say by name and time who has it', async () => {
    const first = at('09:00', '10:30');
    expect(await book(first)).toMatchObject({ ok: true });
    expect(await book(at('10:00', '11:00', { title: '书法', school: 'senior' }))).toEqual({
      ok: false,
      reason: 'taken',
      with: {
        id: expect.any(String),
        meetingId: null,
        title: '四方协商（周三班）',
        school: 'governance',
        startsAt: first.startsAt,
        endsAt: first.endsAt,
      },
    });
    expect(await book(at('10:30', '11:00'))).toMatchObject({ ok: true });
    expect(await book(at('08:30', '09:00'))).toMatchObject({ ok: true });
    expect(await book(at('09:00', '10:30', { venueId: await aVenue(db) }))).toMatchObject({ ok: true });
    expect(await book(at('09:00', '10:30', { venueId: newId() }))).toEqual({
      ok: false,
      reason: 'not-found',
    });
    await expect(book(at('10:30', '09:00'))).rejects.toThrow(RangeError);
  });

  it('keep to the opening hours, the extended ones included', async () => {
    expect(await book(at('16:30', '20:30'))).toMatchObject({ ok: true });
    expect(await book(at('19:30', '21:00'))).toEqual({
      ok: false,
      reason: 'shut',
      hours: '周三 8:30–17:30，延时到 20:30',
    });
    expect(await book(at('09:00', '10:00', { day: '2026-11-29' }))).toEqual({
      ok: false,
      reason: 'shut',
      hours: '周日不开放',
    });
    const always = await aVenue(db);
    expect(await book(at('22:00', '23:00', { venueId: always }))).toMatchObject({ ok: true });
  });

  it('let exactly one of many at once have it', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, (_, n) => book(at('09:00', '10:30', { title: `第 ${n} 家` }))),
    );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await active()).toHaveLength(1);
  });

  it('end once, with a reason, and are free again', async () => {
    const meetingId = newId();
    await book(at('09:00', '10:30', { meetingId }));
    const end = () => endBooking(db, { meetingId, reason: '老师生病', ...deed });
    expect([await end(), await end()]).toEqual([{ ok: true }, { ok: false, reason: 'not-found' }]);
    expect(await db.selectFrom('venue_booking_end').select('reason').execute()).toEqual([
      { reason: '老师生病' },
    ]);
    const again = await book(at('09:00', '10:30', { meetingId }));
    if (!again.ok) throw new Error(again.reason);
    expect(await endBooking(db, { bookingId: again.bookingId, reason: '不用了', ...deed })).toEqual({
      ok: true,
    });
    expect(await active()).toEqual([]);
  });

  it('move in one step, also onto a part of their own time, or stay as they are', async () => {
    const meetingId = newId();
    const move = (booking: NewBooking) =>
      moveBooking(db, { booking: { ...booking, meetingId }, reason: '改时间', ...deed });
    await book(at('09:00', '10:30', { meetingId }));
    await book(at('14:00', '15:00'));
    expect(await move(at('10:00', '11:30'))).toMatchObject({ ok: true });
    expect(await move(at('14:30', '15:30'))).toMatchObject({ ok: false, reason: 'taken' });
    expect((await active()).find((row) => row.meeting_id === meetingId)?.starts_at).toBe(
      instantAt('2026-11-25', '10:00').toISOString(),
    );
    const other = await aVenue(db);
    expect(await move(at('09:00', '10:00', { venueId: other }))).toMatchObject({ ok: true });
    expect(await active()).toHaveLength(2);
  });

  it('end together when their section does, except those that have begun', async () => {
    const [past, ahead, kept] = [newId(), newId(), newId()];
    await book(at('09:00', '10:30', { meetingId: past, day: '2026-11-18' }));
    await book(at('09:00', '10:30', { meetingId: ahead }));
    await book(at('14:00', '15:00', { meetingId: kept }));
    const end = () => endBookingsOfMeetings(db, { meetingIds: [past, ahead], reason: '停开', ...deed });
    expect([await end(), await end()]).toEqual([1, 0]);
    expect((await active()).map((row) => row.meeting_id).sort()).toEqual([past, kept].sort());
    expect(await endBookingsOfMeetings(db, { meetingIds: [], reason: '', ...deed })).toBe(0);
  });

  it('tell a plan beforehand what stands against each of its times', async () => {
    const meetingId = newId();
    await book(at('09:00', '10:30', { meetingId, title: '书法' }));
    const wanted = [
      at('10:00', '11:00'),
      at('10:30', '11:30'),
      at('20:00', '21:00'),
      at('09:00', '10:00', { venueId: newId() }),
    ];
    expect(await bookingClashes(db, wanted)).toMatchObject([
      { reason: 'taken', with: { title: '书法' } },
      null,
      { reason: 'shut' },
      { reason: 'not-found' },
    ]);
    expect(await bookingClashes(db, [{ ...at('09:30', '11:00'), exceptMeetingId: meetingId }])).toEqual([
      null,
    ]);
    expect(await bookingClashes(db, [])).toEqual([]);
    const many = Array.from({ length: 130 }, () => at('09:00', '10:00'));
    expect(await bookingClashes(db, many)).toHaveLength(130);
    expect(await active()).toHaveLength(1);
  });

  it('join a larger transaction and go with it', async () => {
    const failing = inTransaction(db, async (trx) => {
      await bookVenue(trx, { booking: at('09:00', '10:30'), ...deed });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await active()).toEqual([]);
    expect((await addVenues(db, [])).size).toBe(0);
  });
});
