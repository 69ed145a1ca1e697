/**
 * The kinds of activity of a category. The rules of 2026 say them by rates and awards of the category itself; those are read as the same
 * kinds, so that there is one way to pay and one way to cap.
 */
import type { Activity } from './activity.schema.ts';
import type { CategoryCode, CategoryRule, CreditRules } from './rules.schema.ts';

export function categoryRule(rules: CreditRules, code: CategoryCode): CategoryRule {
  const rule = rules.categories.find((each) => each.code === code);
  if (!rule) throw new Error(`The credit rules ${rules.code} ${rules.version} have no category ${code}.`);
  return rule;
}

/** An activity of the rules. Throws where they have none: publishing refuses rules without what the sections need. */
export function activityOf(rules: CreditRules, category: CategoryCode, key: string): Activity {
  const activity = activitiesOf(categoryRule(rules, category)).find((each) => each.key === key);
  if (activity) return activity;
  throw new Error(
    `The credit rules ${rules.code} ${rules.version} have no activity ${key} in category ${category}.`,
  );
}

/** The key of the activity that posted a line of the ledger: lines by outcome are `paper.city`. */
export function activityKey(line: string): string {
  const dot = line.indexOf('.');
  return dot < 0 ? line : line.slice(0, dot);
}

/** Whether several entries may be of one item (a class, a paper), of which the rules say what it counts at most. */
export function isItemised({ itemCapHundredths, itemCounts }: Activity): boolean {
  return itemCapHundredths !== undefined || itemCounts === 'highest';
}

// Rules never change once they are read.
const read = new WeakMap<CategoryRule, readonly Activity[]>();

export function activitiesOf(rule: CategoryRule): readonly Activity[] {
  const known = read.get(rule);
  if (known) return known;
  const activities = rule.activities ?? [...rated(rule), ...awarded(rule)];
  read.set(rule, activities);
  return activities;
}

const names: Record<CategoryCode, { key: string; label: string }> = {
  A: { key: 'face', label: '面授' },
  B: { key: 'recorded', label: '录播' },
  C: { key: 'task', label: '任务' },
  D: { key: 'teaching', label: '授课' },
  E: { key: 'result', label: '成果' },
  F: { key: 'project', label: '项目' },
  G: { key: 'service', label: '志愿服务' },
  H: { key: 'outside', label: '外部培训' },
};

function rated(rule: CategoryRule): Activity[] {
  const named = { ...names[rule.code], unit: rule.unit };
  const micro = microBand(rule);
  if (rule.requiredRateHundredths !== undefined || rule.electiveRateHundredths !== undefined || micro)
    return [
      {
        ...named,
        hundredths: rule.requiredRateHundredths ?? 0,
        electiveHundredths: rule.electiveRateHundredths ?? 0,
        ...(micro && { bands: [micro] }),
      },
    ];
  if (rule.firstRateHundredths !== undefined) {
    const repeatHundredths = rule.repeatRateHundredths;
    return [{ ...named, hundredths: rule.firstRateHundredths, repeatHundredths }];
  }
  if (rule.code === 'C' || rule.awards) return [];
  return [{ ...named, hundredths: rule.rateHundredths ?? 0 }];
}

function microBand({ microRateHundredths, microMinutes }: CategoryRule) {
  if (microRateHundredths === undefined || microMinutes === undefined) return undefined;
  return { label: '微课', toMinutes: microMinutes, hundredths: microRateHundredths };
}

function awarded({ code, unit, awards }: CategoryRule): Activity[] {
  return awards ? [{ ...names[code], unit, levels: awards }] : [];
}
