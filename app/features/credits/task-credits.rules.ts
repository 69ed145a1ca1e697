/**
 * What an accepted piece of practice pays. Source: domain model §6.8, C (实训、作业、“为”的行动：1–4 per accepted task, fixed per task), with the
 * limits of the rule version that was pinned at enrolment.
 */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { categoryRule } from './activities.rules.ts';
import type { AwardLine } from './rules.rules.ts';
import type { CreditRules } from './rules.schema.ts';

const STEP = 50;

/** The sums in hundredths that a task may be given, smallest first; none where the rules pay no tasks. */
export function taskCreditChoices(rules: CreditRules | null): number[] {
  const rule = rules?.categories.find(({ code }) => code === 'C');
  const { minimumHundredths: least, maximumHundredths: most } = rule ?? {};
  if (least === undefined || most === undefined) return [];
  return Array.from({ length: Math.floor((most - least) / STEP) + 1 }, (_, index) => least + index * STEP);
}

/** What a task that was given `credits` hundredths pays by these rules; null: nothing. */
export function taskPay(
  rules: CreditRules,
  credits: number,
): Pick<AwardLine, 'amount' | 'ruleLine' | 'words'> | null {
  const { minimumHundredths: least, maximumHundredths: most } = categoryRule(rules, 'C');
  if (credits <= 0 || least === undefined || most === undefined) return null;
  const amount = Math.min(most, Math.max(least, credits));
  return {
    amount,
    ruleLine: 'C.task',
    words: `老师验收通过的一项任务，布置时定为 ${formatHundredths(credits)} 学分（每项 ${formatHundredths(least)}–${formatHundredths(most)} 学分），记 ${formatHundredths(amount)} 学分`,
  };
}
