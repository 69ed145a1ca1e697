/** A small town in both trees, with people at every level, for changing it. */
import { appoint } from '#app/features/identity/appointments.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import type { Change } from '#app/features/organisation/change-plan.ts';
import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { changeUnits } from '#app/features/restructuring/changing.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position, Role } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { academy, aLearner, now } from '#tests/support/world.ts';

export type Place = { id: string; path: string };

export async function aUnit(
  db: Db,
  parent: Place | null,
  kind: UnitKind,
  name: string,
  more: { tree?: Tree; territoryId?: string; validFrom?: string } = {},
): Promise<Place> {
  const unit = { actor: academy, tree: 'territory' as const, parentId: parent?.id ?? null, kind, name, now };
  const outcome = await createUnit(db, { ...unit, validFrom: '2020-01-01', ...more });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { id: outcome.id, path: outcome.path };
}

/** Somebody new with a post. */
export async function somebody(
  db: Db,
  at: Place,
  position: Position = 'building-head',
  dates: { validFrom?: string; validTo?: string | null } = {},
) {
  const learner = await aLearner(db);
  const outcome = await appoint(db, {
    ...{ actor: academy, personId: learner.personId, position, orgUnitId: at.id, now },
    ...{ validFrom: '2024-03-01', source: 'roster', ...dates },
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { ...learner, appointmentId: outcome.appointmentId };
}

export async function aGrantOver(db: Db, role: Role, at: Place, dates: { validTo?: string } = {}) {
  const learner = await aLearner(db);
  const outcome = await grantRole(db, {
    ...{ actor: academy, personId: learner.personId, role, orgUnitId: at.id, validFrom: '2024-01-01', now },
    ...dates,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return { ...learner, grantId: outcome.grantId };
}

/** 方圆街道 with 东园 and 西园, 芦荡街道 with 北园; 东园 holds 和风里 with 1 栋 and 2 栋, and 第一网格; its party committee stands beside it. */
export async function aTown(db: Db) {
  const district = await aUnit(db, null, 'district', '蓝山区');
  const [street, other] = [
    await aUnit(db, district, 'street', '方圆街道'),
    await aUnit(db, district, 'street', '芦荡街道'),
  ];
  const [east, west, north] = [
    await aUnit(db, street, 'community', '东园社区'),
    await aUnit(db, street, 'community', '西园社区'),
    await aUnit(db, other, 'community', '北园社区'),
  ];
  const yard = await aUnit(db, east, 'xiaoqu', '和风里');
  const grid = await aUnit(db, east, 'grid', '第一网格');
  const [one, two] = [await aUnit(db, yard, 'building', '1 栋'), await aUnit(db, yard, 'building', '2 栋')];
  const nine = await aUnit(db, west, 'building', '9 栋');
  const party = { tree: 'party' as const };
  const top = await aUnit(db, null, 'party-work-committee', '方圆街道党工委', {
    ...party,
    territoryId: street.id,
  });
  const committee = await aUnit(db, top, 'party-committee', '东园社区党委', {
    ...party,
    territoryId: east.id,
  });
  return { district, street, other, east, west, north, yard, grid, one, two, nine, top, committee };
}

export const TODAY = '2026-11-22';

/** Does it, or throws the reason. */
export async function done(db: Db, change: Change, day: string, more: { actor?: Actor; at?: Date } = {}) {
  const { actor = academy, at = now } = more;
  const outcome = await changeUnits(db, { actor, change, day, reason: '区划调整', now: at });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome;
}

/** The tree of a day, each unit by the names above it, with how many posts it has. */
export async function shapeOn(db: Db, day: string, tree: Tree = 'territory'): Promise<string[]> {
  const units = await db
    .selectFrom('org_unit')
    .select(['id', 'path', 'name'])
    .where('tree', '=', tree)
    .where('valid_from', '<=', day)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .orderBy('path')
    .execute();
  const posts = await db
    .selectFrom('appointment')
    .select(['org_unit_id', ({ fn }) => fn.countAll<number>().as('n')])
    .where('valid_from', '<=', day)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', day)]))
    .groupBy('org_unit_id')
    .execute();
  const counts = new Map(posts.map(({ org_unit_id, n }) => [org_unit_id, Number(n)]));
  const names = new Map(units.map(({ path, name }) => [path, name]));
  return units.map(({ id, path }) => {
    const above = Array.from(
      { length: path.length / 4 },
      (_, at) => names.get(path.slice(0, 4 * (at + 1))) ?? '?',
    );
    return `${above.join('/')} ${counts.get(id) ?? 0}`;
  });
}

/** The posts of somebody, by their first days. */
export async function postsOf(db: Db, personId: string) {
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'org_unit_id')
    .select(['name', 'path', 'appointment.valid_from as from', 'appointment.valid_to as to', 'source'])
    .where('person_id', '=', personId)
    .orderBy('appointment.valid_from')
    .orderBy('appointment.valid_to')
    .execute();
  return rows.filter(({ from, to }) => to === null || to >= from);
}
