/** What a section is worth to whoever completes it: the sum and the words of the award that enrolment pins. */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { planAward, type Teaching } from './rules.rules.ts';
import type { CreditRules } from './rules.schema.ts';

export interface Worth {
  creditsHundredths: number;
  /** `录播 0.5 学时 × 必修每学时 1 学分 = 0.5 学分`, one a line of the award. */
  creditWords: string[];
}

/** The worth of award lines, as planned or as pinned. */
export function worthOf(award: readonly { amount: number; words: string }[]): Worth {
  return {
    creditsHundredths: award.reduce((sum, { amount }) => sum + amount, 0),
    creditWords: award.map(({ words }) => words),
  };
}

/** What enrolling in a section of this teaching would pin now. Null while the academy has published no credit rules. */
export function worthNow(rules: CreditRules | null, teaching: Teaching): Worth | null {
  return rules && worthOf(planAward(rules, teaching));
}

/** `0.25 学分`; what pays nothing says so, and so does what cannot be reckoned yet. */
export function creditsOf(creditsHundredths: number | null): string {
  if (creditsHundredths === null) return '学分规则还没有发布';
  return creditsHundredths > 0 ? `${formatHundredths(creditsHundredths)} 学分` : '不计学分';
}

/** What a learner is told of a course under way. */
export function payWords(creditsHundredths: number): string {
  return creditsHundredths > 0 ? `学完得 ${formatHundredths(creditsHundredths)} 学分` : '这个班不计学分';
}
