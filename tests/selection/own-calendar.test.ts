import ICAL from 'ical.js';
import { beforeEach, expect, it } from 'vitest';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import { action, loader as timetable } from '#app/features/selection/pages/my-timetable.tsx';
import { loader as calendar } from '#app/features/selection/pages/own-calendar.ts';
import { makeCalendarLink } from '#app/features/timetable/calendar-links.server.ts';
import type { Db } from '#db/database.ts';
import { answerOf, contextFor, outcomeOf } from '#tests/media/asking.ts';
import { aSection } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { cancelled, movedFrom } from '#tests/timetable/changes.ts';

describeOnBothDatabases('one’s own timetable', (open) => {
  let db: Db;
  let learner: Learner;
  let cookie: string;
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    learner = await aLearner(db, '佟向暖');
    cookie = await startSession(db, { personId: learner.personId, secure: false, now });
  });

  const context = () => contextFor({ db, mediaUrl: 'file:/nowhere', now: () => now });
  const take = async (sectionId: string, { actor, personId } = learner) =>
    expect(await enrol(db, { actor, personId, sectionId, waitlist: false, now })).toMatchObject({
      outcome: 'enrolled',
    });

  async function page(query = '') {
    const request = new Request(`http://academy.test/me/timetable${query}`, { headers: { cookie } });
    return (await outcomeOf(timetable, { request, context: context() })) as Awaited<
      ReturnType<typeof timetable>
    >;
  }
  async function posted(means: string) {
    const request = new Request('http://academy.test/me/timetable', {
      method: 'POST',
      headers: { cookie },
      body: new URLSearchParams({ means }),
    });
    return outcomeOf(action, { request, context: context() });
  }
  const fetched = (token: string, init: RequestInit = {}) =>
    answerOf(calendar, {
      request: new Request(`http://academy.test/calendar/${token}`, init),
      params: { token },
      context: context(),
    });

  it('shows one’s own meetings, also those called off, and nobody else’s', async () => {
    const mine = await aSection(db, { meetsIn: [-24, 2, 24] });
    const other = await aSection(db, { meetsIn: [3] });
    await take(mine.sectionId);
    await take(other.sectionId, await aLearner(db, '别人'));
    await movedFrom(db, mine.meetingIds[0], after({ days: -2 }));
    await cancelled(db, mine.meetingIds[1]);
    const { board, count, name } = await page();
    const shown = board.listed.flatMap(({ meetings }) => meetings);
    expect(shown.map(({ id, cancelled: off }) => [id, off])).toEqual([
      [mine.meetingIds[0], false],
      [mine.meetingIds[1], true],
    ]);
    expect([count, name]).toEqual([1, '佟向暖']);
    expect(shown[0]?.href).toMatch(/^\/learn\//);
    expect((await page('?day=2026-11-23')).board.listed.flatMap(({ meetings }) => meetings)).toHaveLength(1);
    expect((await page('?view=list')).count).toBe(1);
    await withdraw(db, { ...learner, sectionId: mine.sectionId, now });
    expect((await page('?view=list')).count).toBe(0);
  });

  it('is for whoever is signed in', async () => {
    const request = new Request('http://academy.test/me/timetable');
    expect((await answerOf(timetable, { request, context: context() })).headers.get('location')).toBe(
      '/login?next=%2Fme%2Ftimetable',
    );
  });

  it('makes a link that is shown once, replaces it and ends it', async () => {
    expect((await page()).linkMadeAt).toBeNull();
    const first = (await posted('make')) as { data: { address: string } };
    expect(first.data.address).toMatch(/^http:\/\/academy\.test\/calendar\/[\w-]{43}\.ics$/);
    expect((await page()).linkMadeAt).toBe(now.toISOString());
    expect(JSON.stringify(await page())).not.toContain(tokenIn(first));
    const second = (await posted('make')) as typeof first;
    expect([(await fetched(tokenIn(first))).status, (await fetched(tokenIn(second))).status]).toEqual([
      404, 200,
    ]);
    expect(((await posted('end')) as Response).headers.get('location')).toBe('/me/timetable?done=ended');
    expect((await fetched(tokenIn(second))).status).toBe(404);
    expect(((await posted('sell')) as Response).status).toBe(400);
  });

  const tokenIn = ({ data: { address } }: { data: { address: string } }) => address.split('/').at(-1) ?? '';

  it('comes as a calendar to whoever has the link, without a cookie and without a name', async () => {
    const { sectionId, meetingIds, course } = await aSection(db, { meetsIn: [-24, 24, 48] });
    await take(sectionId);
    await take(sectionId, await aLearner(db, '别人'));
    const other = await aSection(db, { meetsIn: [30] });
    await take(other.sectionId, await aLearner(db, '别人'));
    await movedFrom(db, meetingIds[1], after({ days: 2 }));
    await cancelled(db, meetingIds[2]);
    const { token } = await makeCalendarLink(db, { actor: learner.actor, now });
    const answer = await fetched(`${token}.ics`);
    const headers = ['content-type', 'cache-control', 'referrer-policy', 'x-robots-tag'];
    expect(headers.map((name) => answer.headers.get(name))).toEqual([
      'text/calendar; charset=utf-8',
      'private, no-cache',
      'no-referrer',
      'noindex, nofollow',
    ]);
    const text = await answer.text();
    for (const secret of ['佟向暖', '别人', learner.personId, token]) expect(text).not.toContain(secret);
    const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
    const events = component.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
    expect(events.map(({ uid, sequence }) => [uid, sequence])).toEqual([
      [meetingIds[0], 0],
      [meetingIds[1], 1],
      [meetingIds[2], 1],
    ]);
    const told = events.map(({ component: one }) => [
      one.getFirstPropertyValue('status'),
      one.getFirstPropertyValue('transp'),
    ]);
    expect(told).toEqual([
      ['CONFIRMED', 'OPAQUE'],
      ['CONFIRMED', 'OPAQUE'],
      ['CANCELLED', 'TRANSPARENT'],
    ]);
    expect(events[0]?.summary).toBe(`${course.title} 第 1 次`);
    // The same classes have the same entries for everybody, so that two calendars on one phone do not show them twice.
    expect((await fetched(token)).status).toBe(200);
  });

  it('answers a wrong link like an ended one', async () => {
    const { token } = await makeCalendarLink(db, { actor: learner.actor, now });
    await makeCalendarLink(db, { actor: learner.actor, now });
    const answers = await Promise.all([
      fetched(token),
      fetched(`${'A'.repeat(43)}.ics`),
      fetched('x'.repeat(3000)),
    ]);
    const told = await Promise.all(answers.map(async (answer) => [answer.status, await answer.text()]));
    expect(new Set(told.map(String)).size).toBe(1);
    expect(told[0]?.[0]).toBe(404);
  });
});
