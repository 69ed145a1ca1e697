import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { formatDate } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { wayToAppeal } from './appeal-words.server.ts';
import type { Conflict } from './conflict.rules.ts';
import { conflictWith } from './conflict.server.ts';
import { type Accepted, grantDeclaration } from './granting.server.ts';
import { freeEvidence } from './sending.server.ts';
import { declarationRow, moveOn } from './steps.server.ts';

export interface Deciding {
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
    }
  | { ok: false; reason: 'held-already'; entryId: string };

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
  const less = granted.amount < granted.asked ? await wayToAppeal(trx, declaration, now) : null;
  const link = less?.link;
  if (granted.publicUntil)
    await tellDeclarant(trx, declaration, now, {
      title: `“${declaration.title}”审核通过，正在公示`,
      body: `认定 ${formatHundredths(granted.amount)} 学分${less ? `（申报的是 ${formatHundredths(granted.asked)}）` : ''}，公示到 ${formatDate(granted.publicUntil)}，没有异议就计入。${less?.words ?? ''}${words}`,
      link,
    });
  else if (less)
    await tellDeclarant(trx, declaration, now, {
      title: `“${declaration.title}”认定 ${formatHundredths(granted.amount)} 学分，比申报的少`,
      body: `${less.words}${words}`,
      link,
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
  const appeal = back ? null : await wayToAppeal(trx, declaration, now);
  await tellDeclarant(trx, declaration, now, {
    title: back ? `“${declaration.title}”要补一补再审` : `“${declaration.title}”没有认定`,
    body: `${appeal?.words ?? ''}${words}`,
    link: appeal?.link,
  });
  return { ok: true };
}

/** Tells whoever declared, with the way to their declaration where there is no nearer one. */
export async function tellDeclarant(
  trx: Trx,
  { id, person_id: personId }: DeclarationRow,
  now: Date,
  { title, body, link }: { title: string; body: string; link?: string | undefined },
): Promise<void> {
  const told = { personId, kind: 'declaration', title, body, now };
  await tell(trx, { ...told, link: link ?? `/me/declarations/${id}` });
}

/** Writes a decision about a declaration into the journal. */
export async function noteDecision(
  trx: Trx,
  { actor, declarationId, now }: Deciding,
  verb: string,
): Promise<void> {
  await writeJournal(trx, {
    actor,
    action: `declaration.${verb}`,
    subjectType: 'declaration',
    subjectId: declarationId,
    now,
  });
}
