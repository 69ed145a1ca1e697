import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { academy as operate } from '#tests/support/academy-tool.ts';
import type { BenchAcademy } from './academy.ts';

interface Beside<T> {
  /** How long after the backup was begun `work` begins: it takes a while to start, and is to be met at different moments. */
  delayMs: number;
  work: () => Promise<T>;
  look: (restored: Db) => Promise<void>;
}

/**
 * Takes a backup while `work` is done, restores it into a new embedded academy, which verifies it, and shows that to `look`. Throws where any of it goes
 * wrong. Answers what `work` did, and how long the backup took in milliseconds.
 */
export async function backedUpMeanwhile<T>(
  { academy }: Pick<BenchAcademy, 'academy'>,
  { delayMs, work, look }: Beside<T>,
): Promise<{ done: T; ms: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'academy-restored-'));
  try {
    const file = join(folder, 'meanwhile.gz');
    const began = performance.now();
    const backup = academy('backup', file).then(() => performance.now() - began);
    const [done, ms] = await Promise.all([setTimeout(delayMs).then(work), backup]);
    const databaseUrl = `file:${join(folder, 'restored.db')}`;
    await operate({ databaseUrl, dataDir: join(folder, 'data') }, 'restore', file);
    const restored = await openDatabase(databaseUrl);
    await look(restored).finally(() => closeDatabase(restored));
    return { done, ms };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
