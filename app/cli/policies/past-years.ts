import { Problem } from '#app/cli/command.ts';
import { publishedBefore } from '#app/features/credits/policies.server.ts';
import { creditYear, creditYearOn } from '#app/features/credits/years.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { CheckedPolicy } from './checked-policies.ts';

/**
 * Throws a `Problem` with file, line and reason where a new version would be in force in a year of credits that is over and had a policy of
 * that kind: what was asked of people then stays as it was. An academy that had none yet may begin with any year. Source: domain model §6.8,
 * a new version never touches the past.
 */
export async function leavePastYears(
  db: Db,
  { policies, now }: { policies: readonly CheckedPolicy[]; now: Date },
): Promise<void> {
  const today = dayOf(now);
  const { from, year } = await creditYear(db, { year: await creditYearOn(db, today), today });
  for (const { kind, valid, beginsAt } of policies)
    if (valid.validFrom < from && (await publishedBefore(db, { kind, day: from })))
      throw new Problem(
        `${beginsAt}: validFrom: ${valid.validFrom} 在已经过去的年度里，那时的要求不再改。新版本最早从 ${year} 年度的第一天 ${from} 起`,
      );
}
