import { beforeEach, expect, it } from 'vitest';
import { action as change, loader as venuePage } from '#app/features/venues/pages/admin-venue.tsx';
import { loader as listPage } from '#app/features/venues/pages/admin-venues.tsx';
import { action as enter, loader as newPage } from '#app/features/venues/pages/new-venue.tsx';
import { newId } from '#app/lib/id.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { askPage, signedInAs, today } from '#tests/support/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aCommunity, aVenue, spansOn } from './places.ts';

const filled = {
  name: '东园睦邻中心',
  tier: '睦邻中心',
  address: '东园路 1 号',
  capacity: '40',
  ramp: 'yes',
  day1: '8:30–17:30，延时到 20:30',
  day2: '8:30–11:30、13:30–17:30',
};
/** A week from today, so that it lies ahead whenever this runs. */
const day = addDays(dayOf(today), 7);
const event = { means: 'event', title: '居民议事会', school: 'citizen', day, from: '09:00', to: '10:30' };

describeOnBothDatabases('the pages of places', (open) => {
  let db: Db;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    cookie = await signedInAs(db, 'registrar');
  });

  const at = (venueId: string, form?: Record<string, string>, search = '') =>
    askPage(db, form ? change : venuePage, `/admin/venues/${venueId}${search}`, {
      cookie,
      params: { venueId },
      ...(form ? { form } : {}),
    });

  it('are for the registrar and the academy admin', async () => {
    for (const page of [listPage, newPage, venuePage]) {
      expect((await askPage(db, page, '/admin/venues')).location).toContain('/login');
      const learner = await signedInAs(db);
      expect((await askPage(db, page, '/admin/venues', { cookie: learner })).status).toBe(403);
    }
    for (const venueId of [newId(), 'x']) expect((await at(venueId)).status).toBe(404);
    expect((await at(newId(), event)).status).toBe(404);
  });

  it('enter a place, and give back what was typed when something is wrong', async () => {
    const community = await aCommunity(db, '东园社区');
    const send = (form: Record<string, string>) => askPage(db, enter, '/admin/venues/new', { cookie, form });
    expect((await askPage(db, newPage, '/admin/venues/new', { cookie })).data).toEqual({
      communities: [{ id: community, name: '东园社区' }],
    });
    const wrong = await send({ ...filled, capacity: '', day1: '早上' });
    expect(wrong).toMatchObject({
      status: 400,
      data: {
        fields: { day1: '早上', name: '东园睦邻中心' },
        errors: [{ field: 'capacity' }, { field: 'day1' }],
      },
    });
    expect(await send({ ...filled, community: newId() })).toMatchObject({
      status: 409,
      data: { errors: [{ field: 'community' }] },
    });
    const done = await send({ ...filled, community });
    expect(done).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/admin\/venues\/[0-9a-f-]{36}\?done=added$/),
    });
    expect((await send(filled)).data).toMatchObject({ errors: [{ field: 'name' }] });
    expect((await askPage(db, listPage, '/admin/venues?tier=睦邻中心', { cookie })).data).toMatchObject({
      total: 1,
      venues: [
        {
          community: '东园社区',
          access: '有坡道，没有电梯、无障碍卫生间',
          hours: '周一 8:30–17:30，延时到 20:30；周二 8:30–11:30、13:30–17:30',
        },
      ],
    });
    expect((await askPage(db, listPage, '/admin/venues?tier=其他阵地', { cookie })).data).toMatchObject({
      total: 0,
    });
  });

  it('book a place for an event, refuse by name and time, and release it with a reason', async () => {
    const venueId = await aVenue(db, spansOn(1, 2, 3, 4, 5, 6, 7));
    expect((await at(venueId, event)).location).toContain(`done=event&week=${day}`);
    expect(await at(venueId, { ...event, from: '10:00', to: '11:00' })).toMatchObject({
      status: 409,
      data: {
        fields: { title: '居民议事会' },
        errors: [{ field: 'from', message: expect.stringContaining('市民学校《居民议事会》') }],
      },
    });
    expect(JSON.stringify((await at(venueId, { ...event, from: '20:00', to: '21:00' })).data)).toContain(
      '延时到 20:30',
    );
    expect(await at(venueId, { ...event, to: '08:00', title: '' })).toMatchObject({ status: 400 });
    expect((await at(venueId, { ...event, day: '2020-01-01' })).status).toBe(409);
    const shown = await at(venueId, undefined, `?week=${day}`);
    const days = shown.data.days as { day: string; bookings: { id: string; mayRelease: boolean }[] }[];
    const booked = days.find((one) => one.day === day)?.bookings[0];
    expect(booked).toMatchObject({ title: '居民议事会', school: 'citizen', mayRelease: true });
    const release = { means: 'release', booking: booked?.id ?? '', reason: '' };
    expect(await at(venueId, release)).toMatchObject({
      status: 400,
      data: { errors: [{ field: `reason-${booked?.id}` }] },
    });
    expect((await at(venueId, { ...release, reason: '下雨' })).location).toContain('done=release');
    expect((await at(venueId, { ...release, reason: '下雨' })).status).toBe(409);
    expect((await at(venueId, { means: 'burn' })).status).toBe(400);
  });

  it('say which bookings new hours would lock out, and keep what was typed', async () => {
    const venueId = await aVenue(db, spansOn(1, 2, 3, 4, 5, 6, 7));
    await at(venueId, { ...event, from: '18:00', to: '20:00' });
    const hours = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`day${n}`, '8:30–17:30']));
    const refused = await at(venueId, { ...filled, ...hours, means: 'facts' }, '?tab=facts');
    expect(refused).toMatchObject({ status: 409, data: { means: 'facts', fields: { day1: '8:30–17:30' } } });
    expect(JSON.stringify(refused.data)).toContain('市民学校《居民议事会》');
    const kept = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((n) => [`day${n}`, '8:30–20:00']));
    expect((await at(venueId, { ...filled, ...kept, means: 'facts' }, '?tab=facts')).location).toContain(
      'done=facts',
    );
    expect((await at(venueId, undefined, '?tab=facts')).data).toMatchObject({
      venue: { hours: '每天 8:30–20:00' },
    });
  });
});
