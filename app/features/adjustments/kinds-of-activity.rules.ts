/** Of what kind of activity something added is: so it counts within the caps and towards the minimums of that kind. Source: domain model §6.8. */
import { activitiesOf } from '#app/features/credits/activities.rules.ts';
import type { CategoryCode, CreditRules } from '#app/features/credits/rules.schema.ts';

export interface Choice {
  value: string;
  label: string;
}

/** What may be chosen by these rules: every kind of activity; a category that has none as a whole. */
export function choicesOf({ categories }: CreditRules): Choice[] {
  return categories.flatMap((rule): Choice[] => {
    const category = `${rule.code} ${rule.label}`;
    const activities = activitiesOf(rule);
    if (activities.length === 0) return [{ value: rule.code, label: category }];
    return activities.map(({ key, label }) => ({
      value: `${rule.code}.${key}`,
      label: label === rule.label ? category : `${category}：${label}`,
    }));
  });
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
