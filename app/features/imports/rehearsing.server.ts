import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { Judged } from './kinds.ts';
import type { Working } from './working.server.ts';

class TakenBack extends Error {}

/** Does all of it and takes it back: what only the deed itself finds out. */
export async function rehearsed(db: Db, working: Working, judged: readonly Judged[]): Promise<Judged[]> {
  const { kind, actor, env, held, now } = working;
  const told: Judged[] = [];
  try {
    await inTransaction(db, async (trx) => {
      told.length = 0;
      const made = new Map<string, string>();
      for (const one of judged) {
        const doable = one.state === 'new' || one.state === 'change';
        const applying = { actor, env, subject: held.subject, importId: held.id, made, now };
        const done = doable ? await kind.apply(trx, one, applying) : ({ ok: true } as const);
        told.push(done.ok ? one : { ...one, state: 'refused', words: done.words, keys: null });
      }
      throw new TakenBack();
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  }
  return told;
}
