import { agreeMany } from '#app/features/privacy/many-consents.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { known, type Loading } from './world.ts';

/** Everybody with an account has agreed to the notice in force themselves, but for the elder, to whom the liaison read it. */
export async function agreeToNotice(
  { trx, now }: Loading,
  { accounts, liaison }: { accounts: ReadonlyMap<string, string>; liaison: Actor },
): Promise<void> {
  const elder = known(accounts, 'elder', 'account');
  const others = [...accounts.values()].filter((personId) => personId !== elder);
  await agreeMany(trx, { personIds: others, readBy: null, now });
  await agreeMany(trx, { personIds: [elder], readBy: liaison, now });
}
