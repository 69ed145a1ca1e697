import { categoryRule } from '#app/features/credits/activities.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { isWorkingDay } from '#app/features/timetable/working-days.rules.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Publicity: as long as the rules ask, and over before anything is posted. */
export const publicityChecks: readonly Check[] = [
  {
    name: 'publicity was not cut short',
    run: async (db) => breachOf(await judgeAll(db, grantsAfter, (rows) => tooSoon(db, rows))),
  },
];

function grantsAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('declaration_grant as grant')
    .innerJoin('declaration', 'declaration.id', 'grant.declaration_id')
    .leftJoin('publicity', 'publicity.grant_id', 'grant.id')
    .select(['grant.id', 'grant.step', 'grant.declaration_id', 'grant.rule_version_id', 'category'])
    .select(['starts_on', 'ends_on', 'working_days'])
    .where('grant.id', '>', after)
    .orderBy('grant.id')
    .limit(limit)
    .execute();
}

type Granted = Awaited<ReturnType<typeof grantsAfter>>[number];

/** Grants that were posted before they had been public for the working days that their rules ask. */
async function tooSoon(db: Db, grants: readonly Granted[]): Promise<string[]> {
  const posted = await db
    .selectFrom('declaration_step')
    .select(['declaration_id', 'number', 'at'])
    .where('kind', '=', 'posted')
    .where(
      'declaration_id',
      'in',
      grants.map(({ declaration_id }) => declaration_id),
    )
    .execute();
  const found: string[] = [];
  for (const grant of grants) {
    const rules = await rulesOfVersion(db, grant.rule_version_id);
    const asked = rules ? categoryRule(rules, grant.category as CategoryCode).publicityWorkingDays : 0;
    const step = posted.find(
      ({ declaration_id, number }) => declaration_id === grant.declaration_id && number > grant.step,
    );
    if (asked > 0 && step && !wasPublic(grant, asked, dayOf(step.at))) found.push(`grant ${grant.id}`);
  }
  return found;
}

/**
 * Whether it was over before the day on which it was posted, and had lasted as long as its rules ask by the calendar that was known then: the
 * day that is kept. Of years that were announced later only the weekends are sure to have been known.
 */
function wasPublic({ starts_on, ends_on, working_days }: Granted, asked: number, postedOn: string): boolean {
  if (starts_on === null || ends_on === null || postedOn <= ends_on) return false;
  if (working_days !== asked) return false;
  let days = 0;
  for (let day = addDays(starts_on, 1); day <= ends_on && days < asked; day = addDays(day, 1))
    if (mayHaveBeenWorked(day)) days += 1;
  return days === asked;
}

/** Monday to Friday, or a weekend on which people worked: a holiday may have been announced after it was over. */
function mayHaveBeenWorked(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return (weekday > 0 && weekday < 6) || isWorkingDay(day);
}
