import { reverseSource } from '#app/features/credits/ledger.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell, tellMany } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Conflict } from './conflict.rules.ts';
import { conflictWith } from './conflict.server.ts';
import { type Accepted, endPublicity, grantDeclaration } from './granting.server.ts';
import { SOURCE } from './posting.server.ts';
import { freeEvidence } from './sending.server.ts';
import { declarationRow, moveOn } from './steps.server.ts';

interface Deciding {
  actor: Actor;
  declarationId: string;
  /** How many steps the reviewer's page showed. */
  seen: number;
  words: string;
  now: Date;
}

export type Decision = Deciding &
  ({ means: 'grant'; accepted: Accepted } | { means: 'return' } | { means: 'refuse' });

export type Decided =
  | { ok: true }
  | {
      ok: false;
      reason: 'not-found' | Conflict | 'decided-already' | 'no-rules' | 'more-than-declared' | 'say-why';
    };

/**
 * Decides about a declaration that waits: recognises it or a part of it (then with words), returns it with words, or refuses it with words.
 * Never one's own, nor one that one has a part in. Two reviewers who press together make one decision. Whoever declared is told.
 */
export async function decideDeclaration(db: Db, decision: Decision): Promise<Decided> {
  const { actor, declarationId } = decision;
  return inTransaction(db, async (trx): Promise<Decided> => {
    const declaration = await declarationRow(trx, declarationId);
    if (!declaration || declaration.state === 'draft') return { ok: false, reason: 'not-found' };
    const conflict = await conflictWith(trx, actor, declaration);
    if (conflict) return { ok: false, reason: conflict };
    const decided =
      decision.means === 'grant'
        ? await grant(trx, declaration, decision)
        : await sendBack(trx, declaration, decision);
    if (decided.ok) await noteDecision(trx, decision, decision.means);
    return decided;
  });
}

async function grant(
  trx: Trx,
  declaration: DeclarationRow,
  { actor, accepted, seen, words, now }: Extract<Decision, { means: 'grant' }>,
): Promise<Decided> {
  const { level, units, again } = declaration;
  const isLess = accepted.level !== level || accepted.units !== units || accepted.again !== (again === 1);
  if (isLess && words.length < 5) return { ok: false, reason: 'say-why' };
  const by = actor.personId;
  const granting = {
    declaration,
    accepted,
    kind: 'granted',
    from: ['waiting'],
    by,
    words,
    seen,
    now,
  } as const;
  const granted = await grantDeclaration(trx, granting);
  if (!granted.ok) return granted;
  if (granted.publicUntil)
    await tellDeclarant(trx, declaration, now, {
      title: `“${declaration.title}”审核通过，正在公示`,
      body: `认定 ${formatHundredths(granted.amount)} 学分${granted.amount < granted.asked ? `（申报的是 ${formatHundredths(granted.asked)}）` : ''}，公示到${formatDate(granted.publicUntil)}，没有异议就计入。${words}`,
    });
  else if (granted.amount < granted.asked)
    await tellDeclarant(trx, declaration, now, {
      title: `“${declaration.title}”认定 ${formatHundredths(granted.amount)} 学分，比申报的少`,
      body: words,
    });
  return { ok: true };
}

async function sendBack(
  trx: Trx,
  declaration: DeclarationRow,
  { actor, means, seen, words, now }: Exclude<Decision, { means: 'grant' }>,
): Promise<Decided> {
  const declarationId = declaration.id;
  const back = means === 'return';
  const step = await moveOn(trx, {
    declarationId,
    from: ['waiting'],
    to: back ? 'returned' : 'refused',
    kind: back ? 'returned' : 'refused',
    by: actor.personId,
    words,
    seen,
    now,
  });
  if (step === null) return { ok: false, reason: 'decided-already' };
  if (!back) await freeEvidence(trx, declarationId);
  await tellDeclarant(trx, declaration, now, {
    title: back ? `“${declaration.title}”要补一补再审` : `“${declaration.title}”没有认定`,
    body: words,
  });
  return { ok: true };
}

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
    await tellDeclarant(trx, declaration, now, {
      title: dismissed ? `“${declaration.title}”的异议不成立，继续公示` : `“${declaration.title}”没有认定`,
      body: words,
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
  const open = await trx
    .selectFrom('publicity_objection')
    .select(['id', 'person_id'])
    .where('declaration_id', '=', id)
    .where('open', '=', 1)
    .execute();
  const outcome = means === 'dismiss' ? 'dismissed' : 'upheld';
  const answer = { outcome, words, at: now.toISOString(), by_person_id: actor.personId };
  for (const { id: objectionId } of open) {
    await trx.updateTable('publicity_objection').set({ open: null }).where('id', '=', objectionId).execute();
    await trx
      .insertInto('objection_answer')
      .values({ objection_id: objectionId, ...answer })
      .execute();
  }
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

async function tellDeclarant(
  trx: Trx,
  { id, person_id: personId }: DeclarationRow,
  now: Date,
  { title, body }: { title: string; body: string },
): Promise<void> {
  await tell(trx, { personId, kind: 'declaration', title, body, link: `/me/declarations/${id}`, now });
}

async function noteDecision(trx: Trx, { actor, declarationId, now }: Deciding, verb: string): Promise<void> {
  await writeJournal(trx, {
    actor,
    action: `declaration.${verb}`,
    subjectType: 'declaration',
    subjectId: declarationId,
    now,
  });
}
