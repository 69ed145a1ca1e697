/** What of credit rules does not fit together although each part is well formed. The first fault, or undefined. */
import { addDays } from '#app/lib/time.ts';
import { activitiesOf } from './activities.rules.ts';
import type { Activity } from './activity.schema.ts';
import { bandsFault } from './bands-faults.rules.ts';
import { firstOf, twice } from './fault-lists.rules.ts';
import type { Fault } from './policy-text.rules.ts';
import type { CategoryCode, CategoryRule, CreditRules } from './rules.schema.ts';

/** Of `credit_entry.line`. */
const MOST_OF_LINE = 32;

export function rulesFault(rules: CreditRules): Fault | undefined {
  return (
    datesFault(rules) ??
    twice(rules.categories, ({ code }) => code, ['categories'], 'code') ??
    firstOf(rules.categories, (category, index) => categoryFault(category, ['categories', index])) ??
    neededFault(rules, 'A', 'face', '面授班要用 A 类里键为 face 的活动计学分，规则里没有') ??
    neededFault(rules, 'B', 'recorded', '录播课要用 B 类里键为 recorded 的活动计学分，规则里没有')
  );
}

function datesFault({ validFrom, validTo, accountingYear }: CreditRules): Fault | undefined {
  if (validTo !== null && validTo < validFrom)
    return { path: ['validTo'], reason: `失效日 ${validTo} 早于生效日 ${validFrom}` };
  for (const key of ['from', 'to'] as const) {
    const day = accountingYear?.[key];
    if (day !== undefined && !isDayOfEveryYear(day))
      return { path: ['accountingYear', key], reason: `每年没有 ${day} 这一天` };
  }
  if (!accountingYear) return undefined;
  const last = addDays(`2025-${accountingYear.from}`, -1).slice(5);
  return accountingYear.to === last
    ? undefined
    : { path: ['accountingYear', 'to'], reason: `从 ${accountingYear.from} 起的一年到 ${last} 为止` };
}

/** 29 February is none: a year of credits begins every year. */
function isDayOfEveryYear(day: string): boolean {
  const inYear = `2025-${day}`;
  return !Number.isNaN(Date.parse(`${inYear}T00:00:00Z`)) && addDays(inYear, 0) === inYear;
}

const oldForm = [
  'rateHundredths',
  'requiredRateHundredths',
  'electiveRateHundredths',
  'microRateHundredths',
  'firstRateHundredths',
  'repeatRateHundredths',
  'awards',
] as const;

function categoryFault(category: CategoryRule, path: Fault['path']): Fault | undefined {
  const { activities, minimumHundredths: least, maximumHundredths: most, awards = [] } = category;
  if (least !== undefined && most !== undefined && least > most)
    return { path: [...path, 'minimumHundredths'], reason: '最少比最多还多' };
  if ((category.microRateHundredths === undefined) !== (category.microMinutes === undefined))
    return { path, reason: '微课要同时写分值 microRateHundredths 和时长 microMinutes' };
  const old = oldForm.find((key) => category[key] !== undefined);
  if (activities && old)
    return { path: [...path, old], reason: `写了 activities，就不再写 ${old}：两种写法只能用一种` };
  return (
    twice(awards, ({ key }) => key, [...path, 'awards'], 'key') ??
    twice(activities ?? [], ({ key }) => key, [...path, 'activities'], 'key') ??
    firstOf(activities ?? [], (activity, index) => activityFault(activity, [...path, 'activities', index]))
  );
}

function activityFault(activity: Activity, path: Fault['path']): Fault | undefined {
  const { key, hundredths, electiveHundredths, repeatHundredths, bands, levels } = activity;
  if (levels && (bands || hundredths !== undefined))
    return { path: [...path, 'levels'], reason: '按成果记分（levels）就不再按单位或时长记分' };
  if (!levels && !bands && hundredths === undefined)
    return {
      path,
      reason: '没有写怎么记分：写每个单位几分（hundredths）、按时长（bands）或按成果（levels）',
    };
  if (electiveHundredths !== undefined && repeatHundredths !== undefined)
    return { path: [...path, 'repeatHundredths'], reason: '选修和再讲不能同时另定分值' };
  const other = electiveHundredths ?? repeatHundredths;
  if (other !== undefined && hundredths === undefined)
    return { path, reason: '另定了选修或再讲的分值，还要写平常每个单位几分（hundredths）' };
  return (
    twice(levels ?? [], ({ key: one }) => one, [...path, 'levels'], 'key') ??
    firstOf(levels ?? [], (level, index) => lineFault(key, level.key, [...path, 'levels', index, 'key'])) ??
    bandsFault(bands ?? [], { path: [...path, 'bands'], open: hundredths === undefined })
  );
}

/** Of an activity that pays by outcome, the ledger's line is both keys: it has so much room and no more. */
function lineFault(activity: string, level: string, path: Fault['path']): Fault | undefined {
  const line = `${activity}.${level}`;
  return line.length <= MOST_OF_LINE
    ? undefined
    : {
        path,
        reason: `“${line}”是流水里的项目名，最长 ${MOST_OF_LINE} 个字符，现在 ${line.length} 个，请把活动或成果的键写短`,
      };
}

function neededFault(rules: CreditRules, code: CategoryCode, key: string, reason: string): Fault | undefined {
  const index = rules.categories.findIndex((category) => category.code === code);
  const category = rules.categories[index];
  if (!category) return { path: ['categories'], reason };
  const activity = activitiesOf(category).find((each) => each.key === key);
  const pays = activity && !activity.levels && (category.activities || writesRate(category));
  return pays ? undefined : { path: ['categories', index], reason };
}

const writesRate = ({ rateHundredths, requiredRateHundredths }: CategoryRule): boolean =>
  rateHundredths !== undefined || requiredRateHundredths !== undefined;
