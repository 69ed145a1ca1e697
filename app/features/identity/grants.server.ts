import { writeJournal } from '#app/features/journal/journal.server.ts';
import { type Stay, staysAt } from '#app/features/organisation/heirs.server.ts';
import { holdUnit } from '#app/features/organisation/turns.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Role, School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { lockPerson } from './appointments.server.ts';
import { goingOn, noteContinued } from './going-on.server.ts';
import { clashOfDuties, mayHandOut, reachesThere } from './grants.rules.ts';
import { forgetKeptActors } from './kept-actors.server.ts';
import { countFrom } from './last-sign-in.server.ts';
import { signInPolicy } from './session-end.rules.ts';
import { endAllSessions } from './sessions.server.ts';

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
      /** `unit-over`: the unit does not stand on the first day, or ends without another in its place before the last. */
      reason:
        | 'self'
        | 'unknown-person'
        | 'unknown-unit'
        | 'unit-over'
        | 'not-yours-to-grant'
        /** A role that is held over the whole academy or not at all. */
        | 'whole-only'
        | 'dates'
        | 'already';
    }
  /** The person holds `clashesWith`, which one person must not hold together with the wanted role. */
  | { ok: false; reason: 'separation'; clashesWith: Role };

/** Gives a person a role. Nobody grants themselves; system, security and audit never meet in one person. Who tried to is in the journal. */
export async function grantRole(db: Db, wanted: NewGrant): Promise<GrantOutcome> {
  const isOwn = wanted.actor.personId === wanted.personId;
  if (!isOwn && wanted.validTo && wanted.validTo < wanted.validFrom) return { ok: false, reason: 'dates' };
  if (!isOwn && !reachesThere(wanted.role, wanted.orgUnitId ?? null))
    return { ok: false, reason: 'whole-only' };
  const outcome = await inTransaction(db, async (trx) => {
    const granted: GrantOutcome = isOwn ? { ok: false, reason: 'self' } : await addGrant(trx, wanted);
    if (!granted.ok && noted.includes(granted.reason)) await noteRefused(trx, wanted, granted.reason);
    return granted;
  });
  forgetKeptActors();
  return outcome;
}

/** What nobody may do, unlike a mistake in a form. */
const noted: readonly string[] = ['self', 'separation', 'not-yours-to-grant'];

async function noteRefused(
  trx: Trx,
  { actor, personId, now, ...wanted }: NewGrant,
  why: string,
): Promise<void> {
  const { role, orgUnitId = null } = wanted;
  await writeJournal(trx, {
    ...{ actor, now, action: 'role.grant-refused', outcome: 'refused' },
    ...{ subjectType: 'person', subjectId: personId },
    detail: { role, orgUnitId, why },
  });
}

async function addGrant(trx: Trx, wanted: NewGrant): Promise<GrantOutcome> {
  const orgUnitId = wanted.orgUnitId ?? null;
  // The unit before the person: whoever changes a unit takes them in this order.
  const isThere = orgUnitId === null || (await holdUnit(trx, orgUnitId));
  if (!(await lockPerson(trx, wanted.personId))) return { ok: false, reason: 'unknown-person' };
  if (!isThere) return { ok: false, reason: 'unknown-unit' };
  const stays = orgUnitId ? await staysOf(trx, wanted, orgUnitId) : [];
  if (!stays) return { ok: false, reason: 'unit-over' };
  if (!mayHandOut(wanted.actor, wanted.role, stays[0]?.path ?? null))
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
  await countFrom(trx, { ...wanted, today: dayOf(wanted.now) });
  const grantId = await insertGrant(trx, wanted, stays);
  // Whoever gets such a role signs in anew, which then takes two steps.
  if (signInPolicy.secondStepRoles.includes(wanted.role)) await endAllSessions(trx, wanted.personId);
  return { ok: true, grantId };
}

/** Over a unit that is going to change while it lasts, it goes on over whatever takes its place. */
function staysOf(trx: Trx, { validFrom: from, validTo }: NewGrant, unitId: string) {
  return staysAt(trx, { unitId, from, to: validTo ?? null, each: true });
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

async function insertGrant(trx: Trx, wanted: NewGrant, stays: readonly Stay[]): Promise<string> {
  const { validFrom, validTo = null } = wanted;
  const pieces = stays.length > 0 ? stays : [{ unitId: null, from: validFrom, to: validTo }];
  const ids = pieces.map(() => newId());
  await trx
    .insertInto('role_grant')
    .values(
      pieces.map(({ unitId, from, to }, at) => ({
        id: ids[at] ?? '',
        person_id: wanted.personId,
        role: wanted.role,
        org_unit_id: unitId,
        school: wanted.school ?? null,
        valid_from: from,
        valid_to: to,
        granted_by: wanted.actor.personId,
        granted_at: wanted.now.toISOString(),
      })),
    )
    .execute();
  await noteContinued(trx, 'role_grant', { stays, ids, until: validTo });
  const detail = { role: wanted.role, orgUnitId: wanted.orgUnitId ?? null, validFrom, validTo };
  await writeJournal(trx, {
    actor: wanted.actor,
    action: 'role.granted',
    subjectType: 'person',
    subjectId: wanted.personId,
    detail,
    now: wanted.now,
  });
  return ids[0] ?? '';
}

/** Ends a grant, with whatever goes on from it: yesterday was its last day. False when there is no such grant or it is not the actor's to end. */
export async function revokeRole(
  db: Db,
  { actor, personId, grantId, now }: { actor: Actor; personId: string; grantId: string; now: Date },
): Promise<boolean> {
  const revoked = await inTransaction(db, async (trx) => {
    // Behind whoever lets rights go along with a unit: what goes on is read once it does.
    if (!(await lockPerson(trx, personId))) return false;
    const grant = await trx
      .selectFrom('role_grant')
      .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
      .select(['role', 'path', 'role_grant.id', 'role_grant.valid_from', 'role_grant.valid_to'])
      .where('role_grant.id', '=', grantId)
      .where('person_id', '=', personId)
      .executeTakeFirst();
    if (!grant || actor.personId === personId || !mayHandOut(actor, grant.role as Role, grant.path))
      return false;
    const lastDay = addDays(dayOf(now), -1);
    const pieces = [grant, ...(await goingOn(trx, 'role_grant', grantId))];
    const open = pieces.filter(({ valid_to }) => (valid_to ?? '9999') > lastDay).map(({ id }) => id);
    if (open.length === 0) return false;
    await trx.updateTable('role_grant').set({ valid_to: lastDay }).where('id', 'in', open).execute();
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
