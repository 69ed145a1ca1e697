import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

export interface Exemption {
  actor: Actor;
  personId: string;
  year: number;
  position: Position;
  reason: string;
  now: Date;
}

/**
 * Frees a position of a person from a year's scheme (病假、产假、抽调…). Approved by a person, never by the person concerned.
 * Source: domain model §6.9, exemptions recorded with their approver.
 */
export async function exempt(
  db: Db,
  { actor, personId, year, position, reason, now }: Exemption,
): Promise<{ ok: true } | { ok: false; reason: 'own' | 'nobody' | 'already' }> {
  const approvedBy = actor.personId;
  if (!approvedBy) return { ok: false, reason: 'nobody' };
  if (approvedBy === personId) return { ok: false, reason: 'own' };
  const id = newId();
  const row = {
    id,
    person_id: personId,
    year,
    position,
    reason,
    approved_by: approvedBy,
    approved_at: now.toISOString(),
  };
  try {
    await inTransaction(db, async (trx) => {
      await trx.insertInto('exemption').values(row).execute();
      const detail = { year, position, reason };
      await writeJournal(trx, {
        actor,
        action: 'exemption.granted',
        subjectType: 'person',
        subjectId: personId,
        detail,
        now,
      });
    });
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}
