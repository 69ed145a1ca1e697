import { expect, it } from 'vitest';
import { hiddenOutOfReach } from '#app/features/declarations/out-of-reach.server.ts';
import { reachBy } from '#app/features/identity/reach.server.ts';
import { aPlace, somebody } from '#tests/assessment/record.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { aLearner, now, withRole } from '#tests/support/world.ts';

describeOnBothDatabases('what looks like a declaration', (open) => {
  it('is hidden where it is of somebody out of reach, also of the same name as the declarant', async () => {
    const db = await open();
    const [east, west] = [
      await aPlace(db, null, 'community', '东园社区'),
      await aPlace(db, null, 'community', '西园社区'),
    ];
    const of = (place: typeof east, name = '佟向暖') => somebody(db, name, [['building-head', place]]);
    const [declarantId, near, namesake] = [await of(east), await of(east, '安如山'), await of(west)];
    const alike = [declarantId, near, namesake].map((personId) => ({
      ...{ personId, personName: personId === near ? '安如山' : '佟向暖', title: '社区协商能力培训' },
    }));
    const { actor } = withRole(await aLearner(db), 'credit-reviewer', east.path);
    const reach = reachBy(actor, ['credit-reviewer'], now);
    expect(await hiddenOutOfReach(db, { reach, declarantId, alike })).toEqual([
      ...alike.slice(0, 2),
      { personId: '', personName: '别处的人', title: '管理范围以外的一份', isHidden: true },
    ]);
    const whole = reachBy(withRole(await aLearner(db), 'registrar').actor, ['registrar'], now);
    expect(await hiddenOutOfReach(db, { reach: whole, declarantId, alike })).toEqual(alike);
  });
});
