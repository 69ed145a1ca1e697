import { type Insertable, sql } from 'kysely';
import { waitForSeal } from '#app/features/chain/sealing.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { enqueue } from '#app/features/queue/enqueue.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { newId } from '#app/lib/id.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { appealWords } from './entry-words.rules.ts';
import { awardsOf, standingInsteadOf } from './origin.server.ts';
import type { CategoryCode } from './rules.schema.ts';

/** What is earned, by whom, for what. `amount` in hundredths; `evidence` and `computation` are kept as they are now. */
export interface Posting {
  personId: string;
  source: { type: string; id: string };
  line: string;
  category: CategoryCode;
  amount: number;
  elective: boolean;
  school: School | null;
  title: string;
  ruleVersionId: string;
  computation: Record<string, unknown>;
  evidence: Record<string, unknown>;
  occurredOn: string;
  actor: Actor | null;
  reason?: string;
  now: Date;
}

/**
 * Posts an award to the append-only ledger. One source pays a person once a line: a second posting finds the first and
 * changes nothing, also when fifty arrive at once (unique key person, source, line, revision). After a reversal the same
 * source may be posted again as the next revision, unless a correction stands in its place. Amounts are what was earned; caps decide on reading what counts.
 */
export async function postCredit(db: Db, posting: Posting): Promise<{ posted: boolean; entryId: string }> {
  const { personId, source, line } = posting;
  const last = await lastRevision(db, personId, source, line);
  if (last && !last.reversedBy) return { posted: false, entryId: last.id };
  if (last) {
    const [inItsPlace] = await standingInsteadOf(db, { personId, entryIds: [last.id] });
    if (inItsPlace) return { posted: false, entryId: inItsPlace };
  }
  const id = newId();
  try {
    await inTransaction(db, (trx) => append(trx, awardRow(id, (last?.revision ?? 0) + 1, posting)));
    return { posted: true, entryId: id };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const winner = await lastRevision(db, personId, source, line);
    return { posted: false, entryId: winner?.id ?? id };
  }
}

/** The kind of job that is queued when what a completion paid is no more what it was, for whoever has told somebody the old sum. */
export const SUM_CHANGED_JOB = 'completion-sum-changed';

/** The one way into the ledger: an entry, and that it waits to be sealed. */
async function append(trx: Trx, entry: Insertable<CreditEntryRow>): Promise<void> {
  await trx.insertInto('credit_entry').values(entry).execute();
  await waitForSeal(trx, [entry.id]);
  if (entry.source_type === 'completion' && (entry.kind === 'reversal' || entry.revision > 1))
    await enqueue(trx, {
      kind: SUM_CHANGED_JOB,
      payload: { completionId: entry.source_id },
      now: new Date(entry.posted_at),
    });
}

function awardRow(id: string, revision: number, posting: Posting) {
  return {
    id,
    revision,
    kind: 'award',
    reverses_id: null,
    person_id: posting.personId,
    category: posting.category,
    amount: posting.amount,
    elective: posting.elective ? 1 : 0,
    school: posting.school,
    title: posting.title,
    source_type: posting.source.type,
    source_id: posting.source.id,
    line: posting.line,
    rule_version_id: posting.ruleVersionId,
    computation: JSON.stringify(posting.computation),
    evidence: JSON.stringify(posting.evidence),
    occurred_on: posting.occurredOn,
    posted_at: posting.now.toISOString(),
    posted_by: posting.actor?.personId ?? null,
    reason: posting.reason ?? null,
  };
}

async function lastRevision(db: Db, personId: string, source: { type: string; id: string }, line: string) {
  return awardsOf(db, { personId, source })
    .select(['award.id', 'award.revision', 'reversal.id as reversedBy'])
    .where('award.line', '=', line)
    .orderBy('award.revision', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export type ReversalOutcome =
  | { ok: true; entryId: string }
  | { ok: false; reason: 'not-found' | 'already-reversed' | 'is-reversal' | 'own' };

/**
 * Takes an award back by a second entry of the opposite amount; the first stays as it is. Needs a reason, which the person
 * is told. Nobody reverses their own. `appealUntil`: the last day on which the person may have it looked at again, which they are told with the way
 * there. `quietly`: the caller tells them. Source: ledger rule of the product's promise 2.
 */
export async function reverseCredit(
  db: Db,
  {
    actor,
    entryId,
    reason,
    appealUntil = null,
    quietly = false,
    now,
  }: {
    actor: Actor;
    entryId: string;
    reason: string;
    appealUntil?: string | null;
    quietly?: boolean;
    now: Date;
  },
): Promise<ReversalOutcome> {
  return inTransaction(db, async (trx) => {
    const entry = await trx
      .selectFrom('credit_entry')
      .selectAll()
      .where('id', '=', entryId)
      .executeTakeFirst();
    if (!entry) return { ok: false, reason: 'not-found' };
    if (entry.kind === 'reversal') return { ok: false, reason: 'is-reversal' };
    if (entry.person_id === actor.personId) return { ok: false, reason: 'own' };
    const id = newId();
    try {
      await append(trx, {
        ...entry,
        id,
        kind: 'reversal',
        amount: -entry.amount,
        reverses_id: entry.id,
        reason,
        posted_at: now.toISOString(),
        posted_by: actor.personId,
      });
    } catch (error) {
      if (isUniqueViolation(error)) return { ok: false, reason: 'already-reversed' };
      throw error;
    }
    await writeJournal(trx, {
      actor,
      action: 'credit.reversed',
      subjectType: 'credit-entry',
      subjectId: entry.id,
      concerns: entry.person_id,
      detail: { reason, reversalId: id },
      now,
    });
    if (!quietly)
      await tell(trx, {
        personId: entry.person_id,
        kind: 'credit-reversed',
        title: `《${entry.title}》的 ${formatHundredths(entry.amount)} 学分已冲销`,
        // What can be done comes first: a long reason is cut.
        body: `${appealUntil ? appealWords(appealUntil) : ''}理由：${withoutStop(reason)}。原来的记录仍然保留${appealUntil ? '' : '，有不同意见可以向教务提出'}。`,
        link: appealUntil ? `/me/credits/${id}/appeal` : `/me/credits/${entry.id}`,
        now,
      });
    return { ok: true, entryId: id };
  });
}

/**
 * Takes back what a source has paid somebody and still stands, line by line, each by a reversal with this reason; also what an adjustment has
 * put in the place of a line, before or at the same moment. Answers how many.
 */
export async function reverseSource(
  trx: Trx,
  {
    personId,
    source,
    ...why
  }: Pick<Posting, 'personId' | 'source'> & { actor: Actor; reason: string; now: Date },
): Promise<number> {
  let taken = 0;
  for (let again = true; again; ) {
    again = false;
    for (const entryId of await standingOf(trx, { personId, source })) {
      const reversed = await reverseCredit(trx, { ...why, entryId });
      if (reversed.ok) taken += 1;
      // Somebody corrected it since it was read: what stands in its place goes too.
      else if (reversed.reason === 'already-reversed') again = true;
    }
  }
  return taken;
}

async function standingOf(trx: Trx, { personId, source }: Pick<Posting, 'personId' | 'source'>) {
  const paid = await awardsOf(trx, { personId, source })
    .select(['award.id', 'reversal.id as reversedBy'])
    .execute();
  const standing = paid.flatMap(({ id, reversedBy }) => (reversedBy === null ? [id] : []));
  const entryIds = paid.flatMap(({ id, reversedBy }) => (reversedBy === null ? [] : [id]));
  if (entryIds.length === 0) return standing;
  return [...standing, ...(await standingInsteadOf(trx, { personId, entryIds }))];
}

/** People end their reasons with a full stop or not. */
function withoutStop(reason: string): string {
  return reason.replace(/[。.；;，,\s]+$/, '');
}

/** Sum of all entries of one person in hundredths: awards less reversals. */
export async function creditBalance(db: Db, personId: string): Promise<number> {
  const { total } = await db
    .selectFrom('credit_entry')
    .select(sql<number | string | null>`sum(amount)`.as('total'))
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return Number(total ?? 0);
}
