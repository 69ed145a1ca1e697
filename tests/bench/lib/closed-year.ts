import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { lockYear, openConfirmation, previewYear } from '#app/features/closing/closings.server.ts';
import { closingOf } from '#app/features/closing/known-closings.server.ts';
import { LEAST_DAYS } from '#app/features/closing/steps.rules.ts';
import { yearSheet } from '#app/features/closing/year-sheet.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { streamTable } from '#app/lib/sheet.server.ts';
import { addDays, yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { BenchRun } from './bench.ts';

/** Seconds of each step of closing this year, as if it were over. Nobody else may be at work on it: the server is to be stopped before. */
export async function closeTheYear(run: BenchRun, db: Db): Promise<Record<string, number>> {
  const year = yearOf(new Date());
  const opened = new Date(`${year + 1}-01-10T02:00:00Z`);
  const later = new Date(`${year + 1}-03-10T02:00:00Z`);
  const { id: personId } = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'year-00001')
    .executeTakeFirstOrThrow();
  const actor = sealActor({ personId, name: '教务', roles: [] });
  const seconds: Record<string, number> = {};
  const step = async (name: string, begin: () => Promise<{ ok: boolean }>, now: Date) => {
    const outcome = await begin();
    if (!outcome.ok) throw new Error(JSON.stringify(outcome));
    const [began, used] = [performance.now(), process.cpuUsage()];
    await advanceRuns(db, { now });
    seconds[name] = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(used);
    // Less noisy than the clock where others use the machine too; on a server of its own the database is not in it.
    seconds[`${name}, processor`] = (user + system) / 1e6;
    run.say(
      `${name}: ${seconds[name].toFixed(1)} s, of them ${((user + system) / 1e6).toFixed(1)} s of the processor`,
    );
  };
  const untilDay = addDays(`${year + 1}-01-10`, LEAST_DAYS);
  await step('preview s', () => previewYear(db, { actor, year, now: opened }), opened);
  await step('show s', () => openConfirmation(db, { actor, year, untilDay, now: opened }), opened);
  await step('close s', () => lockYear(db, { actor, year, now: later }), later);
  return { ...seconds, 'year Excel s': await fileSeconds(db, year) };
}

async function fileSeconds(db: Db, year: number): Promise<number> {
  const closing = await closingOf(db, year);
  if (!closing) throw new Error('The year is not closed.');
  const began = performance.now();
  const table = yearSheet(db, { closingId: closing.id, year, noted: async () => {} });
  await streamTable(table).pipeTo(new WritableStream());
  return (performance.now() - began) / 1000;
}
