/**
 * What a section is worth. Source: the college's credit rules (content/policies), which rest on the conversion practice of
 * Nanjing and Shanxi (45 minutes = 1 学时; required 1, elective 0.5 online) and on the five-school catalogue of the college.
 * Credits come from outcomes: these amounts are only posted when every pinned requirement is met.
 */
import { formatHundredths } from '#app/lib/hundredths.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { CategoryCode, CategoryRule, CreditRules } from './rules.schema.ts';

export interface Teaching {
  hoursFaceHundredths: number;
  hoursRecordedHundredths: number;
  required: boolean;
  school: School;
}

/** One line of what a completion pays; `amount` in hundredths of a credit, `words` says how it came about. */
export interface AwardLine {
  line: string;
  category: CategoryCode;
  amount: number;
  elective: boolean;
  /** The school that it counts for, whatever becomes of the section later. */
  school: School;
  ruleLine: string;
  words: string;
  /** What meets, in hundredths of an hour: only the line that pays meetings has it. */
  hours?: number;
}

/** What a rule pays and how that is said. */
type Pay = Pick<AwardLine, 'amount' | 'ruleLine' | 'words'>;

export function categoryRule(rules: CreditRules, code: CategoryCode): CategoryRule {
  const rule = rules.categories.find((each) => each.code === code);
  if (!rule) throw new Error(`The credit rules ${rules.code} ${rules.version} have no category ${code}.`);
  return rule;
}

/** The lines that completing a section of this teaching pays: face-to-face hours in A, recorded hours in B. */
export function planAward(rules: CreditRules, teaching: Teaching): AwardLine[] {
  return [faceLine(rules, teaching), recordedLine(rules, teaching)].filter((line) => line !== null);
}

function faceLine(rules: CreditRules, { hoursFaceHundredths, required, school }: Teaching): AwardLine | null {
  if (hoursFaceHundredths === 0) return null;
  const rate = categoryRule(rules, 'A').rateHundredths ?? 0;
  const amount = rounded(rules, (hoursFaceHundredths * rate) / 100);
  return {
    line: 'face',
    category: 'A',
    elective: !required,
    school,
    amount,
    hours: hoursFaceHundredths,
    ruleLine: 'A.rate',
    words: `面授 ${formatHundredths(hoursFaceHundredths)} 学时 × 每学时 ${formatHundredths(rate)} 学分 = ${formatHundredths(amount)} 学分`,
  };
}

function recordedLine(rules: CreditRules, teaching: Teaching): AwardLine | null {
  const { hoursRecordedHundredths, required, school } = teaching;
  if (hoursRecordedHundredths === 0) return null;
  const pay = microPay(rules, teaching) ?? recordedPay(rules, hoursRecordedHundredths, required);
  return { line: 'recorded', category: 'B', elective: !required, school, ...pay };
}

function recordedPay(rules: CreditRules, hoursHundredths: number, required: boolean): Pay {
  const rule = categoryRule(rules, 'B');
  const rate = (required ? rule.requiredRateHundredths : rule.electiveRateHundredths) ?? 0;
  const amount = rounded(rules, (hoursHundredths * rate) / 100);
  return {
    amount,
    ruleLine: required ? 'B.required' : 'B.elective',
    words: `录播 ${formatHundredths(hoursHundredths)} 学时 × ${required ? '必修' : '选修'}每学时 ${formatHundredths(rate)} 学分 = ${formatHundredths(amount)} 学分`,
  };
}

/** A micro course, recorded only and at most a quarter of an hour long, pays the same whatever its length. */
function microPay(
  rules: CreditRules,
  { hoursFaceHundredths, hoursRecordedHundredths }: Teaching,
): Pay | null {
  const { microRateHundredths: amount, microMinutes } = categoryRule(rules, 'B');
  if (amount === undefined || microMinutes === undefined || hoursFaceHundredths > 0) return null;
  if ((hoursRecordedHundredths * rules.learningHourMinutes) / 100 > microMinutes) return null;
  return {
    amount,
    ruleLine: 'B.micro',
    words: `微课（${microMinutes} 分钟以内）每门 ${formatHundredths(amount)} 学分`,
  };
}

function rounded(rules: CreditRules, hundredths: number): number {
  return Math.floor(hundredths / rules.roundingHundredths + 0.5) * rules.roundingHundredths;
}
