import { expect, it } from 'vitest';
import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aPerson, aUnit, now } from './support.ts';

const onDay = '2026-11-22';

describeOnBothDatabases('the community of a person', (open) => {
  it('is where they live, else where they are something, and on that day', async () => {
    const db = await open();
    const street = await aUnit(db, null, 'street', '方圆街道');
    const east = await aUnit(db, street.id, 'community', '东园社区');
    const west = await aUnit(db, street.id, 'community', '西园社区');
    const building = await aUnit(db, east.id, 'building', '5 栋');
    const person = async (...posts: [string, string][]) => {
      const personId = await aPerson(db, { username: `c${posts.length}${Math.random()}`, name: '温如玉' });
      for (const [position, orgUnitId] of posts)
        await appoint(db, {
          actor: academy,
          personId,
          position: position as 'resident',
          orgUnitId,
          validFrom: '2026-01-01',
          now,
        });
      return personId;
    };
    const home = await person(['building-head', west.id], ['resident', building.id]);
    const post = await person(['volunteer', west.id]);
    const outside = await person(['street-staff', street.id]);
    const ids = [home, post, outside];
    const found = await communitiesOf(db, ids, onDay);
    expect([...found].map(([id, { name }]) => [ids.indexOf(id), name]).sort()).toEqual([
      [0, '东园社区'],
      [1, '西园社区'],
    ]);
    expect((await communitiesOf(db, ids, '2025-12-31')).size).toBe(0);
    expect((await communitiesOf(db, [], onDay)).size).toBe(0);
  });
});
