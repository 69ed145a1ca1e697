import { grantRole } from '#app/features/identity/grants.server.ts';
import { createPerson, type NewPerson } from '#app/features/identity/people.server.ts';
import { startSession } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Tree, UnitKind } from '#app/features/organisation/kinds.ts';
import { createUnit } from '#app/features/organisation/units.server.ts';
import type { Role } from '#app/lib/vocabulary.ts';
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
): Promise<string> {
  const outcome = await grantRole(db, {
    actor: academy,
    personId,
    role,
    orgUnitId,
    validFrom: '2020-01-01',
    now,
  });
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.grantId;
}

/** A Cookie header of somebody signed in. */
export async function cookieOf(db: Db, personId: string, since = now): Promise<string> {
  const line = await startSession(db, { personId, secure: false, now: since });
  return line.split(';')[0] ?? '';
}
