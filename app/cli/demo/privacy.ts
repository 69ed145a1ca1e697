import { askCorrection } from '#app/features/privacy/corrections.server.ts';
import { agreeMany } from '#app/features/privacy/many-consents.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { actAs } from './actors.ts';
import { known, type Loading } from './world.ts';

/** The learner of the demo asks for a correction that waits for the registrar; everybody with an account has agreed to the notice in force themselves, but for the elder, to whom the liaison read it. */
export async function agreeToNotice(
  loading: Loading,
  { accounts, liaison }: { accounts: ReadonlyMap<string, string>; liaison: Actor },
): Promise<void> {
  const { trx, now } = loading;
  const elder = known(accounts, 'elder', 'account');
  const others = [...accounts.values()].filter((personId) => personId !== elder);
  await agreeMany(trx, { personIds: others, readBy: null, now });
  await agreeMany(trx, { personIds: [elder], readBy: liaison, now });
  const actor = await actAs(loading, known(accounts, 'learner', 'account'));
  const correction = { what: 'age-band', wish: '50-59', words: '登记时写错了，我今年五十多。' } as const;
  await askCorrection(trx, { actor, correction, now });
}
