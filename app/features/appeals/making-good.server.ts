import { postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { awardsForTheSame } from '#app/features/credits/origin.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { heldDeclaration } from '#app/features/declarations/steps.server.ts';
import { isPaidTwice } from '#app/features/tasks/paid-twice.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import type { AppealRow } from '#db/tables/appeals.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { remedyFor } from './remedy.rules.ts';

export interface DecidingAppeal {
  actor: Actor;
  appealId: string;
  means: 'uphold' | 'dismiss';
  words: string;
  /** Of a declaration that pays by the unit: how much is recognised, in hundredths; as declared where it is left out. */
  units?: number | null;
  now: Date;
}

export type AppealRefusal =
  | 'not-found'
  | 'own'
  | 'decided-before'
  | 'involved'
  | 'decided-already'
  | 'objection-waits'
  | 'declared-again'
  | 'held-already'
  | 'not-more'
  | 'more-than-declared'
  | 'no-rules'
  | 'stands-again'
  | 'taken-back'
  | 'fallen';

/** Thrown to undo what a decision has begun. */
export class Refused extends Error {
  constructor(readonly reason: AppealRefusal) {
    super(reason);
  }
}

/** What came of an appeal: the entry, and what the person is told of it. */
export interface Done {
  entryId: string | null;
  note: string;
}

/**
 * Makes good what an appeal about the ledger was against: the award that was taken back or corrected is posted anew as its next revision, and
 * what a correction had put in its place goes. Refused where something else stands for the same thing by now. Dismissed, nothing changes.
 */
export async function makeGood(
  trx: Trx,
  appeal: AppealRow,
  { actor, means, now }: DecidingAppeal,
): Promise<Done> {
  if (means === 'dismiss') return { entryId: null, note: '' };
  const entry = await heldEntry(trx, appeal);
  const remedy = remedyFor(entry, await awardsForTheSame(trx, entry));
  if (!remedy) throw new Refused('stands-again');
  for (const entryId of remedy.removes) {
    const reason = '申诉成立，恢复原来的记录';
    const reversed = await reverseCredit(trx, { actor, entryId, reason, now });
    if (!reversed.ok) throw new Refused('stands-again');
  }
  const award = await rowOf(trx, remedy.restores);
  const { posted, entryId } = await postCredit(trx, {
    ...{ personId: award.person_id, source: { type: award.source_type, id: award.source_id } },
    ...{ line: award.line, category: award.category as CategoryCode, amount: award.amount },
    ...{ elective: award.elective === 1, school: award.school as School | null },
    ...{ title: award.title, ruleVersionId: award.rule_version_id },
    computation: JSON.parse(award.computation) as Record<string, unknown>,
    evidence: { ...(JSON.parse(award.evidence) as Record<string, unknown>), appealId: appeal.id },
    occurredOn: award.occurred_on,
    actor,
    reason: '申诉成立，重新记入',
    now,
  });
  // A task that completing a section pays for meanwhile is in what the section pays.
  if (!posted || (award.source_type === 'task' && (await isPaidTwice(trx, entryId))))
    throw new Refused('stands-again');
  return { entryId, note: '学分已经重新记入。' };
}

/**
 * What an appeal is about, while the other appeals of its person and, of a declaration, all that moves it wait until the transaction ends:
 * whoever decides the next one sees what this one restored. Refused where the declaration fell meanwhile: that is appealed against there.
 */
async function heldEntry(trx: Trx, appeal: AppealRow): Promise<CreditEntryRow> {
  await trx
    .updateTable('appeal')
    .set((eb) => ({ title: eb.ref('title') }))
    .where('person_id', '=', appeal.person_id)
    .where('subject', '=', 'entry')
    .execute();
  const entry = await rowOf(trx, appeal.subject_id);
  if (entry.source_type === 'declaration') {
    const declaration = await heldDeclaration(trx, entry.source_id);
    if (declaration?.state === 'refused') throw new Refused('fallen');
  }
  return entry;
}

function rowOf(trx: Trx, entryId: string): Promise<CreditEntryRow> {
  return trx.selectFrom('credit_entry').selectAll().where('id', '=', entryId).executeTakeFirstOrThrow();
}
