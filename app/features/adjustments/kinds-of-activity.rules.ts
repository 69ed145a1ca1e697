/** Of what kind of activity something added is: so it counts within the caps and towards the minimums of that kind. Source: domain model §6.8. */
import { activitiesOf, activityOf, isItemised } from '#app/features/credits/activities.rules.ts';
import type { Level } from '#app/features/credits/activity.schema.ts';
import { payFor } from '#app/features/credits/conversion.rules.ts';
import type { CategoryCode, CreditRules } from '#app/features/credits/rules.schema.ts';

export interface Choice {
  value: string;
  label: string;
  category: CategoryCode;
  /** Empty where the category has none as a whole. */
  activity: string;
  /** What is asked of it: how many of this unit; null where it pays by outcome, or where the sum is written by hand. */
  unit: string | null;
  levels: readonly Pick<Level, 'key' | 'label' | 'hundredths'>[];
  /** Whether it pays otherwise from the second time on. */
  repeats: boolean;
  /** Whether several entries may be of one thing, of which the rules say what it counts at most. */
  itemised: boolean;
}

/** What may be chosen by these rules: every kind of activity; a category that has none as a whole. */
export function choicesOf({ categories }: CreditRules): Choice[] {
  return categories.flatMap((rule): Choice[] => {
    const category = `${rule.code} ${rule.label}`;
    const activities = activitiesOf(rule);
    const none = {
      category: rule.code,
      activity: '',
      unit: null,
      levels: [],
      repeats: false,
      itemised: false,
    };
    if (activities.length === 0) return [{ value: rule.code, label: category, ...none }];
    return activities.map((activity) => ({
      value: `${rule.code}.${activity.key}`,
      label: activity.label === rule.label ? category : `${category}：${activity.label}`,
      category: rule.code,
      activity: activity.key,
      unit: activity.levels ? null : activity.unit,
      levels: activity.levels ?? [],
      repeats: activity.repeatHundredths !== undefined,
      itemised: isItemised(activity),
    }));
  });
}

/** How much of something was done, in hundredths of its unit; or with which outcome. */
export interface Measure {
  elective: boolean;
  units: number | null;
  level: string;
  /** Not for the first time. */
  again: boolean;
}

export type Reckoned = ReturnType<typeof payFor>;

/**
 * What something of a kind gives by these rules; the field and the words that say what is missing; null of a category without kinds, whose sum
 * is written by hand.
 */
export function reckoned(
  rules: CreditRules,
  { category, activity }: { category: CategoryCode; activity: string },
  { elective, units, level, again }: Measure,
): Reckoned | { field: 'units' | 'level'; message: string } | null {
  if (activity === '') return null;
  const { levels, unit } = activityOf(rules, category, activity);
  const deed = { category, activity, elective, repeat: again };
  if (levels) {
    if (levels.some(({ key }) => key === level)) return payFor(rules, { ...deed, level });
    return { field: 'level', message: `请选是哪一种：${levels.map(({ label }) => label).join('、')}。` };
  }
  if (units === null || units === 0)
    return { field: 'units', message: `请写做了多少${unit}，学分由规则算出来。` };
  return payFor(rules, { ...deed, units });
}

/** What was chosen, `A.face`, or `A` where that leaves no choice; in words what is wrong with it. */
export function chosenKind(
  { categories }: CreditRules,
  chosen: string,
): { category: CategoryCode; activity: string } | string {
  const [code, key] = chosen.split('.');
  const rule = categories.find((each) => each.code === code);
  if (!rule) return '那一天的规则里没有这一类，请另选。';
  const activities = activitiesOf(rule);
  const [only, second] = activities;
  const activity =
    key === undefined ? (second ? undefined : only) : activities.find((each) => each.key === key);
  if (activity) return { category: rule.code, activity: activity.key };
  if (activities.length === 0 && key === undefined) return { category: rule.code, activity: '' };
  return `请选是“${rule.label}”里的哪一种：${activities.map(({ label }) => label).join('、')}。`;
}

/** What the rules call the kind of activity of something added; empty where they have none. */
export function labelOfKind(
  { categories }: CreditRules,
  { category, activity }: { category: CategoryCode; activity: string },
): string {
  const rule = categories.find(({ code }) => code === category);
  const found = rule && activitiesOf(rule).find(({ key }) => key === activity);
  return found && found.label !== rule.label ? found.label : '';
}
