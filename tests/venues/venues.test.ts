import { beforeEach, expect, it } from 'vitest';
import { bookVenue } from '#app/features/venues/bookings.server.ts';
import { bookEvent, releaseEvent } from '#app/features/venues/events.server.ts';
import { accessOf, owningCommunities, venueById, venueList } from '#app/features/venues/reading.server.ts';
import { addVenue, changeVenue, type NewVenue } from '#app/features/venues/venues.server.ts';
import { newId } from '#app/lib/id.ts';
import { addDays, dayOf, instantAt } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, now } from '#tests/support/world.ts';
import { aCommunity, aVenue, spansOn, weekdayEvenings } from './places.ts';

const deed = { actor: academy, now };
const plain: NewVenue = {
  name: '东园睦邻中心',
  tier: '睦邻中心',
  address: '东园路 1 号',
  capacity: 40,
  ramp: true,
  lift: false,
  toilet: true,
  hours: weekdayEvenings,
  orgUnitId: null,
};

const event = {
  title: '邻里节',
  school: 'citizen',
  day: '2026-11-25',
  from: '18:00',
  to: '20:00',
} as const;

describeOnBothDatabases('places', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const actions = async () =>
    (await db.selectFrom('journal_entry').select('action').orderBy('id').execute()).map(
      ({ action }) => action,
    );

  it('are entered once by name, with their hours in words and their line in the journal', async () => {
    const orgUnitId = await aCommunity(db, '东园社区');
    const added = await addVenue(db, { venue: { ...plain, orgUnitId }, ...deed });
    if (!added.ok) throw new Error(added.reason);
    expect(await venueById(db, added.venueId, '2026-11-22')).toMatchObject({
      name: '东园睦邻中心',
      community: '东园社区',
      ramp: true,
      lift: false,
      hours: '周一至周五 8:30–17:30，延时到 20:30',
    });
    expect(await addVenue(db, { venue: plain, ...deed })).toEqual({ ok: false, reason: 'name-taken' });
    expect(await addVenue(db, { venue: { ...plain, name: '西园', orgUnitId: newId() }, ...deed })).toEqual({
      ok: false,
      reason: 'no-community',
    });
    expect(await owningCommunities(db, dayOf(now))).toEqual([{ id: orgUnitId, name: '东园社区' }]);
    expect(await accessOf(db, [added.venueId])).toEqual(
      new Map([[added.venueId, { ramp: true, lift: false, toilet: true }]]),
    );
    expect(await actions()).toContain('venue.added');
    expect(await venueById(db, newId(), '2026-11-22')).toBeNull();
  });

  it('are listed by tier and name, hours that fill more than a line included', async () => {
    const hours = [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) => [
      { weekday, opens: '08:30', closes: `11:${30 + weekday}`, extended: false },
      { weekday, opens: '13:30', closes: `17:${30 + weekday}`, extended: false },
      { weekday, opens: '18:00', closes: `20:${30 + weekday}`, extended: true },
    ]);
    await aVenue(db, hours, { name: '乙', tier: '社区中心' });
    await aVenue(db, [], { name: '甲', tier: '其他阵地' });
    expect((await venueList(db, { tier: null, page: 1, onDay: '2026-11-22' })).venues).toHaveLength(2);
    const { venues, total } = await venueList(db, { tier: '社区中心', page: 1, onDay: '2026-11-22' });
    expect([total, venues[0]?.spans.length]).toEqual([1, 21]);
    expect(venues[0]?.hours.length).toBeGreaterThan(191);
    expect((await venueList(db, { tier: null, page: 2, onDay: '2026-11-22' })).venues).toEqual([]);
  });

  it('do not close on what is booked ahead', async () => {
    const venueId = await aVenue(db, weekdayEvenings);
    expect(await bookEvent(db, { venueId, event, ...deed })).toMatchObject({ ok: true });
    const change = (hours: NewVenue['hours']) =>
      changeVenue(db, { venueId, venue: { ...plain, name: '新名字', hours }, ...deed });
    const shorter = weekdayEvenings.filter(({ extended }) => !extended);
    expect(await change(shorter)).toMatchObject({
      ok: false,
      reason: 'bookings',
      bookings: [{ title: '邻里节', school: 'citizen' }],
    });
    expect((await venueById(db, venueId, '2026-11-22'))?.name).not.toBe('新名字');
    expect(await change(spansOn(3))).toMatchObject({ ok: true });
    expect(await venueById(db, venueId, '2026-11-22')).toMatchObject({
      name: '新名字',
      hours: '周三 8:30–17:30，延时到 20:30',
    });
    const later = { ...deed, now: instantAt('2026-11-25', '20:01') };
    expect(
      await changeVenue(db, { venueId, venue: { ...plain, name: '新名字', hours: shorter }, ...later }),
    ).toMatchObject({ ok: true });
    await aVenue(db, [], { name: '别处' });
    expect(await changeVenue(db, { venueId, venue: { ...plain, name: '别处' }, ...later })).toEqual({
      ok: false,
      reason: 'name-taken',
    });
    expect(await changeVenue(db, { venueId: newId(), venue: plain, ...deed })).toEqual({
      ok: false,
      reason: 'not-found',
    });
    expect(await actions()).toContain('venue.changed');
  });

  it('are never both closed and booked for the same evening', async () => {
    const shorter = weekdayEvenings.filter(({ extended }) => !extended);
    for (let turn = 0; turn < 4; turn++) {
      const venueId = await aVenue(db, weekdayEvenings);
      const venue = { ...plain, name: `阵地 ${turn}`, hours: shorter };
      const outcomes = await Promise.all([
        changeVenue(db, { venueId, venue, ...deed }),
        bookEvent(db, { venueId, event, ...deed }),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    }
  });

  it('are had for events of the schools, and given back with a reason', async () => {
    const venueId = await aVenue(db, weekdayEvenings);
    const booked = await bookEvent(db, { venueId, event, ...deed });
    if (!booked.ok) throw new Error(booked.reason);
    expect(await bookEvent(db, { venueId, event: { ...event, day: '2026-11-20' }, ...deed })).toEqual({
      ok: false,
      reason: 'past',
    });
    const farOff = { ...event, day: addDays('2026-11-25', 800) };
    expect(await bookEvent(db, { venueId, event: farOff, ...deed })).toEqual({
      ok: false,
      reason: 'too-far',
    });
    const release = (bookingId: string, at = now) =>
      releaseEvent(db, { venueId, bookingId, reason: '下雨', ...deed, now: at });
    expect(await release(booked.bookingId, instantAt('2026-11-25', '20:00'))).toMatchObject({
      reason: 'over',
    });
    expect(await release(booked.bookingId)).toEqual({ ok: true });
    expect(await release(booked.bookingId)).toMatchObject({ reason: 'not-found' });
    const meeting = await bookVenue(db, {
      booking: {
        venueId,
        startsAt: instantAt('2026-11-26', '09:00').toISOString(),
        endsAt: instantAt('2026-11-26', '10:00').toISOString(),
        title: '课',
        school: 'party',
        meetingId: newId(),
      },
      ...deed,
    });
    expect(await release(meeting.ok ? meeting.bookingId : '')).toMatchObject({ reason: 'meeting' });
    expect(await actions()).toEqual(['venue.booked', 'venue.released']);
  });
});
