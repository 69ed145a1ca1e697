import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** A role that somebody holds, as staff read it. */
export interface Grant {
  id: string;
  role: Role;
  /** Null: the whole academy. */
  unitName: string | null;
  unitPath: string | null;
  school: School | null;
  validFrom: string;
  validTo: string | null;
}

/** What a person may do on a day. */
export async function grantsOf(db: Db, personId: string, onDay: string): Promise<Grant[]> {
  return (await grantsOfMany(db, [personId], onDay)).get(personId) ?? [];
}

/** The same for a page of people, by person. */
export async function grantsOfMany(
  db: Db,
  personIds: readonly string[],
  onDay: string,
): Promise<Map<string, Grant[]>> {
  const byPerson = new Map<string, Grant[]>();
  if (personIds.length === 0) return byPerson;
  const rows = await db
    .selectFrom('role_grant')
    .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
    .select([
      'role_grant.id',
      'person_id',
      'role',
      'school',
      'org_unit.name',
      'org_unit.path',
      'role_grant.valid_from',
      'role_grant.valid_to',
    ])
    .where('person_id', 'in', [...personIds])
    .where('role_grant.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('role_grant.valid_to', 'is', null), eb('role_grant.valid_to', '>=', onDay)]),
    )
    .orderBy('role_grant.id')
    .execute();
  for (const { id, person_id, role, school, name, path, valid_from: validFrom, valid_to: validTo } of rows) {
    const list = byPerson.get(person_id) ?? [];
    list.push({
      id,
      role: role as Role,
      unitName: name,
      unitPath: path,
      school: school as School | null,
      validFrom,
      validTo,
    });
    byPerson.set(person_id, list);
  }
  return byPerson;
}

const MOST_HOLDERS = 50;

/** Who holds a role on a day and over which part of the organisation (null: everywhere), at most fifty: whom to tell of its work. */
export async function holdersOf(
  db: Db,
  role: Role,
  onDay: string,
): Promise<{ personId: string; scopePath: string | null }[]> {
  const rows = await db
    .selectFrom('role_grant')
    .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
    .select(['person_id', 'path'])
    .where('role', '=', role)
    .where('role_grant.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('role_grant.valid_to', 'is', null), eb('role_grant.valid_to', '>=', onDay)]),
    )
    .limit(MOST_HOLDERS)
    .execute();
  return rows.map(({ person_id: personId, path: scopePath }) => ({ personId, scopePath }));
}
