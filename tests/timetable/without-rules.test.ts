import { expect, it } from 'vitest';
import { loader as apiCourses } from '#app/features/catalogue/pages/api-courses.ts';
import { openNow } from '#app/features/timetable/reading.server.ts';
import { homeDesk } from '#app/shell/home.server.ts';
import { answerOf, contextFor } from '#tests/media/asking.ts';
import { aSection, aTerm } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { after, now, withPolicies } from '#tests/support/world.ts';

describeOnBothDatabases('while no credit rules are published', (open) => {
  it('nobody can choose a section, so no list offers one', async () => {
    const db = await open();
    const windows = [{ kind: 'selection' as const, from: after({ days: -1 }), to: after({ days: 5 }) }];
    await aSection(db, { termId: await aTerm(db, windows), meetsIn: [200] });
    const nothing = { courseIds: new Set(), bySchool: new Map(), until: null, windows: new Map() };
    expect(await openNow(db, now)).toEqual(nothing);
    const home = await homeDesk(db, now);
    expect([home.selecting, home.sections]).toEqual([null, []]);
    expect(home.doors.map((door) => door.open)).toEqual([0, 0, 0, 0]);
    const inApi = async (at: Date) => {
      const request = new Request('http://academy.test/api/v1/courses?open=1');
      const context = contextFor({ db, mediaUrl: 'file:/nowhere', now: () => at });
      return (await answerOf(apiCourses, { request, context })).json();
    };
    expect(await inApi(now)).toMatchObject({ total: 0 });
    await withPolicies(db);
    const later = after({ hours: 1 });
    expect((await openNow(db, later)).courseIds.size).toBe(1);
    expect((await homeDesk(db, later)).selecting?.sections).toBe(1);
    expect(await inApi(later)).toMatchObject({ total: 1 });
  });
});
