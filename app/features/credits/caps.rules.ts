/**
 * What of a category's entries counts within its caps: of a day, of an item (a class, a paper), of a kind of activity, of the category.
 * Where several caps meet, the most counts that all of them allow together: so the order of entries means nothing, no cap is exceeded,
 * and one more entry never takes from what counts. Sources: domain model §2.5 (Nanjing's caps, Shanxi's day of 8), §6.8.
 */
import { activitiesOf, activityKey } from './activities.rules.ts';
import type { Activity } from './activity.schema.ts';
import { Pipes } from './most-through.rules.ts';
import type { CategoryCode, CategoryRule } from './rules.schema.ts';

/** What caps look at. `amount` in hundredths; `line` of the ledger; `item` is what it was for: one class, one paper. */
export interface Cappable {
  category: CategoryCode;
  amount: number;
  line: string;
  item: string;
  occurredOn: string;
}

/** What counts of entries that all belong to the category of the rule, before any share of the year. */
export function withinCaps(rule: CategoryRule | undefined, entries: readonly Cappable[]): number {
  if (!rule) return sumOf(entries);
  const capped = cappedActivities(rule);
  const day = rule.dailyCapHundredths;
  if (capped.size === 0) return day === null ? sumOf(entries) : cappedByDay(entries, day);
  const kinds = kindsOf(capped, entries);
  if (day === null || [...daySums(entries).values()].every((sum) => sum <= day)) return withinKinds(kinds);
  return withinDaysAndKinds(kinds, day);
}

function sumOf(entries: readonly { amount: number }[]): number {
  return entries.reduce((total, { amount }) => total + amount, 0);
}

function daySums(entries: readonly Cappable[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const { occurredOn, amount } of entries) days.set(occurredOn, (days.get(occurredOn) ?? 0) + amount);
  return days;
}

function cappedByDay(entries: readonly Cappable[], cap: number): number {
  let total = 0;
  for (const sum of daySums(entries).values()) total += Math.min(sum, cap);
  return total;
}

// Rules never change once they are read.
const known = new WeakMap<CategoryRule, Map<string, Activity>>();

/** The activities of a category that have a cap of their own. */
function cappedActivities(rule: CategoryRule): Map<string, Activity> {
  const before = known.get(rule);
  if (before) return before;
  const capped = activitiesOf(rule).filter(
    ({ itemCapHundredths, itemCounts, cycleCapHundredths }) =>
      itemCapHundredths !== undefined || itemCounts === 'highest' || cycleCapHundredths !== undefined,
  );
  const byKey = new Map(capped.map((activity) => [activity.key, activity]));
  known.set(rule, byKey);
  return byKey;
}

interface Kind {
  key: string;
  cap: number;
  items: { key: string; cap: number; entries: Cappable[] }[];
}

function kindsOf(capped: Map<string, Activity>, entries: readonly Cappable[]): Kind[] {
  const kinds = new Map<string, Map<string, Cappable[]>>();
  for (const entry of entries) {
    const key = activityKey(entry.line);
    const items = kinds.get(key) ?? new Map<string, Cappable[]>();
    kinds.set(key, items);
    const item = items.get(entry.item) ?? [];
    items.set(entry.item, item);
    item.push(entry);
  }
  return [...kinds].map(([key, items]) => {
    const activity = capped.get(key);
    return {
      key,
      cap: activity?.cycleCapHundredths ?? Infinity,
      items: [...items].map(([item, own]) => ({ key: item, cap: itemCap(activity, own), entries: own })),
    };
  });
}

function itemCap(activity: Activity | undefined, entries: readonly Cappable[]): number {
  const cap = activity?.itemCapHundredths ?? Infinity;
  return activity?.itemCounts === 'highest'
    ? Math.min(cap, Math.max(...entries.map(({ amount }) => amount)))
    : cap;
}

function withinKinds(kinds: readonly Kind[]): number {
  let total = 0;
  for (const { cap, items } of kinds) {
    const counted = items.reduce((sum, item) => sum + Math.min(item.cap, sumOf(item.entries)), 0);
    total += Math.min(cap, counted);
  }
  return total;
}

/** Days cut across items and kinds: what both leave is how much flows from the kinds through the items into the days. */
function withinDaysAndKinds(kinds: readonly Kind[], dayCap: number): number {
  const pipes = new Pipes();
  const days = new Set<string>();
  for (const kind of kinds) {
    const ofKind = sumOf(kind.items.flatMap(({ entries }) => entries));
    pipes.add('source', `kind ${kind.key}`, Math.min(kind.cap, ofKind));
    for (const item of kind.items) {
      const name = `item ${kind.key} ${item.key}`;
      pipes.add(`kind ${kind.key}`, name, Math.min(item.cap, sumOf(item.entries)));
      for (const { occurredOn, amount } of item.entries) {
        pipes.add(name, `day ${occurredOn}`, amount);
        days.add(occurredOn);
      }
    }
  }
  for (const day of days) pipes.add(`day ${day}`, 'sink', dayCap);
  return pipes.mostThrough();
}
