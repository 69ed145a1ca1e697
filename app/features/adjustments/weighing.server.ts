import { activityKey } from '#app/features/credits/activities.rules.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { creditEntry } from '#app/features/credits/reading.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { formatHundredths } from '#app/lib/hundredths.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { Addition } from './adjustment.schema.ts';
import { kindOf, sumProblem } from './adjustment-kinds.rules.ts';
import { chosenKind, reckoned } from './kinds-of-activity.rules.ts';

/** `message` in Chinese belongs to `field` of the form. */
export interface Refused {
  ok: false;
  reason: 'form';
  field: string;
  message: string;
}

export const wrong = (field: string, message: string): Refused => ({
  ok: false,
  reason: 'form',
  field,
  message,
});

/** How a sum came about: the line of the ledger, and the rules by which it was reckoned. */
export interface ReckonedSum {
  line: string;
  ruleLine: string;
  words: string;
  ruleVersionId: string;
}

export interface Weighed {
  ok: true;
  category: CategoryCode;
  activity: string;
  amount: number;
  /** Null where the rules have no rate for it: then the sum was written by hand. */
  reckoned: ReckonedSum | null;
}

/**
 * What an addition gives by the rules of the day on which it was earned, or what is wrong with it. Where the rules have a rate or a sum by
 * outcome nobody writes another one. Writes nothing. Source: domain model §6.8 (rates), §2.5. At most two statements.
 */
export async function weighAddition(
  db: Db,
  { personId, form, now }: { personId: string; form: Addition; now: Date },
): Promise<Weighed | Refused> {
  const kind = kindOf(form.kind);
  if (kind?.mode !== 'add') return wrong('kind', '这一种情况要从那一笔学分的页面提。');
  if (form.occurredOn > dayOf(now)) return wrong('occurredOn', '取得的日期还没有到，请核对。');
  const inForce = await rulesIfAny(db, form.occurredOn);
  if (!inForce) return wrong('occurredOn', '那一天没有学分规则，记不了。请核对日期。');
  const { id: ruleVersionId, rules } = inForce;
  const chosen = chosenKind(rules, form.category);
  if (typeof chosen === 'string') return wrong('category', chosen);
  const pay = reckoned(rules, chosen, { ...form, elective: form.elective === 'elective' });
  if (pay && 'field' in pay) return wrong(pay.field, pay.message);
  const amount = pay ? pay.amount : form.amount;
  if (amount === null) return wrong('amount', '请写多少学分。');
  if (pay && form.amount !== null && form.amount !== amount)
    return wrong('amount', `按规则是 ${formatHundredths(amount)} 学分，不能另写一个数。`);
  const problem = sumProblem(kind, { amount, step: pay ? 1 : rules.roundingHundredths, standing: null });
  // One outcome cannot be proposed in parts.
  const isWhole = pay?.line.includes('.') && amount > 0;
  if (problem && !isWhole) return wrong(pay ? (form.level ? 'level' : 'units') : 'amount', problem);
  const other = form.sameAs === '' ? null : await creditEntry(db, form.sameAs);
  const fits =
    other?.personId === personId &&
    other.kind === 'award' &&
    !other.reversedById &&
    other.category === chosen.category &&
    activityKey(other.line) === chosen.activity;
  if (form.sameAs !== '' && !fits)
    return wrong('sameAs', '那一笔不是这个人的同一种活动，或者已经冲销，请另选。');
  if (!pay) return { ok: true, ...chosen, amount, reckoned: null };
  const { line, ruleLine, words } = pay;
  return { ok: true, ...chosen, amount, reckoned: { line, ruleLine, words, ruleVersionId } };
}
