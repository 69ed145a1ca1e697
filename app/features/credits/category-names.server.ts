import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { rulesIfAny } from './policies.server.ts';
import type { CategoryCode } from './rules.schema.ts';

export type CategoryNames = Partial<Record<CategoryCode, string>>;

/** What the categories are called by the credit rules in force now; empty where there are none. Mostly no statement: policies are kept. */
export async function categoryNames(db: Db, now: Date): Promise<CategoryNames> {
  const found = await rulesIfAny(db, dayOf(now));
  return Object.fromEntries(found?.rules.categories.map(({ code, label }) => [code, label]) ?? []);
}
