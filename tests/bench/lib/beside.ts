import { askReopening, decideReopening } from '#app/features/closing/reopening.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import { yearOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { median, percentile } from '#tests/support/flood.ts';
import type { BenchAcademy } from './academy.ts';
import type { BenchRun } from './bench.ts';
import { browse } from './browsing.ts';

const READERS = 5;

/** What those wait for who look at a page while the server does something else; milliseconds. */
export type Look = {
  while: string;
  page: string;
  looks: number;
  p50: number;
  p99: number;
  worst: number;
};

/** Lets ten people look, five at the library and five at their own page, as long as `during` lasts. From threads of their own. */
export async function lookAt(
  { server }: BenchAcademy,
  { cookie, what, during }: { cookie: string; what: string; during: Promise<unknown> },
): Promise<Look[]> {
  const pages = [{ path: '/courses' }, { path: '/me', cookie }];
  return Promise.all(
    pages.map(async ({ path, ...rest }) => {
      const times = await browse({ urls: [server.url], readers: READERS, path, ...rest }, during);
      const [p50, p99] = [median(times), percentile(times, 0.99)];
      return { while: what, page: path, looks: times.length, p50, p99, worst: Math.max(...times) };
    }),
  );
}

/** How many entries the worker is left to seal: a load of millions would keep it busy for an hour. */
const TO_SEAL = 5_000;

/** Most of the ledger counts as sealed. */
export async function leaveFewToSeal(db: Db): Promise<void> {
  const { entry_id } = await db
    .selectFrom('chain_waiting')
    .select('entry_id')
    .orderBy('entry_id')
    .offset(TO_SEAL)
    .limit(1)
    .executeTakeFirstOrThrow();
  await db.deleteFrom('chain_waiting').where('entry_id', '>=', entry_id).execute();
}

const MOST_MS = 45_000;

/** Until the worker has sealed what was left to it, having reckoned some people's year before. */
export async function untilSealed(db: Db): Promise<void> {
  await until(async () => {
    const waiting = await db.selectFrom('chain_waiting').select('entry_id').limit(1).execute();
    return waiting.length === 0;
  });
}

/** Opens the closed year again, by two persons, so that the server's worker freezes everybody anew; looks for some seconds of that. */
export async function whileFreezing(run: BenchRun, academy: BenchAcademy, cookie: string): Promise<Look[]> {
  const { db } = academy;
  const now = new Date(`${yearOf(new Date()) + 1}-04-10T02:00:00Z`);
  const year = yearOf(new Date());
  const [asker, decider] = await twoPeople(db);
  const asked = await askReopening(db, { actor: asker, year, personId: null, reason: '重算', now });
  if (!asked.ok) throw new Error(asked.reason);
  const { reopeningId } = asked;
  const decided = await decideReopening(db, {
    ...{ actor: decider, year, reopeningId, now },
    approve: true,
    words: null,
  });
  if (!decided.ok) throw new Error(decided.reason);
  const before = await batches(db);
  await until(async () => (await batches(db)) > before);
  const looks = await lookAt(academy, { cookie, what: 'closing', during: pause(15_000) });
  run.say(`batches written by the server meanwhile: ${(await batches(db)) - before}`);
  return looks;
}

async function batches(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('closing_batch')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function twoPeople(db: Db) {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'name'])
    .where('username', 'in', ['year-00001', 'year-00002'])
    .execute();
  const [one, other] = rows.map(({ id, name }) => sealActor({ personId: id, name, roles: [] }));
  if (!one || !other) throw new Error('There are no two people.');
  return [one, other] as const;
}

async function until(is: () => Promise<boolean>): Promise<void> {
  const late = performance.now() + MOST_MS;
  while (!(await is()) && performance.now() < late) await pause(100);
}

/** So many milliseconds. */
export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
