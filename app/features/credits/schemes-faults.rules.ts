/** What of yearly schemes does not fit together, or not with the rules. The first fault, or undefined. */
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import { activitiesOf } from './activities.rules.ts';
import { firstOf, twice } from './fault-lists.rules.ts';
import type { Fault } from './policy-text.rules.ts';
import type { CreditRules } from './rules.schema.ts';
import type { Choice, Counter, CreditSchemes, Minimum, Promotion, Scheme } from './schemes.schema.ts';

export function schemesFault(schemes: CreditSchemes, rules: CreditRules | null): Fault | undefined {
  return (
    namedRulesFault(schemes, rules) ??
    twice(schemes.schemes, ({ position }) => position, ['schemes'], 'position') ??
    positionsFault(schemes.schemes) ??
    firstOf(schemes.schemes, (scheme, index) => schemeFault(scheme, rules, ['schemes', index])) ??
    firstOf(schemes.promotions ?? [], (promotion, index) =>
      promotionFault(promotion, rules, ['promotions', index]),
    )
  );
}

function namedRulesFault({ rules: named }: CreditSchemes, rules: CreditRules | null): Fault | undefined {
  if (!named || !rules || (named.code === rules.code && named.version === rules.version)) return undefined;
  return { path: ['rules'], reason: `没有找到 ${named.code} ${named.version} 这一版学分规则` };
}

/** Somebody's position says which scheme they are under. */
function positionsFault(schemes: readonly Scheme[]): Fault | undefined {
  const taken = new Map<Position, string>();
  return firstOf(schemes, ({ position, positions, title }, index) => {
    const path = ['schemes', index, 'positions'];
    if (!positions.includes(position))
      return { path, reason: `方案的主身份“${positionNames[position]}”不在它自己的身份里` };
    const again = positions.find((each) => taken.has(each));
    if (again) return { path, reason: `“${positionNames[again]}”已经在《${taken.get(again)}》里了` };
    for (const each of positions) taken.set(each, title);
    return undefined;
  });
}

function schemeFault(scheme: Scheme, rules: CreditRules | null, path: Fault['path']): Fault | undefined {
  return (
    targetsFault(scheme, path) ??
    firstOf(scheme.minimums, (minimum, index) =>
      minimumFault(minimum, scheme, rules, [...path, 'minimums', index]),
    ) ??
    maximumsFault(scheme, rules, [...path, 'maximums']) ??
    twice(scheme.counters ?? [], ({ key }) => key, [...path, 'counters'], 'key') ??
    firstOf(scheme.counters ?? [], (counter, index) =>
      counterFault(counter, rules, [...path, 'counters', index]),
    )
  );
}

function targetsFault({ targets = [], positions }: Scheme, path: Fault['path']): Fault | undefined {
  return firstOf(targets, (target, index) => {
    const here = [...path, 'targets', index];
    const foreign = target.positions?.find((position) => !positions.includes(position));
    if (foreign)
      return { path: [...here, 'positions'], reason: `“${positionNames[foreign]}”不在这个方案的身份里` };
    return !target.positions && !target.rank
      ? { path: here, reason: '没有写这个总数给谁：写身份（positions）或者职级（rank）' }
      : undefined;
  });
}

function minimumFault(
  minimum: Minimum,
  { totalHundredths, targets }: Scheme,
  rules: CreditRules | null,
  path: Fault['path'],
): Fault | undefined {
  const { hundredths, percentOfRequired, school, among } = minimum;
  if ((hundredths === undefined) === (percentOfRequired === undefined))
    return { path, reason: '下限写一个数：学分（hundredths）或者占应修的百分比（percentOfRequired）' };
  if (!school && (!among || Object.keys(among).length === 0))
    return { path, reason: '没有写下限管哪些学分：写学校（school）或者范围（among）' };
  if (hundredths !== undefined && !targets && hundredths > totalHundredths)
    return { path: [...path, 'hundredths'], reason: '下限比应修的总数还多' };
  return among && choiceFault(among, rules, [...path, 'among']);
}

function maximumsFault({ maximums }: Scheme, rules: CreditRules | null, path: Fault['path']) {
  return (
    twice(maximums, ({ category }) => category, path, 'category') ??
    firstOf(maximums, ({ hundredths, percentOfRequired, category }, index) =>
      (hundredths === undefined) === (percentOfRequired === undefined)
        ? {
            path: [...path, index],
            reason: '上限写一个数：学分（hundredths）或者占应修的百分比（percentOfRequired）',
          }
        : choiceFault({ categories: [category] }, rules, [...path, index]),
    )
  );
}

function counterFault(
  { counts, first, years }: Counter,
  rules: CreditRules | null,
  path: Fault['path'],
): Fault | undefined {
  if (first !== undefined && years === 1)
    return { path: [...path, 'first'], reason: '只看一年的，不用写从哪一年起' };
  return firstOf(counts ?? [], (choice, index) => choiceFault(choice, rules, [...path, 'counts', index]));
}

function promotionFault(
  { hundredths, courses = [], among }: Promotion,
  rules: CreditRules | null,
  path: Fault['path'],
): Fault | undefined {
  if (hundredths === 0 && courses.length === 0)
    return { path, reason: '没有写任职前要学什么：写学分（hundredths）或者课程（courses）' };
  return among && choiceFault(among, rules, [...path, 'among']);
}

/** What a choice names must be in the rules, else nothing would ever count. */
function choiceFault(
  { categories, activities }: Choice,
  rules: CreditRules | null,
  path: Fault['path'],
): Fault | undefined {
  if (!rules) return undefined;
  const unknown = categories?.find((code) => rules.categories.every((each) => each.code !== code));
  if (unknown) return { path, reason: `学分规则里没有 ${unknown} 这一类` };
  const own = rules.categories.filter(({ code }) => categories?.includes(code) ?? true);
  const keys = new Set(own.flatMap((category) => activitiesOf(category).map(({ key }) => key)));
  const missing = activities?.find((key) => !keys.has(key));
  return missing ? { path, reason: `学分规则里没有“${missing}”这种活动` } : undefined;
}
