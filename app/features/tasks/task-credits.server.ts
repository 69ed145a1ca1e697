import { rulesIfAny } from '#app/features/credits/policies.server.ts';
import { taskCreditChoices } from '#app/features/credits/task-credits.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';

/** What the rules in force now let a task pay, in hundredths, smallest first; empty when they pay no tasks. */
export async function creditChoices(db: Db, now: Date): Promise<number[]> {
  return taskCreditChoices((await rulesIfAny(db, dayOf(now)))?.rules ?? null);
}

/** What is wrong with the credits that a form gives a task; null when they may stand. `before`: what the task has. */
export async function creditsProblem(
  db: Db,
  { credits, before = 0, now }: { credits: number; before?: number; now: Date },
): Promise<string | null> {
  if (credits === 0 || credits === before) return null;
  return (await creditChoices(db, now)).includes(credits)
    ? null
    : '现在的学分规则里没有这一档，请从列出的学分里选。';
}
