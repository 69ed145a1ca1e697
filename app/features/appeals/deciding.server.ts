import { noteAppeal, restoreDeclaration } from '#app/features/declarations/appealed.server.ts';
import { heldDeclaration } from '#app/features/declarations/steps.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { AppealRow } from '#db/tables/appeals.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { appealConflict } from './conflict.server.ts';
import {
  type AppealRefusal,
  type DecidingAppeal,
  type Done,
  makeGood,
  Refused,
} from './making-good.server.ts';

export type DecidedAppeal = { ok: true } | { ok: false; reason: AppealRefusal };

/**
 * Decides an appeal with words, for good: dismissed, or upheld and made good. Never by the person concerned, by whoever has decided before, or
 * by somebody with a part in it; of two who press together one decides. The person is told.
 */
export async function decideAppeal(db: Db, deciding: DecidingAppeal): Promise<DecidedAppeal> {
  try {
    await inTransaction(db, (trx) => decide(trx, deciding));
    return { ok: true };
  } catch (error) {
    // Nothing of what was begun may stay.
    if (error instanceof Refused) return { ok: false, reason: error.reason };
    throw error;
  }
}

async function decide(trx: Trx, deciding: DecidingAppeal): Promise<void> {
  const { actor, appealId, means, words, now } = deciding;
  const appeal = await trx.selectFrom('appeal').selectAll().where('id', '=', appealId).executeTakeFirst();
  if (!appeal) throw new Refused('not-found');
  if (appeal.state !== 'waiting') throw new Refused('decided-already');
  const conflict = await appealConflict(trx, actor, appeal);
  if (conflict) throw new Refused(conflict);
  const outcome = means === 'uphold' ? 'upheld' : 'dismissed';
  const { numUpdatedRows } = await trx
    .updateTable('appeal')
    .set({ state: outcome })
    .where('id', '=', appealId)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  if (Number(numUpdatedRows) !== 1) throw new Refused('decided-already');
  const done =
    appeal.subject === 'declaration'
      ? await inDeclaration(trx, appeal, deciding)
      : await makeGood(trx, appeal, deciding);
  await trx
    .insertInto('appeal_decision')
    .values({
      ...{ appeal_id: appealId, outcome, words, entry_id: done.entryId },
      ...{ at: now.toISOString(), by_person_id: actor.personId },
    })
    .execute();
  await writeJournal(trx, {
    actor,
    action: `appeal.${outcome}`,
    subjectType: 'appeal',
    subjectId: appealId,
    now,
  });
  await tellPerson(trx, appeal, { ...deciding, note: done.note });
}

async function inDeclaration(
  trx: Trx,
  appeal: AppealRow,
  { actor, means, words, units, now }: DecidingAppeal,
): Promise<Done> {
  const declaration = await heldDeclaration(trx, appeal.subject_id);
  if (!declaration) throw new Refused('not-found');
  const by = actor.personId;
  if (means === 'dismiss') {
    await noteAppeal(trx, { declaration, kind: 'appeal-dismissed', by, words, now });
    return { entryId: null, note: '' };
  }
  const { level, again } = declaration;
  const accepted = { level, again: again === 1, units: units ?? declaration.units };
  const restored = await restoreDeclaration(trx, { declaration, accepted, by, words, now });
  if (!restored.ok) throw new Refused(restored.reason);
  const note = restored.publicUntil
    ? `公示到 ${formatDate(restored.publicUntil)}，没有异议就计入。`
    : '学分已经计入。';
  return { entryId: restored.entryId, note };
}

async function tellPerson(
  trx: Trx,
  { person_id: personId, title, subject, subject_id: subjectId }: AppealRow,
  { means, words, note, now }: DecidingAppeal & { note: string },
): Promise<void> {
  await tell(trx, {
    personId,
    kind: 'appeal',
    title: means === 'uphold' ? `“${title}”的申诉成立` : `“${title}”的申诉：维持原来的决定`,
    body: `${note}${words}`,
    link: subject === 'declaration' ? `/me/declarations/${subjectId}` : `/me/credits/${subjectId}`,
    now,
  });
}
