import { beforeEach, expect, it } from 'vitest';
import { grantRole } from '#app/features/identity/grants.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import { previewChange } from '#app/features/restructuring/changing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';
import { aGrantOver, aTown, aUnit, done, type Place, TODAY } from './town.ts';

type Town = Awaited<ReturnType<typeof aTown>>;

describeOnBothDatabases('rights over what changes', (open) => {
  let db: Db;
  let town: Town;
  beforeEach(async () => {
    db = await open();
    town = await aTown(db);
  });

  const preview = (change: Change, actor: Actor = academy) =>
    previewChange(db, { actor, change, day: TODAY, now });
  const reasonOf = async (change: Change, actor: Actor) => {
    const outcome = await preview(change, actor);
    return outcome.ok ? 'ok' : outcome.reason;
  };
  async function holding(...rights: [Role, Place | null][]): Promise<Actor> {
    const { personId, actor } = await aLearner(db);
    for (const [role, at] of rights) {
      const grant = { actor: academy, personId, role, orgUnitId: at?.id ?? null, now } as const;
      expect(await grantRole(db, { ...grant, validFrom: '2024-01-01' })).toMatchObject({ ok: true });
    }
    const roles = rights.map(([role, at]) => ({
      ...{ role, scopePath: at?.path ?? null, school: null },
      scopeTree: at ? ('territory' as const) : null,
    }));
    return { ...actor, roles };
  }

  it('end below a unit that is closed, and are not shown as going along', async () => {
    const below = await aGrantOver(db, 'assessor', town.one);
    const top = await aGrantOver(db, 'assessor', town.yard);
    const close: Change = { kind: 'close', unitId: town.yard.id, toId: town.east.id };
    expect(await preview(close)).toMatchObject({ ok: true, going: { grants: 1, ending: 1 } });
    await done(db, close, TODAY);
    const held = async (personId: string) =>
      db
        .selectFrom('role_grant')
        .select('org_unit_id')
        .where('person_id', '=', personId)
        .where('valid_to', 'is', null)
        .execute();
    expect(await held(below.personId)).toEqual([]);
    expect(await held(top.personId)).toEqual([{ org_unit_id: town.east.id }]);
  });

  it('are not widened by whoever holds them, by merging into what they keep or by moving below it', async () => {
    const merge: Change = { kind: 'merge', unitIds: [town.east.id], intoId: town.west.id, name: '' };
    const move: Change = { kind: 'move', unitId: town.east.id, parentId: town.other.id };
    expect(await reasonOf(merge, await holding(['registrar', null], ['credit-reviewer', town.west]))).toBe(
      'own',
    );
    expect(await reasonOf(move, await holding(['registrar', null], ['credit-reviewer', town.other]))).toBe(
      'own',
    );
    expect(await reasonOf(move, await holding(['registrar', null], ['credit-reviewer', null]))).toBe('ok');
    expect(await reasonOf(merge, await holding(['registrar', null], ['credit-reviewer', town.street]))).toBe(
      'ok',
    );
  });

  it('go nowhere where one of what is merged lies in another', async () => {
    const outer = await aUnit(db, town.east, 'grid', '外网格');
    const inner = await aUnit(db, outer, 'grid', '里网格');
    const merge = (unitIds: string[], intoId: string | null): Change => ({
      ...{ kind: 'merge', unitIds, intoId, name: '新网格' },
    });
    expect(await reasonOf(merge([town.grid.id, outer.id], inner.id), academy)).toBe('into-itself');
    expect(await reasonOf(merge([town.grid.id, outer.id, inner.id], null), academy)).toBe('into-itself');
    expect(await reasonOf(merge([town.grid.id, outer.id], null), academy)).toBe('ok');
  });
});
