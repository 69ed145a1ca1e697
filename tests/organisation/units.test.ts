import { beforeEach, expect, it } from 'vitest';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { journalOf } from '#app/features/journal/journal.server.ts';
import { academyFlag, setAcademyFlag } from '#app/features/organisation/flags.server.ts';
import type { UnitKind } from '#app/features/organisation/kinds.ts';
import { isWithin, pathsAbove } from '#app/features/organisation/scope.ts';
import { createUnit, topUnits, unitsBelow, unitTrail } from '#app/features/organisation/units.server.ts';
import type { Db } from '#db/database.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const now = new Date('2026-11-22T03:00:00.000Z');
const actor = systemActor('test');

describeOnBothDatabases('organisation units', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const territory = { tree: 'territory' as const, actor, validFrom: '2020-01-01', now };
  async function unit(parentId: string | null, kind: UnitKind, name: string, more: object = {}) {
    const outcome = await createUnit(db, { ...territory, parentId, kind, name, ...more });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome;
  }

  it('lie in one range of paths with all that is below them', async () => {
    const street = await unit(null, 'street', '方圆街道');
    const east = await unit(street.id, 'community', '东园社区');
    const west = await unit(street.id, 'community', '西园社区');
    const grid = await unit(east.id, 'grid', '第一网格');
    const building = await unit(grid.id, 'building', '5 栋');
    await unit(west.id, 'building', '9 栋');
    const names = async (path: string, more = {}) =>
      (await unitsBelow(db, path, more)).map(({ name }) => name);
    expect(await names(east.path)).toEqual(['东园社区', '第一网格', '5 栋']);
    expect(await names(east.path, { levels: 1 })).toEqual(['东园社区', '第一网格']);
    expect(await names(street.path, { limit: 2 })).toEqual(['方圆街道', '东园社区']);
    expect(await names(building.path)).toEqual(['5 栋']);
    expect((await unitTrail(db, building.id)).map(({ name }) => name)).toEqual([
      '方圆街道',
      '东园社区',
      '第一网格',
      '5 栋',
    ]);
    expect(pathsAbove(building.path)).toEqual([street.path, east.path, grid.path, building.path]);
    expect(isWithin(east.path, building.path)).toBe(true);
    expect(isWithin(west.path, building.path)).toBe(false);
    expect(isWithin(null, building.path)).toBe(true);
  });

  it('of the two trees never share a path', async () => {
    const street = await unit(null, 'street', '方圆街道');
    const party = await unit(null, 'party-work-committee', '方圆街道党工委', {
      tree: 'party',
      territoryId: street.id,
    });
    expect(street.path[0]).toBe('t');
    expect(party.path[0]).toBe('p');
    expect((await unitsBelow(db, party.path)).map(({ territoryId }) => territoryId)).toEqual([street.id]);
    expect((await topUnits(db, 'party', '2026-11-22')).map(({ name }) => name)).toEqual(['方圆街道党工委']);
  });

  it('stand from their first day to their last', async () => {
    const street = await unit(null, 'street', '方圆街道');
    await unit(street.id, 'community', '旧社区', { validTo: '2025-12-31' });
    await unit(street.id, 'community', '新社区', { validFrom: '2026-01-01' });
    const on = async (onDay: string) =>
      (await unitsBelow(db, street.path, { onDay })).map(({ name }) => name);
    expect(await on('2025-12-31')).toEqual(['方圆街道', '旧社区']);
    expect(await on('2026-01-01')).toEqual(['方圆街道', '新社区']);
  });

  it('refuse a parent that is unknown or in the other tree', async () => {
    const street = await unit(null, 'street', '方圆街道');
    const wanted = { ...territory, kind: 'building' as const, name: '5 栋' };
    expect(await createUnit(db, { ...wanted, parentId: 'nobody' })).toEqual({
      ok: false,
      reason: 'unknown-parent',
    });
    expect(await createUnit(db, { ...wanted, tree: 'party', parentId: street.id })).toEqual({
      ok: false,
      reason: 'other-tree',
    });
  });

  it('made at once beside each other get places of their own, each in the journal', async () => {
    const street = await unit(null, 'street', '方圆街道');
    const made = await Promise.all(
      Array.from({ length: 5 }, (_, n) => unit(street.id, 'grid', `第 ${n} 网格`)),
    );
    expect(new Set(made.map(({ path }) => path)).size).toBe(5);
    const entries = await journalOf(db, { subjectType: 'org_unit', subjectId: made[0]!.id });
    expect(entries[0]).toMatchObject({ action: 'unit.created', detail: { name: '第 0 网格' } });
  });

  it('come after forty siblings in their order still', async () => {
    const street = await unit(null, 'street', '方圆街道');
    for (let n = 0; n < 40; n++) await unit(street.id, 'building', `${n} 栋`);
    const names = (await unitsBelow(db, street.path)).slice(1).map(({ name }) => name);
    expect(names).toEqual(Array.from({ length: 40 }, (_, n) => `${n} 栋`));
  });

  it('belong to an academy that says what it is', async () => {
    expect(await academyFlag(db, 'demo')).toBeNull();
    await setAcademyFlag(db, { name: 'demo', value: 'yes', now });
    await setAcademyFlag(db, { name: 'demo', value: 'again', now });
    expect(await academyFlag(db, 'demo')).toBe('again');
  });
});
