/**
 * What people may declare by themselves, kind by kind, taken from the credit rules in force: a category that is to be reviewed and that the
 * college's own policy names (content/policies/declarations.json), or a kind of activity of which the rules say so. What is paid, in which unit or by which outcome, and for how many working
 * days it is made public stands in the rules. Source: domain model §6.8 (D, E, F, G, H by declaration; the rest by the records of classes).
 */
import { activitiesOf, isItemised } from '#app/features/credits/activities.rules.ts';
import type { Activity, Level } from '#app/features/credits/activity.schema.ts';
import { type Pay, payFor } from '#app/features/credits/conversion.rules.ts';
import type { CategoryCode, CategoryRule, CreditRules } from '#app/features/credits/rules.schema.ts';
import { joinedPercent } from '#app/lib/percent.ts';
import policyFile from '#content/policies/declarations.json';
import { declarationPolicy } from './policy.schema.ts';

export const policy = declarationPolicy.parse(policyFile);

/** Where the rules say nothing of appeals. Source: domain model §6.8. */
const APPEAL_WORKING_DAYS = 10;

/** One kind of thing that can be declared. */
export interface Kind {
  /** `D.teaching`: category and activity. */
  key: string;
  category: CategoryCode;
  categoryLabel: string;
  activity: string;
  label: string;
  unit: string;
  /** The outcomes to choose from; empty where it pays by the unit. */
  levels: readonly Level[];
  /** Whether it pays otherwise from the second time on. */
  repeats: boolean;
  /** Whether it counts as elective: so it does unless the rules say otherwise, for nobody is sent to it. */
  elective: boolean;
  /** Where several of it may be of one thing: `highest`, one paper counts once by its highest level; `capped`, one class counts up to its cap. */
  item: 'highest' | 'capped' | null;
  explanation: string;
  /** 0: it counts as soon as it is approved. */
  publicityWorkingDays: number;
}

/** Every kind that these rules let people declare, in the order of the rules. */
export function declarableKinds(rules: CreditRules): Kind[] {
  return rules.categories.flatMap((category) =>
    activitiesOf(category)
      .filter((activity) => isDeclarable(category, activity))
      .map((activity) => ({
        key: `${category.code}.${activity.key}`,
        category: category.code,
        categoryLabel: category.label,
        activity: activity.key,
        label: activity.label,
        unit: activity.unit,
        levels: activity.levels ?? [],
        repeats: activity.repeatHundredths !== undefined,
        elective: activity.declaredAs !== 'required',
        item: activity.itemCounts === 'highest' ? 'highest' : isItemised(activity) ? 'capped' : null,
        explanation: joinedPercent(category.explanation),
        publicityWorkingDays: category.publicityWorkingDays,
      })),
  );
}

function isDeclarable({ code, reviewRequired }: CategoryRule, { declaredAs }: Activity): boolean {
  return declaredAs !== undefined || (reviewRequired && policy.categories.includes(code));
}

/** The kind of this key, or null where the rules have none. */
export function kindOf(rules: CreditRules, key: string): Kind | null {
  return declarableKinds(rules).find((kind) => kind.key === key) ?? null;
}

/** `授课`, or where a category has several kinds `外部培训认定：短期培训`. */
export function kindName(kinds: readonly Kind[], { category, categoryLabel, label }: Kind): string {
  const several = kinds.filter((kind) => kind.category === category).length > 1;
  return several ? `${categoryLabel}：${label}` : categoryLabel;
}

/** What somebody says they did. `units` in hundredths of the kind's unit. */
export interface Claim {
  category: CategoryCode;
  activity: string;
  level: string | null;
  units: number | null;
  /** Not for the first time. */
  again: boolean;
}

/**
 * What a claim gives by these rules, with the line of the ledger; null where the rules do not know the kind or its outcome, or where the
 * claim does not say how much.
 */
export function payOfClaim(rules: CreditRules, claim: Claim): (Pay & { line: string }) | null {
  const kind = kindOf(rules, `${claim.category}.${claim.activity}`);
  if (!kind) return null;
  const { category, activity, level, units, again } = claim;
  const { elective } = kind;
  if (kind.levels.length > 0) {
    if (!kind.levels.some(({ key }) => key === level)) return null;
    return payFor(rules, { category, activity, elective, level: level ?? '', repeat: again });
  }
  if (units === null) return null;
  return payFor(rules, { category, activity, elective, units, repeat: again });
}

/** In how many working days somebody may appeal, by these rules. */
export function appealWorkingDays(rules: CreditRules | null): number {
  return rules?.appeal?.withinWorkingDays ?? APPEAL_WORKING_DAYS;
}
