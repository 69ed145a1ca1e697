/**
 * What a section is worth. Source: the college's credit rules (content/policies), which rest on the conversion practice of
 * Nanjing and Shanxi (45 minutes = 1 学时; required 1, elective 0.5 online) and on the five-school catalogue of the college.
 * Credits come from outcomes: these amounts are only posted when every pinned requirement is met.
 */
import type { School } from '#app/lib/vocabulary.ts';
import { payFor } from './conversion.rules.ts';
import type { CategoryCode, CreditRules } from './rules.schema.ts';

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

/** The lines that completing a section of this teaching pays: face-to-face hours in A, recorded hours in B. */
export function planAward(rules: CreditRules, teaching: Teaching): AwardLine[] {
  return [faceLine(rules, teaching), recordedLine(rules, teaching)].filter((line) => line !== null);
}

function faceLine(rules: CreditRules, { hoursFaceHundredths, required, school }: Teaching): AwardLine | null {
  if (hoursFaceHundredths === 0) return null;
  const elective = !required;
  const deed = { category: 'A', activity: 'face', elective, units: hoursFaceHundredths } as const;
  return { category: 'A', elective, school, hours: hoursFaceHundredths, ...payFor(rules, deed) };
}

function recordedLine(rules: CreditRules, teaching: Teaching): AwardLine | null {
  const { hoursFaceHundredths, hoursRecordedHundredths, required, school } = teaching;
  if (hoursRecordedHundredths === 0) return null;
  const elective = !required;
  const deed = {
    category: 'B',
    activity: 'recorded',
    elective,
    units: hoursRecordedHundredths,
    partOfMore: hoursFaceHundredths > 0,
  } as const;
  return { category: 'B', elective, school, ...payFor(rules, deed) };
}
