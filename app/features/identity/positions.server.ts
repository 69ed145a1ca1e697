import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { aloneAt, isWithin, withinScope } from '#app/features/organisation/scope.ts';
import { type Position, positions } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** What somebody is, and where: 楼栋长 of building 5. Days are calendar days, both included. */
export interface Appointment {
  id: string;
  position: Position;
  orgUnitId: string;
  /** Of a building or a party group with the name above it, because every estate has a 5 栋. */
  unitName: string;
  unitPath: string;
  validFrom: string;
  validTo: string | null;
  /** Where it is known from, where that is asked for. */
  source?: string;
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
    .leftJoin('org_unit as parent', 'parent.id', 'org_unit.parent_id')
    .select([
      'org_unit.kind',
      'parent.name as parentName',
      'appointment.id',
      'person_id',
      'position',
      'org_unit_id',
      'org_unit.name',
      'org_unit.path',
      'appointment.valid_from',
      'appointment.valid_to',
      'appointment.source',
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
    const appointment = asAppointment(row);
    byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), appointment]);
  }
  return byPerson;
}

interface AppointmentRow {
  id: string;
  position: string;
  org_unit_id: string;
  kind: string;
  name: string;
  parentName: string | null;
  path: string;
  valid_from: string;
  valid_to: string | null;
  source?: string;
}

/** An appointment from its row, joined with its unit and the one above. */
export function asAppointment(row: AppointmentRow): Appointment {
  return {
    id: row.id,
    position: row.position as Position,
    orgUnitId: row.org_unit_id,
    unitName: nameInPlace(row),
    unitPath: row.path,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    ...(row.source === undefined ? {} : { source: row.source }),
  };
}

const namedByPlace: readonly string[] = [
  'building',
  'unit',
  'party-group',
  'party-household',
] satisfies UnitKind[];

function nameInPlace({
  kind,
  name,
  parentName,
}: {
  kind: string;
  name: string;
  parentName: string | null;
}): string {
  const needsPlace = parentName && namedByPlace.includes(kind) && !name.startsWith(parentName);
  return needsPlace ? `${parentName} ${name}` : name;
}

/** The positions a person holds on a day, each once. */
export async function positionsOf(db: Db, personId: string, onDay: string): Promise<Position[]> {
  return [...new Set((await appointmentsOf(db, personId, onDay)).map(({ position }) => position))];
}

/** How many appointments of each position a unit and those below it have on a day; `alone`: the unit itself. In the order of the vocabulary. One statement. */
export async function postsByPosition(
  db: Db,
  { path, tree }: { path: string; tree: Tree },
  { onDay, alone = false }: { onDay: string; alone?: boolean },
): Promise<{ position: Position; posts: number }[]> {
  const rows = await db
    .selectFrom('org_unit')
    .innerJoin('appointment', 'appointment.org_unit_id', 'org_unit.id')
    .select(({ fn }) => ['position', fn.count<number>('appointment.id').as('posts')])
    .where('tree', '=', tree)
    .where(withinScope(alone ? aloneAt(path) : path))
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    )
    .groupBy('position')
    .execute();
  const counts = new Map(rows.map(({ position, posts }) => [position, Number(posts)]));
  return positions.flatMap((position) => {
    const posts = counts.get(position);
    return posts ? [{ position, posts }] : [];
  });
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
