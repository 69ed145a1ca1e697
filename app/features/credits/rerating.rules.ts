/**
 * What an entry would have been under other rules, as far as the ledger knows: by the rate of its kind of activity, or by its outcome. What
 * depends on a length that no entry keeps, and kinds that only one of the rules has, stay as they were earned.
 */
import { activitiesOf, activityKey } from './activities.rules.ts';
import type { Activity } from './activity.schema.ts';
import type { EarnedEntry } from './choice.rules.ts';
import { rounded } from './conversion.rules.ts';
import type { CreditRules } from './rules.schema.ts';

type Rated = Pick<EarnedEntry, 'category' | 'line' | 'elective' | 'amount'>;

/** The amount in hundredths by the rules `draft` of what `before` has paid. */
export function reratedAmount(entry: Rated, before: CreditRules, draft: CreditRules): number {
  const [old, next] = [activityIn(before, entry), activityIn(draft, entry)];
  if (!old || !next) return entry.amount;
  if (old.levels || next.levels) return levelAmount(entry, next) ?? entry.amount;
  const ofLength = old.bands?.some(({ hundredths }) => hundredths === entry.amount);
  const [from, to] = [rateOf(old, entry), rateOf(next, entry)];
  if (ofLength || from === undefined || to === undefined || from === to) return entry.amount;
  return rounded(draft, entry.amount * to, from);
}

function activityIn(rules: CreditRules, { category, line }: Rated): Activity | undefined {
  const rule = rules.categories.find(({ code }) => code === category);
  return rule && activitiesOf(rule).find(({ key }) => key === activityKey(line));
}

function levelAmount({ line }: Rated, { key, levels = [] }: Activity): number | undefined {
  return levels.find((level) => `${key}.${level.key}` === line)?.hundredths;
}

/** Of one unit; undefined where it is not one rate: nobody knows whether it was a repetition. */
function rateOf(activity: Activity, { elective }: Rated): number | undefined {
  const { hundredths, electiveHundredths, repeatHundredths } = activity;
  if (repeatHundredths !== undefined && repeatHundredths !== hundredths) return undefined;
  return (elective ? (electiveHundredths ?? hundredths) : hundredths) || undefined;
}
