import { waive } from '#app/features/assessment/waiving.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { addDays } from './calendar.ts';
import { known, type Loading } from './world.ts';

/** Waives a rule for leading a project for the demo learner, with the reason. */
export async function waiveRules(
  { trx, today, now }: Loading,
  { accounts, registrar }: { accounts: ReadonlyMap<string, string>; registrar: Actor },
): Promise<void> {
  const given = await waive(trx, {
    actor: registrar,
    personId: known(accounts, 'learner', 'account'),
    ruleKey: 'project-course',
    reason: '牵头办过两年楼道微更新，材料齐全；课排在下学期，先领办，课要补上。',
    validFrom: today,
    validTo: addDays(today, 200),
    now,
  });
  if (!given.ok) throw new Error(`Nothing is waived in the demo: ${given.reason}.`);
}

/** Publishes everybody's year, so that the assessor sees it before the worker has had its first turn. */
export async function reckonDemo({ trx, now }: Loading): Promise<void> {
  await reckonYears(trx, { now, roundMs: 60_000 });
}
