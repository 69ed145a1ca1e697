import { isWithin, withinScope } from '#app/features/organisation/scope.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** What somebody is, and where: 楼栋长 of building 5. Days are calendar days, both included. */
export interface Appointment {
  id: string;
  position: Position;
  orgUnitId: string;
  unitName: string;
  unitPath: string;
  validFrom: string;
  validTo: string | null;
}

/** What a person is on a day. */
export async function appointmentsOf(db: Db, personId: string, onDay: string): Promise<Appointment[]> {
  return (await appointmentsOfMany(db, [personId], onDay)).get(personId) ?? [];
}

/** The same for a page of people, by person. */
export async function appointmentsOfMany(
  db: Db,
  personIds: readonly string[],
  onDay: string,
): Promise<Map<string, Appointment[]>> {
  const byPerson = new Map<string, Appointment[]>();
  if (personIds.length === 0) return byPerson;
  const rows = await db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select([
      'appointment.id',
      'person_id',
      'position',
      'org_unit_id',
      'org_unit.name',
      'path',
      'appointment.valid_from',
      'appointment.valid_to',
    ])
    .where('person_id', 'in', [...personIds])
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    )
    .orderBy('appointment.valid_from')
    .orderBy('appointment.id')
    .execute();
  for (const row of rows) {
    const {
      id,
      org_unit_id: orgUnitId,
      name: unitName,
      path: unitPath,
      valid_from: validFrom,
      valid_to: validTo,
    } = row;
    const position = row.position as Position;
    const list = byPerson.get(row.person_id) ?? [];
    list.push({ id, position, orgUnitId, unitName, unitPath, validFrom, validTo });
    byPerson.set(row.person_id, list);
  }
  return byPerson;
}

/** The positions a person holds on a day, each once. */
export async function positionsOf(db: Db, personId: string, onDay: string): Promise<Position[]> {
  return [...new Set((await appointmentsOf(db, personId, onDay)).map(({ position }) => position))];
}

/** How many appointments each unit at or below `path` has on a day, by the unit's path. Units without any are left out. */
export async function postsBelow(db: Db, path: string, onDay: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('org_unit')
    .innerJoin('appointment', 'appointment.org_unit_id', 'org_unit.id')
    .select(({ fn }) => ['path', fn.count<number>('appointment.id').as('posts')])
    .where('tree', 'in', ['territory', 'party'])
    .where(withinScope(path))
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    )
    .groupBy('path')
    .execute();
  return new Map(rows.map(({ path: unitPath, posts }) => [unitPath, Number(posts)]));
}

/** Whether a person belongs to one of these parts of the organisation on a day. Everybody belongs to the whole academy. */
export async function belongsTo(
  db: Db,
  { personId, scopes, onDay }: { personId: string; scopes: 'everywhere' | readonly string[]; onDay: string },
): Promise<boolean> {
  if (scopes === 'everywhere') return true;
  const posts = await appointmentsOf(db, personId, onDay);
  return posts.some(({ unitPath }) => scopes.some((scope) => isWithin(scope, unitPath)));
}
