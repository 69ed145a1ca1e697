import { yearOfDay } from '#app/features/credits/cycle.rules.ts';
import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import type { Db } from '#db/database.ts';
import { type Moment, momentOf, momentQuery } from './moment.rules.ts';

/**
 * The moment that an address asks for, by the academy's years of credits; `kept` is what other addresses need to say the same, `thisYear`
 * the one under way. Mostly no statement.
 */
export async function momentAsked(
  db: Db,
  { year, on }: { year?: string | undefined; on?: string | undefined },
  today: string,
): Promise<{ moment: Moment; kept: Record<string, string>; thisYear: number }> {
  const rules = (await rulesIfAny(db, today))?.rules ?? {};
  const moment = momentOf({ ...(year ? { year } : {}), ...(on ? { on } : {}) }, today, rules);
  return { moment, kept: momentQuery(moment, today, rules), thisYear: yearOfDay(rules, today) };
}
