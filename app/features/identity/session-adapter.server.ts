import { createHash } from 'node:crypto';
import type { ExpressionBuilder } from 'kysely';
import type { Adapter, DatabaseSession, DatabaseUser } from 'lucia';
import type { HeldRole } from '#app/lib/actor.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Database, Db } from '#db/database.ts';
import { packed, unpacked } from '#db/packed.server.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import type { SessionRow } from '#db/tables/identity.ts';

/** A right of any time; the days are inclusive, without an end it is still held. */
export interface DatedRole extends Omit<HeldRole, 'formerPaths'> {
  validFrom: string;
  validTo: string | null;
  /** Where its part of the organisation lay before, each with the day since which the right reaches back there. */
  formers: readonly { path: string; since: string }[];
}

/** What a session says of itself. */
export interface SessionAttributes {
  /** Instants. `usedAt` is noted now and then, not at every use. */
  createdAt: string;
  usedAt: string;
  /** Codes of the kind of device and the program, as in `phone wechat`. */
  device: string;
  /** Somebody without a role said that the device is theirs alone. */
  ownDevice: boolean;
}

/**
 * Where Lucia keeps its sessions. The table holds the SHA-256 of the session id, so that a stolen backup signs nobody in.
 * Listed sessions carry that hash behind `h:`; such a name can be deleted but never validated.
 */
export class SessionAdapter implements Adapter {
  constructor(private readonly db: Db) {}

  async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    if (id.startsWith('h:')) return [null, null];
    const [row] = (await findSession(this.db, { hash: hashOf(id) })).rows;
    if (!row) return [null, null];
    const { username, name, preferred_view: preferredView, text_size: textSize, grants, formers } = row;
    return [
      { id, userId: row.id, expiresAt: new Date(row.expires_at), attributes: attributesOf(row) },
      {
        id: row.id,
        attributes: { username, name, preferredView, textSize, grants: grantsIn(grants, formers) },
      },
    ];
  }

  async getUserSessions(personId: string): Promise<DatabaseSession[]> {
    const rows = await this.db
      .selectFrom('session')
      .selectAll()
      .where('person_id', '=', personId)
      .limit(100)
      .execute();
    return rows.map((row) => ({
      id: `h:${row.id}`,
      userId: row.person_id,
      expiresAt: new Date(row.expires_at),
      attributes: attributesOf(row),
    }));
  }

  async setSession({ id, userId, expiresAt, attributes }: DatabaseSession): Promise<void> {
    await this.db
      .insertInto('session')
      .values({
        id: hashOf(id),
        person_id: userId,
        expires_at: expiresAt.toISOString(),
        created_at: attributes.createdAt,
        used_at: attributes.usedAt,
        device: attributes.device,
        own_device: attributes.ownDevice ? 1 : 0,
      })
      .execute();
  }

  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    await this.db
      .updateTable('session')
      .set({ expires_at: expiresAt.toISOString() })
      .where('id', '=', hashOf(id))
      .execute();
  }

  async deleteSession(id: string): Promise<void> {
    await this.db.deleteFrom('session').where('id', '=', hashOf(id)).execute();
  }

  async deleteUserSessions(personId: string): Promise<void> {
    await this.db.deleteFrom('session').where('person_id', '=', personId).execute();
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.db.deleteFrom('session').where('expires_at', '<=', new Date().toISOString()).execute();
  }
}

function attributesOf(row: Omit<SessionRow, 'id' | 'person_id' | 'expires_at'>): SessionAttributes {
  const { created_at: createdAt, used_at: usedAt, device, own_device: ownDevice } = row;
  return { createdAt, usedAt: usedAt || createdAt, device, ownDevice: ownDevice === 1 };
}

const findSession = readyStatement<Record<'hash', string>>()((db, place) =>
  db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'person.id',
      'expires_at',
      'session.created_at',
      'used_at',
      'device',
      'own_device',
      'username',
      'name',
      'preferred_view',
      'text_size',
    ])
    .select((eb) => [grantsOf(eb), formersOf(eb)])
    .where('session.id', '=', place('hash')),
);

/** With the session, so that a signed-in request costs one statement. */
function grantsOf(eb: ExpressionBuilder<Database, 'person'>) {
  return eb
    .selectFrom('role_grant')
    .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
    .select((inner) =>
      packed(inner, [
        'role',
        'school',
        'path',
        'tree',
        'role_grant.valid_from',
        'role_grant.valid_to',
        'org_unit_id',
      ]).as('grants'),
    )
    .whereRef('role_grant.person_id', '=', 'person.id')
    .as('grants');
}

/** Few units have any: the index by unit says so at once. */
function formersOf(eb: ExpressionBuilder<Database, 'person'>) {
  return eb
    .selectFrom('role_grant')
    .innerJoin('org_former_scope', 'org_former_scope.unit_id', 'role_grant.org_unit_id')
    .select((inner) =>
      packed(inner, ['org_former_scope.unit_id', 'org_former_scope.path', 'since']).as('formers'),
    )
    .whereRef('role_grant.person_id', '=', 'person.id')
    .as('formers');
}

function grantsIn(grants: string | null, formers: string | null): DatedRole[] {
  const before = unpacked(formers);
  return unpacked(grants).map(([role, school, path, tree, validFrom = '', validTo, unitId]) => ({
    role: role as Role,
    school: (school || null) as School | null,
    scopePath: path || null,
    scopeTree: (tree || null) as DatedRole['scopeTree'],
    validFrom,
    validTo: validTo || null,
    formers: before.flatMap(([of, former = '', since = '']) =>
      of === unitId ? [{ path: former, since }] : [],
    ),
  }));
}

/** Under which name a session is stored and listed. */
export function hashOf(id: string): string {
  return id.startsWith('h:') ? id.slice(2) : createHash('sha256').update(id).digest('hex');
}
