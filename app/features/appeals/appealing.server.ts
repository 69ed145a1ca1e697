import { noteAppeal } from '#app/features/declarations/appealed.server.ts';
import { heldDeclaration } from '#app/features/declarations/steps.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { isLate, shortTitle } from './appeals.rules.ts';
import { type Contested, contestedIn, type Subject } from './subjects.server.ts';

export type Raised =
  | { ok: true; appealId: string; again: boolean }
  | { ok: false; reason: 'not-found' | 'nothing' }
  | { ok: false; reason: 'late'; dueOn: string };

/**
 * Raises an appeal against what was decided about one's own declaration or entry, once a decision, within its working days: after them it is
 * refused with the day on which they ended. Pressed twice, it is there once.
 */
export async function raiseAppeal(
  db: Db,
  { actor, words, now, ...about }: Subject & { actor: Actor; words: string; now: Date },
): Promise<Raised> {
  return inTransaction(db, async (trx): Promise<Raised> => {
    if (about.subject === 'declaration') await heldDeclaration(trx, about.subjectId);
    const contested = await contestedIn(trx, about);
    if (!contested)
      return { ok: false, reason: (await isTheirs(trx, about, actor)) ? 'nothing' : 'not-found' };
    if (contested.personId !== actor.personId) return { ok: false, reason: 'not-found' };
    const known = await appealAgainst(trx, contested);
    if (known) return { ok: true, appealId: known, again: true };
    const { dueOn } = contested;
    if (isLate(dayOf(now), dueOn)) return { ok: false, reason: 'late', dueOn };
    const appealId = newId();
    try {
      await trx
        .insertInto('appeal')
        .values({ id: appealId, ...rowOf(contested), words, raised_at: now.toISOString() })
        .execute();
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      return { ok: true, appealId: (await appealAgainst(trx, contested)) ?? appealId, again: true };
    }
    await noteInDeclaration(trx, contested, { actor, words, now });
    await writeJournal(trx, {
      actor,
      action: 'appeal.raised',
      subjectType: 'appeal',
      subjectId: appealId,
      now,
    });
    return { ok: true, appealId, again: false };
  });
}

function rowOf({ subject, subjectId, against, personId, title, dueOn }: Contested) {
  const about = { subject, subject_id: subjectId, against };
  return { ...about, person_id: personId, title: shortTitle(title), state: 'waiting', due_on: dueOn };
}

async function noteInDeclaration(
  trx: Trx,
  { subject, subjectId }: Contested,
  { actor, words, now }: { actor: Actor; words: string; now: Date },
): Promise<void> {
  if (subject !== 'declaration') return;
  const declaration = await heldDeclaration(trx, subjectId);
  if (declaration) await noteAppeal(trx, { declaration, kind: 'appealed', by: actor.personId, words, now });
}

async function appealAgainst(db: Db, { subject, subjectId, against }: Contested): Promise<string | null> {
  const row = await db
    .selectFrom('appeal')
    .select('id')
    .where('subject', '=', subject)
    .where('subject_id', '=', subjectId)
    .where('against', '=', against)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function isTheirs(trx: Trx, { subject, subjectId }: Subject, actor: Actor): Promise<boolean> {
  const query =
    subject === 'declaration'
      ? trx.selectFrom('declaration').select('person_id').where('id', '=', subjectId)
      : trx.selectFrom('credit_entry').select('person_id').where('id', '=', subjectId);
  return (await query.executeTakeFirst())?.person_id === actor.personId;
}
