import { appealWords } from '#app/features/credits/entry-words.rules.ts';
import { type Posting, postCredit, reverseCredit } from '#app/features/credits/ledger.server.ts';
import { rulesInForce } from '#app/features/credits/policies.server.ts';
import { creditEntry, type LedgerEntry } from '#app/features/credits/reading.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { Trx } from '#db/database.ts';
import { correctedSum, kindOf } from './adjustment-kinds.rules.ts';
import { labelOfKind } from './kinds-of-activity.rules.ts';
import type { Adjustment } from './reading.server.ts';
import { itemOfEntry } from './same-entries.server.ts';

/** The source of everything that an adjustment posts; its id is the adjustment's. */
export const ADJUSTMENT_SOURCE = 'adjustment';

interface Confirmed {
  adjustment: Adjustment;
  /** Whoever confirmed it: the ledger names them. */
  actor: Actor;
  words: string;
  /** The last day on which the person may appeal against a sum that became smaller. */
  appealUntil?: string | null;
  now: Date;
}

/**
 * Posts what was confirmed, in the transaction that says so: an award; or the reversal of an entry and the corrected one, the next revision of
 * the same source and line, so that it counts within the same caps and the source pays no second time. The entry keeps as evidence who
 * proposed, who confirmed and on what. Null, and nothing to be kept, when the entry was reversed meanwhile.
 */
export async function postAdjustment(trx: Trx, confirmed: Confirmed): Promise<string | null> {
  const { adjustment, actor, now } = confirmed;
  const old = adjustment.entry ? await creditEntry(trx, adjustment.entry.id) : null;
  if (adjustment.entry && (!old || old.reversedById)) return null;
  if (old) {
    const reason = `${cut(adjustment.reason)}。更正后另记 ${formatHundredths(sumOf(adjustment, old))} 学分`;
    const reversed = await reverseCredit(trx, { actor, entryId: old.id, reason, quietly: true, now });
    if (!reversed.ok) return null;
  }
  const { posted, entryId } = await postCredit(
    trx,
    old ? rest(confirmed, old) : await addition(trx, confirmed),
  );
  if (!posted) return null;
  await tellPerson(trx, confirmed, { entryId, old });
  return entryId;
}

async function addition(trx: Trx, confirmed: Confirmed): Promise<Posting> {
  const { adjustment } = confirmed;
  const { personId, reckoned, sameAs } = adjustment;
  const rules = await rulesInForce(trx, adjustment.occurredOn);
  const sum = formatHundredths(adjustment.amount);
  const kind = labelOfKind(rules.rules, adjustment);
  const ofKind = kind ? `（${kind}）` : '';
  const item = sameAs ? await itemOfEntry(trx, { personId, entryId: sameAs.id }) : null;
  return {
    ...shared(confirmed),
    // The line of its kind of activity and outcome: caps and minimums of that kind hold for it.
    line: reckoned?.line ?? (adjustment.activity || 'added'),
    amount: adjustment.amount,
    ruleVersionId: reckoned?.ruleVersionId ?? rules.id,
    computation: {
      ruleLine: `${adjustment.category}.adjustment`,
      words: reckoned
        ? `${labelOf(adjustment)}：${reckoned.words}`
        : `${labelOf(adjustment)}${ofKind}，记 ${sum} 学分`,
    },
    evidence: { adjustment: proofOf(confirmed), ...(item ? { sameItem: item } : {}) },
  };
}

/** What an entry is once it is corrected: by the rules that computed it, on the evidence that it had. */
function rest(confirmed: Confirmed, old: LedgerEntry): Posting {
  const { adjustment } = confirmed;
  const sum = sumOf(adjustment, old);
  const [was, moved, is] = [old.amount, adjustment.amount, sum].map(formatHundredths);
  const moves = sum > old.amount ? '补上' : '收回';
  return {
    ...shared(confirmed),
    source: old.source,
    line: old.line,
    amount: sum,
    ruleVersionId: old.ruleVersionId,
    computation: {
      ruleLine: `${old.category}.adjustment`,
      words: `${labelOf(adjustment)}：原来 ${was} 学分，${moves} ${moved}，记 ${is} 学分`,
    },
    evidence: { ...old.evidence, adjustment: proofOf(confirmed) },
  };
}

function shared({ adjustment, actor, now }: Confirmed) {
  const { id, personId, category, elective, school, title, occurredOn, reason } = adjustment;
  const source = { type: ADJUSTMENT_SOURCE, id };
  return { personId, source, category, elective, school, title, occurredOn, actor, reason, now };
}

/** A snapshot: names as they were. */
function proofOf({ adjustment, actor, words, now }: Confirmed) {
  return {
    adjustmentId: adjustment.id,
    kind: labelOf(adjustment),
    reason: adjustment.reason,
    evidence: adjustment.evidence,
    proposedBy: adjustment.proposedByName,
    proposedAt: adjustment.proposedAt,
    confirmedBy: actor.name,
    confirmedAt: now.toISOString(),
    words,
    insteadOf: adjustment.entry?.id ?? null,
  };
}

function sumOf({ kind, amount }: Adjustment, old: LedgerEntry): number {
  return correctedSum(kind, { was: old.amount, amount });
}

function labelOf({ kind }: Adjustment): string {
  return kindOf(kind)?.label ?? kind;
}

/** Of a reversal: what follows must fit beside it. */
function cut(reason: string): string {
  return reason.replace(/[。.；;，,\s]+$/, '').slice(0, 460);
}

async function tellPerson(
  trx: Trx,
  { adjustment, actor, appealUntil, now }: Confirmed,
  { entryId, old }: { entryId: string; old: LedgerEntry | null },
): Promise<void> {
  const { personId, title, amount, reason, proposedById, proposedByName } = adjustment;
  const sum = formatHundredths(old ? sumOf(adjustment, old) : amount);
  const contested = appealUntil && old && sumOf(adjustment, old) < old.amount;
  await tell(trx, {
    personId,
    kind: 'credit-adjusted',
    title: old ? `《${title}》更正为 ${sum} 学分` : `《${title}》补记 ${sum} 学分`,
    // What can be done comes first: a long reason is cut.
    body: `${contested ? appealWords(appealUntil) : ''}${labelOf(adjustment)}：${cut(reason)}。${proposedByName}提出，${actor.name}核对确认。`,
    link: contested ? `/me/credits/${entryId}/appeal` : `/me/credits/${entryId}`,
    mentions: [{ personId: proposedById, name: proposedByName }, actor],
    now,
  });
}
