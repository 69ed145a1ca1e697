import { expect, it } from 'vitest';
import { yearStanding } from '#app/features/credits/standing.server.ts';
import { dayOf, yearOf } from '#app/lib/time.ts';
import { describeOn } from '#tests/support/database.ts';
import { breaches, loadDemoOn, personNamed } from './demo-load.ts';

describeOn('sqlite', 'the demo world on other days', (open) => {
  it.each(['2027-01-02', '2027-03-03', '2028-02-29', '2027-08-31'])('loads on %s', async (day) => {
    const db = await open();
    const now = new Date(`${day}T02:00:00.000Z`);
    await loadDemoOn(db, now);
    expect(await breaches(db, open.engine)).toEqual([]);
    const learner = await personNamed(db, 'learner');
    const { standings } = await yearStanding(db, learner, { year: yearOf(now), today: dayOf(now) });
    expect(standings.find(({ position }) => position === 'building-head')?.counted).toBeGreaterThan(0);
    const meetings = await db
      .selectFrom('meeting')
      .select('id')
      .where('starts_at', '>', now.toISOString())
      .execute();
    expect(meetings.length).toBeGreaterThan(10);
  });
});
