import { contentJson } from '#app/cli/content-folder.ts';
import {
  decideExemption,
  endExemption,
  proposeExemption,
} from '#app/features/credits/exemption-steps.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { type WordsFile, wordsFile } from '#content/world/words.schema.ts';
import { plusDays } from './calendar.ts';
import type { Population } from './learning.ts';
import { known, type Loading } from './world.ts';

interface Staff {
  registrar: Actor;
  reviewer: Actor;
}

/** Frees some from this year's scheme: the registrar proposes, the credit reviewer approves; one has ended, one still waits. */
export async function exemptSome(loading: Loading, population: Population, staff: Staff): Promise<void> {
  for (const plan of contentJson(wordsFile, 'world', 'words.json').exemptions) {
    const personId = known(population.pools, plan.pool, 'pool')[plan.index];
    if (!personId) throw new Error(`${plan.pool} has nobody at ${plan.index}.`);
    await exemptOne(loading, plan, { ...staff, personId });
  }
}

async function exemptOne(
  { trx, now, today }: Loading,
  { position, kind, reason, ended, waits }: WordsFile['exemptions'][number],
  { registrar, reviewer, personId }: Staff & { personId: string },
): Promise<void> {
  const asked = { personId, year: Number(today.slice(0, 4)), position, kind, reason };
  const proposal = await proposeExemption(trx, { actor: registrar, ...asked, now: plusDays(now, -3) });
  if (!proposal.ok) throw new Error(`${position} cannot be exempt: ${proposal.reason}.`);
  if (waits) return;
  const { exemptionId } = proposal;
  const approval = { actor: reviewer, exemptionId, outcome: 'approved', words: '' } as const;
  const decided = await decideExemption(trx, { ...approval, now: plusDays(now, -2) });
  if (!decided.ok) throw new Error(`An exemption cannot be approved: ${decided.reason}.`);
  if (ended) await endExemption(trx, { actor: reviewer, exemptionId, reason: ended, now: plusDays(now, -1) });
}
