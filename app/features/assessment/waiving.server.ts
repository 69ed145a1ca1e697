import { creditYearOn } from '#app/features/credits/years.server.ts';
import { lockPerson } from '#app/features/identity/appointments.server.ts';
import { scopesOf } from '#app/features/identity/grants.rules.ts';
import { findPerson } from '#app/features/identity/people.server.ts';
import { belongsTo } from '#app/features/identity/positions.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf, formatDate } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { type RuleKey, ruleNames } from './leadership.schema.ts';
import { waiversOf } from './waivers.server.ts';

export interface NewWaiver {
  actor: Actor;
  personId: string;
  ruleKey: RuleKey;
  reason: string;
  validFrom: string;
  /** The last day. */
  validTo: string;
  now: Date;
}

/** `not-found`: nobody of whom the actor may decide. `assessor`: who reads the results does not set them aside. */
export type WaiverRefusal = 'own' | 'not-found' | 'assessor' | 'already';

/**
 * Waives a rule for leading a project for a person until a day, with the reason; the person is told. For the administration of the
 * academy, never for oneself, never by an assessor, and one at a time for each rule. Source: domain model §6.11, college may waive with reason.
 */
export async function waive(
  db: Db,
  wanted: NewWaiver,
): Promise<{ ok: true; waiverId: string } | { ok: false; reason: WaiverRefusal }> {
  const { actor, personId, ruleKey, reason, validFrom, validTo, now } = wanted;
  const refused = await refusalOf(db, { actor, personId, now });
  if (refused) return { ok: false, reason: refused };
  const id = newId();
  const row = {
    ...{ id, person_id: personId, rule_key: ruleKey, reason, valid_from: validFrom, valid_to: validTo },
    ...{ granted_by: actor.personId ?? '', granted_at: now.toISOString() },
  };
  return inTransaction(db, async (trx) => {
    if (!(await lockPerson(trx, personId))) return { ok: false, reason: 'not-found' };
    const standing = (await waiversOf(trx, personId)).filter((one) => one.ruleKey === ruleKey && !one.ended);
    if (standing.some((one) => one.validFrom <= validTo && one.validTo >= validFrom))
      return { ok: false, reason: 'already' };
    await trx.insertInto('leadership_waiver').values(row).execute();
    const detail = { waiverId: id, ruleKey, reason, validFrom, validTo };
    const subject = { subjectType: 'person', subjectId: personId };
    await writeJournal(trx, { actor, action: 'waiver.granted', ...subject, detail, now });
    await tell(trx, {
      ...{ personId, kind: 'waiver', link: `/me/statements/${await creditYearOn(trx, dayOf(now))}`, now },
      title: '领办项目的一条要求给你豁免了',
      body: `“${ruleNames[ruleKey]}”从 ${formatDate(validFrom)}到 ${formatDate(validTo)}不作要求。理由：${reason}`,
    });
    return { ok: true, waiverId: id };
  });
}

/** Takes a waiver back from now on, with the reason; the person is told. `already`: somebody else has. */
export async function endWaiver(
  db: Db,
  {
    actor,
    personId,
    waiverId,
    reason,
    now,
  }: Pick<NewWaiver, 'actor' | 'personId' | 'reason' | 'now'> & { waiverId: string },
): Promise<{ ok: true } | { ok: false; reason: WaiverRefusal }> {
  const refused = await refusalOf(db, { actor, personId, now });
  if (refused) return { ok: false, reason: refused };
  const waiver = (await waiversOf(db, personId)).find(({ id }) => id === waiverId);
  if (!waiver) return { ok: false, reason: 'not-found' };
  const row = { waiver_id: waiverId, reason, ended_by: actor.personId ?? '', ended_at: now.toISOString() };
  try {
    return await inTransaction(db, async (trx) => {
      await trx.insertInto('leadership_waiver_end').values(row).execute();
      const detail = { waiverId, ruleKey: waiver.ruleKey, reason };
      const subject = { subjectType: 'person', subjectId: personId };
      await writeJournal(trx, { actor, action: 'waiver.ended', ...subject, detail, now });
      await tell(trx, {
        ...{ personId, kind: 'waiver', link: `/me/statements/${await creditYearOn(trx, dayOf(now))}`, now },
        title: '领办项目的一条豁免收回了',
        body: `“${ruleNames[waiver.ruleKey]}”从现在起又要符合。理由：${reason}`,
      });
      return { ok: true };
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

async function refusalOf(
  db: Db,
  { actor, personId, now }: Pick<NewWaiver, 'actor' | 'personId' | 'now'>,
): Promise<WaiverRefusal | null> {
  if (!(await decidesOf(db, { actor, personId, onDay: dayOf(now) }))) return 'not-found';
  if (actor.personId === personId) return 'own';
  return actor.roles.some(({ role }) => role === 'assessor') ? 'assessor' : null;
}

/** Whether there is such a person, in a part of the academy that somebody administers on a day. At most two statements. */
export async function decidesOf(
  db: Db,
  { actor, personId, onDay }: { actor: Actor; personId: string; onDay: string },
): Promise<boolean> {
  const scopes = scopesOf(actor, 'academy-admin');
  if (actor.personId === null || scopes.length === 0) return false;
  return (await findPerson(db, personId)) !== null && belongsTo(db, { personId, scopes, onDay });
}
