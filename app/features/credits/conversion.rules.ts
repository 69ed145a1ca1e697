/**
 * From something that was done to a line of the ledger: the sum in hundredths and the words that explain it. Sources: the conversion
 * tables of Yunnan (by length), Shanxi (a day 8, required 1, elective 0.5), Nanjing (days, teaching by hours, papers by level); domain model
 * §2.5, §6.8. Credits come from outcomes: the caller has seen that the outcome is there.
 */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { activityOf, categoryRule } from './activities.rules.ts';
import type { Activity, Band, Level } from './activity.schema.ts';
import type { AwardLine } from './rules.rules.ts';
import type { CategoryCode, CreditRules } from './rules.schema.ts';

/** What a rule pays and how that is said. */
export type Pay = Pick<AwardLine, 'amount' | 'ruleLine' | 'words'>;

/** Something that was done. How much of it: minutes, or hundredths of the activity's unit (days, hours, sessions); or which outcome. */
export interface Deed {
  category: CategoryCode;
  activity: string;
  elective: boolean;
  minutes?: number;
  units?: number;
  /** Of an activity that pays by outcome. */
  level?: string;
  /** Not for the first time: the same course taught again. */
  repeat?: boolean;
  /** Part of something longer: too short a film is no micro course where the class also meets. */
  partOfMore?: boolean;
}

/**
 * What a deed pays, with the line of the ledger that it belongs to. Throws where the rules have no such activity or outcome: whoever asks
 * takes both from the rules.
 */
export function payFor(rules: CreditRules, deed: Deed): Pay & { line: string } {
  const activity = activityOf(rules, deed.category, deed.activity);
  const level = activity.levels && levelOf(activity, deed);
  const line = level ? `${activity.key}.${level.key}` : activity.key;
  const band = bandFor(rules, activity, deed);
  const { kind, ...paid } = level
    ? byOutcome(activity, level)
    : band
      ? byLength(activity, band)
      : byUnit(rules, activity, deed);
  // The rules of 2026 have one activity a category and name only the kind of rate.
  const { activities } = categoryRule(rules, deed.category);
  return { line, ...paid, ruleLine: [deed.category, ...(activities ? [activity.key] : []), kind].join('.') };
}

type Paid = Pick<Pay, 'amount' | 'words'> & { kind: string };

function levelOf({ key, levels = [] }: Activity, deed: Deed): Level {
  const level = levels.find((each) => each.key === deed.level);
  if (!level) throw new Error(`There is no outcome ${deed.level} of ${deed.category}.${key}.`);
  return level;
}

function byOutcome({ label }: Activity, level: Level): Paid {
  const words = `${label}：${level.label}，记 ${formatHundredths(level.hundredths)} 学分`;
  return { kind: level.key, amount: level.hundredths, words };
}

function bandFor(rules: CreditRules, { bands = [], hundredths }: Activity, deed: Deed): Band | undefined {
  if (deed.partOfMore && hundredths !== undefined) return undefined;
  const minutes = minutesOf(rules, deed);
  return bands.find(
    ({ fromMinutes = 0, overMinutes = -1, toMinutes = Infinity, belowMinutes = Infinity }) =>
      minutes >= fromMinutes && minutes > overMinutes && minutes <= toMinutes && minutes < belowMinutes,
  );
}

function minutesOf({ learningHourMinutes }: CreditRules, { minutes, units = 0 }: Deed): number {
  return minutes ?? (units * learningHourMinutes) / 100;
}

/** Beside a rate, a band is for what is too short for it. */
function byLength({ label, hundredths }: Activity, band: Band): Paid {
  const amount = band.hundredths;
  return {
    kind: hundredths === undefined ? 'length' : 'micro',
    amount,
    words: `${band.label ?? label}（${lengthWords(band)}）每门 ${formatHundredths(amount)} 学分`,
  };
}

function lengthWords({ fromMinutes, overMinutes, toMinutes, belowMinutes }: Band): string {
  const least = fromMinutes ? `满 ${fromMinutes} 分钟` : overMinutes ? `超过 ${overMinutes} 分钟` : '';
  const most = toMinutes ? `${toMinutes} 分钟以内` : belowMinutes ? `不到 ${belowMinutes} 分钟` : '';
  return [least, most].filter((part) => part !== '').join('，') || '不论长短';
}

function byUnit(rules: CreditRules, activity: Activity, deed: Deed): Paid {
  const { label, unit } = activity;
  const { kind, name, rate } = rateFor(activity, deed);
  // Whole numbers until the one rounding: a half must not be lost in a fraction.
  const amount =
    deed.minutes === undefined
      ? rounded(rules, (deed.units ?? 0) * rate, 100)
      : rounded(rules, deed.minutes * rate, rules.learningHourMinutes);
  const units = deed.units ?? Math.round((100 * (deed.minutes ?? 0)) / rules.learningHourMinutes);
  return {
    kind,
    amount,
    words: `${label} ${formatHundredths(units)} ${unit} × ${name}每${unit} ${formatHundredths(rate)} 学分 = ${formatHundredths(amount)} 学分`,
  };
}

/** Which of its rates applies; it is named where there are two. */
function rateFor(
  { hundredths = 0, electiveHundredths, repeatHundredths }: Activity,
  { elective, repeat = false }: Deed,
): { kind: string; name: string; rate: number } {
  if (repeatHundredths !== undefined && repeat)
    return { kind: 'repeat', name: '再讲', rate: repeatHundredths };
  if (repeatHundredths !== undefined) return { kind: 'first', name: '首讲', rate: hundredths };
  if (electiveHundredths === undefined) return { kind: 'rate', name: '', rate: hundredths };
  return elective
    ? { kind: 'elective', name: '选修', rate: electiveHundredths }
    : { kind: 'required', name: '必修', rate: hundredths };
}

/** `over / under` hundredths to the step of the rules, in their way of rounding. Both are whole numbers. */
export function rounded(
  {
    roundingHundredths: step,
    roundingMode = 'half-up',
  }: Pick<CreditRules, 'roundingHundredths' | 'roundingMode'>,
  over: number,
  under = 1,
): number {
  const one = under * step;
  switch (roundingMode) {
    case 'half-up':
      return Math.floor((2 * over + one) / (2 * one)) * step;
    case 'down':
      return Math.floor(over / one) * step;
    case 'up':
      return Math.ceil(over / one) * step;
  }
}
