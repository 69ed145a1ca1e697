import { expect, it } from 'vitest';
import { bookingChecks } from '#app/cli/checks/bookings.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import { bookVenue, endBooking } from '#app/features/venues/bookings.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aVenue } from './places.ts';

const deed = { actor: academy, now };

describeOnBothDatabases('what is verified of bookings', (open) => {
  const breaches = async (db: Db) => {
    const engine = open.engine === 'sqlite' ? 'embedded' : 'server';
    const found: string[] = [];
    for (const { name, run } of bookingChecks) if (await run(db, engine)) found.push(name);
    return found;
  };

  /** A section that meets twice at a place, each time booked. */
  const booked = async (db: Db) => {
    const venueId = await aVenue(db);
    const { meetingIds, sectionId } = await aSection(db, { meetsIn: [24, 48] });
    await db.deleteFrom('venue_booking').execute();
    await db.updateTable('meeting').set({ venue_id: venueId }).execute();
    for (const meeting of await db.selectFrom('meeting').selectAll().execute())
      await bookVenue(db, {
        booking: {
          venueId,
          startsAt: meeting.starts_at,
          endsAt: meeting.ends_at,
          title: '课',
          school: 'party',
          meetingId: meeting.id,
        },
        ...deed,
      });
    return { venueId, meetingIds, sectionId };
  };

  it('finds nothing where every meeting has its place, and nobody else has it', async () => {
    const db = await open();
    const { meetingIds } = await booked(db);
    expect(await breaches(db)).toEqual([]);
    await endBooking(db, { meetingId: meetingIds[0] ?? '', reason: '停课', ...deed });
    expect(await breaches(db)).toEqual(['every meeting in a place has booked it for its time']);
    await db
      .insertInto('meeting_cancellation')
      .values({ meeting_id: meetingIds[0] ?? '', at: now.toISOString(), reason: '停课' })
      .execute();
    expect(await breaches(db)).toEqual([]);
  });

  it('asks nothing of what a section would have held after it ended, was cancelled or merged', async () => {
    for (const kind of ['ended', 'cancelled', 'merged'] as const) {
      const db = await open();
      const { sectionId } = await booked(db);
      await closeSection(db, { sectionId, kind, reason: '人少', ...deed });
      expect(await breaches(db)).toEqual([]);
    }
  });

  it('finds a place given twice, a stale booking and one that ended without a reason', async () => {
    const db = await open();
    const { venueId, meetingIds } = await booked(db);
    const [first] = await db.selectFrom('venue_booking').selectAll().orderBy('starts_at').execute();
    if (!first) throw new Error('no booking');
    await db
      .insertInto('venue_booking')
      .values({ ...first, id: newId(), meeting_id: null })
      .execute();
    expect(await breaches(db)).toEqual(['no two bookings of a place share a moment']);
    await db.updateTable('venue_booking').set({ active: null }).where('meeting_id', 'is', null).execute();
    expect(await breaches(db)).toEqual(['a booking is active, or ended with a reason']);
    await db.deleteFrom('venue_booking').where('active', 'is', null).execute();
    await db
      .updateTable('meeting')
      .set({ venue_id: await aVenue(db) })
      .where('id', '=', meetingIds[0] ?? '')
      .execute();
    expect(await breaches(db)).toEqual([
      'every meeting in a place has booked it for its time',
      'a booking for a meeting is that of a meeting that takes place there',
    ]);
    await db
      .updateTable('meeting')
      .set({ venue_id: venueId, starts_at: '2026-01-01T00:00:00.000Z' })
      .execute();
    expect(await breaches(db)).toContain('every meeting in a place has booked it for its time');
  });
});
