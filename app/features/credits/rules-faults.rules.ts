/** What of credit rules does not fit together although each part is well formed. The first fault, or undefined. */
import { addDays } from '#app/lib/time.ts';
import { activitiesOf } from './activities.rules.ts';
import type { Activity, Band } from './activity.schema.ts';
import type { Fault } from './policy-text.rules.ts';
import type { CategoryCode, CategoryRule, CreditRules } from './rules.schema.ts';

export function rulesFault(rules: CreditRules): Fault | undefined {
  return (
    datesFault(rules) ??
    twice(rules.categories, ({ code }) => code, ['categories'], 'code') ??
    firstOf(rules.categories, (category, index) => categoryFault(category, ['categories', index])) ??
    neededFault(rules, 'A', 'face', '面授班要用 A 类里键为 face 的活动计学分，规则里没有') ??
    neededFault(rules, 'B', 'recorded', '录播课要用 B 类里键为 recorded 的活动计学分，规则里没有')
  );
}

/** The first fault that looking at each gives. */
export function firstOf<T>(
  list: readonly T[],
  look: (each: T, index: number) => Fault | undefined,
): Fault | undefined {
  for (const [index, each] of list.entries()) {
    const fault = look(each, index);
    if (fault) return fault;
  }
  return undefined;
}

/** Something that is named a second time. */
export function twice<T>(
  list: readonly T[],
  nameOf: (each: T) => string,
  path: Fault['path'],
  key: string,
): Fault | undefined {
  return firstOf(list, (each, index) =>
    list.findIndex((other) => nameOf(other) === nameOf(each)) < index
      ? { path: [...path, index, key], reason: `“${nameOf(each)}”写了两次` }
      : undefined,
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
  const { hundredths, electiveHundredths, repeatHundredths, bands, levels } = activity;
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
    twice(levels ?? [], ({ key }) => key, [...path, 'levels'], 'key') ??
    bandsFault(bands ?? [], { path: [...path, 'bands'], open: hundredths === undefined })
  );
}

/** Bands go up from nothing; each begins where the one before ends, and the last has no end unless a rate takes over there. */
function bandsFault(
  bands: readonly Band[],
  { path, open }: { path: Fault['path']; open: boolean },
): Fault | undefined {
  return firstOf(bands, (band, index) => {
    const here = [...path, index];
    const { fromMinutes, overMinutes, toMinutes, belowMinutes } = band;
    if (fromMinutes !== undefined && overMinutes !== undefined)
      return { path: here, reason: '起点只写一个：含这一分钟用 fromMinutes，不含用 overMinutes' };
    if (toMinutes !== undefined && belowMinutes !== undefined)
      return { path: here, reason: '终点只写一个：含这一分钟用 toMinutes，不含用 belowMinutes' };
    if (startOf(band) >= endOf(band)) return { path: here, reason: '这一档的起点不在终点之前' };
    const before = bands[index - 1];
    const last = index === bands.length - 1;
    if (last && open && endOf(band) !== Infinity)
      return { path: here, reason: `${edge(endOf(band))}再长就没有档了：最后一档不写终点` };
    const ends = before ? endOf(before) : 0;
    if (startOf(band) > ends)
      return { path: here, reason: `${edge(ends)}到${edge(startOf(band))}之间没有档` };
    return startOf(band) < ends
      ? { path: here, reason: `这一档和前一档在${edge(startOf(band))}重叠` }
      : undefined;
  });
}

// Edges in halves of a minute: what lies on an edge belongs to one side.
const startOf = ({ fromMinutes, overMinutes }: Band): number =>
  overMinutes === undefined ? (fromMinutes ?? 0) : overMinutes + 0.5;
const endOf = ({ toMinutes, belowMinutes }: Band): number =>
  toMinutes === undefined ? (belowMinutes ?? Infinity) : toMinutes + 0.5;
const edge = (minutes: number): string => ` ${Math.floor(minutes)} 分钟`;

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
