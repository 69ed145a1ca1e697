import { codeHash } from '#app/features/accounts/codes.server.ts';
import { deliverNext } from '#app/features/messages/delivering.server.ts';
import type { Way } from '#app/features/messages/message.rules.ts';
import type { Outgoing, Provider } from '#app/features/messages/provider.ts';
import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import { workOffJobs } from '#app/jobs/queued.ts';
import type { Env } from '#app/lib/env.ts';
import { createLog } from '#app/server/log.ts';
import type { Db } from '#db/database.ts';

export { codeHash };

/** Works off what waits, and collects what would be sent. */
export async function workOff(db: Db, env: SealingEnv, now: Date): Promise<Outgoing[]> {
  const log = createLog('silent');
  const all = { db, env: env as Env, log, now: () => now, worker: 'w', stopped: () => false };
  await workOffJobs(all);
  const sent: Outgoing[] = [];
  const carrier = (way: Way): Provider => ({
    name: way === 'email' ? 'smtp' : 'gateway',
    way,
    send: async (message) => void sent.push(message),
  });
  const delivering = {
    env,
    providerOf: carrier,
    log,
    mayShow: async () => false,
    worker: 'p',
    now: () => now,
  };
  while (await deliverNext(db, delivering));
  return sent;
}

/** The eight digits of a message. */
export const digitsIn = ({ words }: Pick<Outgoing, 'words'>) => /\d{8}(?!\d)/.exec(words)?.[0] ?? '';
