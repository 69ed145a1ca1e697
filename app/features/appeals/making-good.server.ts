import { postCredit, reverseSource } from '#app/features/credits/ledger.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Trx } from '#db/database.ts';
import type { AppealRow } from '#db/tables/appeals.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { adjustmentsAfter, standsWhole } from './in-its-place.server.ts';

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
  | 'not-more'
  | 'more-than-declared'
  | 'no-rules'
  | 'stands-again';

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
 * Makes good what an appeal about the ledger was against: the award that was taken back is posted anew as its next revision, and what an
 * adjustment had put in its place goes. Dismissed, nothing changes.
 */
export async function makeGood(
  trx: Trx,
  appeal: AppealRow,
  { actor, means, now }: DecidingAppeal,
): Promise<Done> {
  if (means === 'dismiss') return { entryId: null, note: '' };
  const award = await awardTakenBack(trx, appeal.subject_id);
  if (!award) throw new Refused('stands-again');
  const { person_id: personId } = award;
  if (award.source_type === 'adjustment' && (await standsWhole(trx, award.source_id)))
    throw new Refused('stands-again');
  for (const id of await adjustmentsAfter(trx, award.id)) {
    const source = { type: 'adjustment', id };
    await reverseSource(trx, { personId, source, actor, reason: '申诉成立，恢复原来的记录', now });
  }
  const { posted, entryId } = await postCredit(trx, {
    ...{ personId, source: { type: award.source_type, id: award.source_id }, line: award.line },
    ...{ category: award.category as CategoryCode, amount: award.amount, elective: award.elective === 1 },
    ...{ school: award.school as School | null, title: award.title, ruleVersionId: award.rule_version_id },
    computation: JSON.parse(award.computation) as Record<string, unknown>,
    evidence: { ...(JSON.parse(award.evidence) as Record<string, unknown>), appealId: appeal.id },
    occurredOn: award.occurred_on,
    actor,
    reason: '申诉成立，重新记入',
    now,
  });
  if (!posted) throw new Refused('stands-again');
  return { entryId, note: '学分已经重新记入。' };
}

/** The award that a reversal took back, or of which an adjustment left a part. */
async function awardTakenBack(trx: Trx, entryId: string): Promise<CreditEntryRow | null> {
  const entry = await trx
    .selectFrom('credit_entry')
    .leftJoin('adjustment', (join) =>
      join
        .onRef('adjustment.id', '=', 'credit_entry.source_id')
        .on('credit_entry.source_type', '=', 'adjustment'),
    )
    .select(['credit_entry.kind', 'credit_entry.reverses_id', 'adjustment.entry_id'])
    .where('credit_entry.id', '=', entryId)
    .executeTakeFirstOrThrow();
  const awardId = entry.kind === 'reversal' ? entry.reverses_id : entry.entry_id;
  const award = await trx
    .selectFrom('credit_entry')
    .selectAll()
    .where('id', '=', awardId ?? '')
    .executeTakeFirst();
  return award ?? null;
}
