import { grantRole } from '#app/features/identity/grants.server.ts';
import { createPerson, type NewPerson } from '#app/features/identity/people.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import { type Actor, sealActor } from '#app/lib/actor.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

export const academy = systemActor('test');
export const PASSWORD = 'quiet-garden-7';
/** Sessions follow the real clock, so what hangs on them cannot live on a made-up day. */
export const now = new Date();

let made = 0;

export async function aPerson(db: Db, more: Partial<NewPerson> = {}): Promise<string> {
  made += 1;
  const outcome = await createPerson(db, {
    actor: academy,
    username: `person-${made}`,
    name: '佟向暖',
    now,
    ...more,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.personId;
}

export async function aUnit(
  db: Db,
  parentId: string | null,
  kind: UnitKind,
  name: string,
  tree: Tree = 'territory',
) {
  const outcome = await createUnit(db, {
    actor: academy,
    tree,
    parentId,
    kind,
    name,
    validFrom: '2020-01-01',
    now,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome;
}

export async function aGrant(
  db: Db,
  personId: string,
  role: Role,
  orgUnitId: string | null = null,
  at: Date = now,
): Promise<string> {
  const outcome = await grantRole(db, {
    actor: academy,
    personId,
    role,
    orgUnitId,
    validFrom: '2020-01-01',
    now: at,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.grantId;
}

/** Somebody who holds a role over the whole academy, or over one school of it. */
export function actorWith(
  role: Role,
  {
    personId,
    name = '教务',
    school = null,
  }: { personId: string | null; name?: string; school?: School | null },
): Actor {
  return sealActor({ personId, name, roles: [{ role, scopePath: null, scopeTree: null, school }] });
}

/** The Cookie header of somebody new who holds a role over the whole academy. */
export async function cookieWith(db: Db, role: Role, more?: Partial<NewPerson>): Promise<string> {
  const personId = await aPerson(db, more);
  await aGrant(db, personId, role);
  return cookieOf(db, personId);
}

/** A Cookie header of somebody signed in. */
export async function cookieOf(db: Db, personId: string, since = now): Promise<string> {
  const line = await startSession(db, { personId, secure: false, now: since });
  return line.split(';')[0] ?? '';
}
