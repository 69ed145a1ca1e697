import { reverseSource } from '#app/features/credits/ledger.server.ts';
import { tellMany } from '#app/features/notices/notices.server.ts';
import type { Db, Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { wayToAppeal } from './appeal-words.server.ts';
import { conflictWith } from './conflict.server.ts';
import { endPublicity } from './granting.server.ts';
import { SOURCE } from './posting.server.ts';
import { type Decided, type Deciding, noteDecision, tellDeclarant } from './reviewing.server.ts';
import { freeEvidence } from './sending.server.ts';
import { declarationRow, moveOn } from './steps.server.ts';

export interface Answering extends Deciding {
  means: 'dismiss' | 'uphold';
}

/**
 * Answers every objection that waits about a declaration, all in one: dismissed, and the publicity goes on; or upheld, and what was granted
 * falls, also what it had paid before. Those who objected and whoever declared are told; nobody is told who objected.
 */
export async function answerObjections(db: Db, answering: Answering): Promise<Decided> {
  const { actor, declarationId, means, words, seen, now } = answering;
  return inTransaction(db, async (trx): Promise<Decided> => {
    const declaration = await declarationRow(trx, declarationId);
    if (!declaration || declaration.state === 'draft') return { ok: false, reason: 'not-found' };
    const conflict = await conflictWith(trx, actor, declaration);
    if (conflict) return { ok: false, reason: conflict };
    const dismissed = means === 'dismiss';
    const step = await moveOn(trx, {
      declarationId,
      from: ['objected'],
      to: dismissed ? 'publicity' : 'refused',
      kind: dismissed ? 'objection-dismissed' : 'objection-upheld',
      by: actor.personId,
      words,
      seen,
      now,
    });
    if (step === null) return { ok: false, reason: 'decided-already' };
    await closeObjections(trx, declaration, answering);
    if (!dismissed) await letFall(trx, declaration, answering);
    const appeal = dismissed ? null : await wayToAppeal(trx, declaration, now);
    await tellDeclarant(trx, declaration, now, {
      title: dismissed ? `“${declaration.title}”的异议不成立，继续公示` : `“${declaration.title}”没有认定`,
      body: `${appeal?.words ?? ''}${words}`,
      link: appeal?.link,
    });
    await noteDecision(trx, answering, `objection-${means}`);
    return { ok: true };
  });
}

async function closeObjections(
  trx: Trx,
  { id, title }: DeclarationRow,
  { actor, means, words, now }: Answering,
): Promise<void> {
  const waiting = () =>
    trx.selectFrom('publicity_objection').where('declaration_id', '=', id).where('open', '=', 1);
  const open = await waiting().select('person_id').execute();
  const outcome = means === 'dismiss' ? 'dismissed' : 'upheld';
  await trx
    .insertInto('objection_answer')
    .columns(['objection_id', 'outcome', 'words', 'at', 'by_person_id'])
    .expression(
      waiting().select(({ val }) => [
        'id',
        val(outcome).as('outcome'),
        val(words).as('words'),
        val(now.toISOString()).as('at'),
        val(actor.personId).as('by_person_id'),
      ]),
    )
    .execute();
  await trx
    .updateTable('publicity_objection')
    .set({ open: null })
    .where('declaration_id', '=', id)
    .where('open', '=', 1)
    .execute();
  await tellMany(
    trx,
    open.map(({ person_id: personId }) => ({
      personId,
      kind: 'objection',
      title: `对“${title}”的异议${means === 'dismiss' ? '不成立' : '成立'}`,
      body: words,
      link: null,
      now,
    })),
  );
}

async function letFall(trx: Trx, { id, person_id: personId }: DeclarationRow, { actor, now }: Answering) {
  await endPublicity(trx, { declarationId: id, now });
  await freeEvidence(trx, id);
  const source = { type: SOURCE, id };
  await reverseSource(trx, { personId, source, actor, reason: '公示期间的异议成立', now });
}
