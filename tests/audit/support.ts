import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { journalChecks } from '#app/cli/checks/journal.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { writeJournalLines } from '#app/features/journal/journal.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { contextFor } from '#tests/media/asking.ts';
import type { Engine } from '#tests/support/database.ts';

const DAY_MS = 86_400_000;
export const actor = systemActor('tests');

/** A store and a secret of a test's own. */
export async function ownPlace(db: Db, now: Date) {
  const folder = await mkdtemp(join(tmpdir(), 'audit-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const settings = { DATA_DIR: folder };
  return { folder, context: contextFor({ db, mediaUrl: `file:${folder}/media`, now: () => now, settings }) };
}

/** Lines of so many days up to `now`, each day a block of `lines`. */
export async function daysOfLines(
  db: Db,
  { days, lines, now }: { days: number; lines: number; now: Date },
): Promise<void> {
  for (let day = days; day > 0; day--) {
    const at = new Date(now.getTime() - day * DAY_MS);
    const one = { actor, action: 'venue.added', subjectType: 'venue', now: at, detail: { name: '活动室' } };
    await writeJournalLines(
      db,
      Array.from({ length: lines }, (_, n) => ({ ...one, subjectId: `d${day}-${n}` })),
    );
    await sealJournal(db, { now: at, evenFew: true });
  }
}

/** What `academy verify` says of the journal. */
export async function told(db: Db, engine: Engine): Promise<string[]> {
  const found: string[] = [];
  for (const { run } of journalChecks) {
    const breach = await run(db, engineNamed(engine));
    if (breach) found.push(breach.first);
  }
  return found;
}
