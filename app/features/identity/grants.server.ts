import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { lockPerson } from './appointments.server.ts';
import { clashOfDuties, mayHandOut } from './grants.rules.ts';
import { forgetKeptActors } from './kept-actors.server.ts';

export interface NewGrant {
  actor: Actor;
  personId: string;
  role: Role;
  /** The part of the organisation that it reaches; null or absent: the whole academy. */
  orgUnitId?: string | null;
  school?: School | null;
  /** Calendar days, both included. */
  validFrom: string;
  validTo?: string | null;
  now: Date;
}

export type GrantOutcome =
  | { ok: true; grantId: string }
  | {
      ok: false;
      reason: 'self' | 'unknown-person' | 'unknown-unit' | 'not-yours-to-grant' | 'dates' | 'already';
    }
  /** The person holds `clashesWith`, which one person must not hold together with the wanted role. */
  | { ok: false; reason: 'separation'; clashesWith: Role };

/** Gives a person a role. Nobody grants themselves; system, security and audit never meet in one person. */
export async function grantRole(db: Db, wanted: NewGrant): Promise<GrantOutcome> {
  if (wanted.actor.personId === wanted.personId) return { ok: false, reason: 'self' };
  if (wanted.validTo && wanted.validTo < wanted.validFrom) return { ok: false, reason: 'dates' };
  const outcome = await inTransaction(db, (trx) => addGrant(trx, wanted));
  forgetKeptActors();
  return outcome;
}

async function addGrant(trx: Trx, wanted: NewGrant): Promise<GrantOutcome> {
  if (!(await lockPerson(trx, wanted.personId))) return { ok: false, reason: 'unknown-person' };
  const orgUnitId = wanted.orgUnitId ?? null;
  const unit = orgUnitId
    ? await trx.selectFrom('org_unit').select('path').where('id', '=', orgUnitId).executeTakeFirst()
    : null;
  if (unit === undefined) return { ok: false, reason: 'unknown-unit' };
  if (!mayHandOut(wanted.actor, wanted.role, unit?.path ?? null))
    return { ok: false, reason: 'not-yours-to-grant' };
  const held = await grantsDuring(trx, wanted);
  const clashesWith = clashOfDuties(
    held.map(({ role }) => role as Role),
    wanted.role,
  );
  if (clashesWith) return { ok: false, reason: 'separation', clashesWith };
  const same = held.some(
    (own) =>
      own.role === wanted.role && own.org_unit_id === orgUnitId && own.school === (wanted.school ?? null),
  );
  if (same) return { ok: false, reason: 'already' };
  return { ok: true, grantId: await insertGrant(trx, wanted, orgUnitId) };
}

/** The grants of a person that are in force on any day of the wanted one. */
async function grantsDuring(trx: Trx, { personId, validFrom, validTo }: NewGrant) {
  let query = trx
    .selectFrom('role_grant')
    .select(['role', 'org_unit_id', 'school'])
    .where('person_id', '=', personId)
    .where(({ or, eb }) => or([eb('valid_to', 'is', null), eb('valid_to', '>=', validFrom)]));
  if (validTo) query = query.where('valid_from', '<=', validTo);
  return query.limit(200).execute();
}

async function insertGrant(trx: Trx, wanted: NewGrant, orgUnitId: string | null): Promise<string> {
  const id = newId();
  await trx
    .insertInto('role_grant')
    .values({
      id,
      person_id: wanted.personId,
      role: wanted.role,
      org_unit_id: orgUnitId,
      school: wanted.school ?? null,
      valid_from: wanted.validFrom,
      valid_to: wanted.validTo ?? null,
      granted_by: wanted.actor.personId,
      granted_at: wanted.now.toISOString(),
    })
    .execute();
  const detail = {
    role: wanted.role,
    orgUnitId,
    validFrom: wanted.validFrom,
    validTo: wanted.validTo ?? null,
  };
  await writeJournal(trx, {
    actor: wanted.actor,
    action: 'role.granted',
    subjectType: 'person',
    subjectId: wanted.personId,
    detail,
    now: wanted.now,
  });
  return id;
}

/** Ends a grant: yesterday was its last day. False when there is no such grant or it is not the actor's to end. */
export async function revokeRole(
  db: Db,
  { actor, personId, grantId, now }: { actor: Actor; personId: string; grantId: string; now: Date },
): Promise<boolean> {
  const revoked = await inTransaction(db, async (trx) => {
    const grant = await trx
      .selectFrom('role_grant')
      .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
      .select(['role', 'path'])
      .where('role_grant.id', '=', grantId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!grant || actor.personId === personId || !mayHandOut(actor, grant.role as Role, grant.path))
      return false;
    const lastDay = dayOf(new Date(now.getTime() - 24 * 3600_000));
    await trx.updateTable('role_grant').set({ valid_to: lastDay }).where('id', '=', grantId).execute();
    const detail = { grantId, role: grant.role };
    await writeJournal(trx, {
      actor,
      action: 'role.revoked',
      subjectType: 'person',
      subjectId: personId,
      detail,
      now,
    });
    return true;
  });
  forgetKeptActors();
  return revoked;
}
