import { expect, it } from 'vitest';
import { scopedCommunities } from '#app/features/overview/scoped-communities.server.ts';
import { aPlace } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const MANY = 510;

describeOnBothDatabases('the communities of a large city', (open) => {
  it('are all there, for the charts and to be looked for, in the order of the organisation', async () => {
    const db = await open();
    const street = await aPlace(db, null, 'street', '方圆街道');
    for (let at = 1; at <= MANY; at++) await aPlace(db, street, 'community', `第 ${at} 社区`);
    for (const scopePath of [null, [street.path]]) {
      const found = await scopedCommunities(db, { scopePath, onDay: '2026-11-22' });
      expect(found).toHaveLength(MANY);
      expect(found.map(({ path }) => path)).toEqual(found.map(({ path }) => path).sort());
    }
  });
});
