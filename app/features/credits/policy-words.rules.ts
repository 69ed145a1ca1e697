/** A published policy as somebody reads it who does not read JSON: what it says, part by part, in sentences. */
import { formatHundredths } from '#app/lib/hundredths.ts';
import { joinedPercent } from '#app/lib/percent.ts';
import { positionNames, schoolNames } from '#app/lib/vocabulary.ts';
import { activitiesOf } from './activities.rules.ts';
import type { Activity, Band } from './activity.schema.ts';
import type { CategoryRule, CreditRules } from './rules.schema.ts';

export interface PolicyPart {
  title: string;
  lines: string[];
}

const credits = (hundredths: number): string => `${formatHundredths(hundredths)} 学分`;

/** Credit rules: first what holds for all, then category by category. */
export function rulesWords(rules: CreditRules): PolicyPart[] {
  return [
    { title: '总的规定', lines: generalWords(rules) },
    ...rules.categories.map((category) => ({
      title: `${category.code} ${category.label}`,
      lines: categoryWords(category),
    })),
    ...basisWords(rules.basis),
  ];
}

const roundingWords = { 'half-up': '四舍五入', down: '舍去', up: '进位' } as const;

function generalWords(rules: CreditRules): string[] {
  const { accountingYear, learningHourMinutes, roundingHundredths, roundingMode = 'half-up', appeal } = rules;
  return [
    accountingYear && accountingYear.from !== '01-01'
      ? `学分年度从头一年 ${dayWords(accountingYear.from)}到当年 ${dayWords(accountingYear.to)}。`
      : '学分年度从 1 月 1 日到 12 月 31 日。',
    `一学时按 ${learningHourMinutes} 分钟算。`,
    `学分取到 ${formatHundredths(roundingHundredths)}，${roundingWords[roundingMode]}。`,
    ...(rules.courseCounts === 'once-a-year'
      ? ['同一门课一年里结业两次，只计第一次；两笔都留在流水里。']
      : []),
    ...carryOverWords(rules),
    ...(appeal ? [`对审核结果有意见，${appeal.withinWorkingDays} 个工作日内可以申诉。`] : []),
    ...(rules.principles ?? []),
  ];
}

function carryOverWords({ carryOver }: CreditRules): string[] {
  if (!carryOver) return ['多出来的学分不结转。'];
  const { into, electiveOnly, maxPercentOfNextRequirement, validYears } = carryOver;
  const what = electiveOnly ? '多出来的选修学分' : '多出来的学分';
  if (!into) return [`${what}的结转只作了说明，没有实行。`];
  const where = into === 'elective' ? '抵下一年的选修' : '抵下一年的总数';
  return [`${what}${where}，最多占应修的 ${maxPercentOfNextRequirement}%，${validYears} 年有效。`];
}

function dayWords(monthDay: string): string {
  const [month, day] = monthDay.split('-').map(Number);
  return `${month} 月 ${day} 日`;
}

function categoryWords(category: CategoryRule): string[] {
  const { dailyCapHundredths, annualShareCapPercent, reviewRequired, publicityWorkingDays } = category;
  return [
    category.explanation,
    ...activitiesOf(category).flatMap(activityWords),
    ...(dailyCapHundredths === null ? [] : [`一天最多计入 ${credits(dailyCapHundredths)}。`]),
    ...(annualShareCapPercent === null ? [] : [`一年最多占应修的 ${annualShareCapPercent}%。`]),
    ...(reviewRequired ? ['要审核。'] : []),
    ...(publicityWorkingDays > 0 ? [`公示 ${publicityWorkingDays} 个工作日。`] : []),
  ];
}

function activityWords(activity: Activity): string[] {
  const {
    label,
    unit,
    hundredths,
    electiveHundredths,
    repeatHundredths,
    bands = [],
    levels = [],
    declaredAs,
  } = activity;
  const rates = [
    ...(hundredths === undefined ? [] : [`每${unit} ${credits(hundredths)}`]),
    ...(electiveHundredths === undefined || electiveHundredths === hundredths
      ? []
      : [`选修每${unit} ${credits(electiveHundredths)}`]),
    ...(repeatHundredths === undefined ? [] : [`第二次起每${unit} ${credits(repeatHundredths)}`]),
    ...bands.map((band) => `${bandWords(band)} ${credits(band.hundredths)}`),
    ...levels.map((level) => `${level.label} ${credits(level.hundredths)}`),
  ];
  const caps = [
    ...(activity.itemCapHundredths === undefined
      ? []
      : [`一件最多计入 ${credits(activity.itemCapHundredths)}`]),
    ...(activity.itemCounts === 'highest' ? ['同一件只计最高的一级'] : []),
    ...(activity.cycleCapHundredths === undefined
      ? []
      : [`一个周期最多计入 ${credits(activity.cycleCapHundredths)}`]),
  ];
  const declared = declaredAs ? [`由本人申报，算${declaredAs === 'required' ? '必修' : '选修'}`] : [];
  const words = [...rates, ...caps, ...declared];
  return words.length > 0 ? [`${label}：${words.join('，')}。`] : [];
}

function bandWords({ label, fromMinutes, overMinutes, toMinutes, belowMinutes }: Band): string {
  const from = fromMinutes ? `${fromMinutes} 分钟起` : overMinutes ? `超过 ${overMinutes} 分钟` : '';
  const to = toMinutes ? `到 ${toMinutes} 分钟` : belowMinutes ? `不到 ${belowMinutes} 分钟` : '';
  return `${label ? `${label}（` : ''}${[from, to].filter(Boolean).join('，')}${label ? '）' : ''}`;
}

const marks = { found: '有公开依据', assumed: '学院建议' } as const;

export function basisWords(basis: CreditRules['basis']): PolicyPart[] {
  if (!basis || basis.length === 0) return [];
  return [{ title: '依据', lines: basis.map(({ text, mark }) => `${text}（${marks[mark]}）`) }];
}

export const schoolsWords = (schools: readonly (keyof typeof schoolNames)[]): string =>
  schools.map((school) => schoolNames[school]).join('、');

export const positionsWords = (positions: readonly (keyof typeof positionNames)[]): string =>
  positions.map((position) => positionNames[position]).join('、');

const courseCode = /\b[A-Z]{2}\d{2}\b/g;

/** The codes of the courses that a sentence speaks of. */
export const courseCodesIn = (words: string): string[] => words.match(courseCode) ?? [];

/** The same sentence with each course by its title, where it has one. */
export const withTitles = (words: string, titles: ReadonlyMap<string, string>): string =>
  words.replace(courseCode, (code) => (titles.has(code) ? `《${titles.get(code)}》` : code));

/** The codes of the courses that a policy speaks of. */
export const coursesIn = (parts: readonly PolicyPart[]): string[] =>
  parts.flatMap(({ lines }) => lines.flatMap(courseCodesIn));

/** The same parts as they are read: each sentence once, and a course by its title where it has one. */
export function readable(parts: readonly PolicyPart[], titles: ReadonlyMap<string, string>): PolicyPart[] {
  return parts.map(({ title, lines }) => ({
    title,
    lines: [...new Set(lines)].map((line) => withTitles(joinedPercent(line), titles)),
  }));
}
