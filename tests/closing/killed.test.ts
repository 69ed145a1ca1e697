import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { closedYearChecks } from '#app/cli/checks/closed-years.server.ts';
import { lockYear } from '#app/features/closing/closings.server.ts';
import { endOf, lastRun } from '#app/features/closing/runs.server.ts';
import { appoint } from '#app/features/identity/people.server.ts';
import type { Db } from '#db/database.ts';
import { earn } from '#tests/assessment/record.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { fromSource } from '#tests/support/from-source.ts';
import { academy, learners, now } from '#tests/support/world.ts';
import { advance, aYear, later, must, type SmallYear, shown, YEAR } from './year.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 180_000;
const PEOPLE = 120;
const AT_ONCE = 5;

describeOnBothDatabases('a worker that is killed while it freezes a year', (open) => {
  it(
    'leaves whole batches, and the next ones go on where it ended: nobody twice, nobody left out',
    async () => {
      const { db, url } = await open.withUrl();
      const small = await aYear(db);
      await settle(small);
      await shown(small);
      must(await lockYear(db, { actor: small.registrars[0], year: YEAR, now: later }));
      for (const enough of [1, 30, 60]) await workUntil(url, async () => (await frozen(db)) >= enough);
      const half = await frozen(db);
      // What is written is what the last batch says, no half of one.
      expect(half).toBe(await written(db));
      expect(half).toBeLessThan(PEOPLE);
      await Promise.all([1, 2].map(() => advance(db, later, AT_ONCE)));
      await advance(db, later, AT_ONCE);
      expect(await frozen(db)).toBe(PEOPLE);
      const rows = await db.selectFrom('frozen_statement').select(['person_id', 'number']).execute();
      expect(new Set(rows.map(({ person_id }) => person_id)).size).toBe(PEOPLE);
      expect(rows.map(({ number }) => number).sort((a, b) => a - b)).toEqual(
        Array.from({ length: PEOPLE }, (_, at) => at + 1),
      );
      const run = await lastRun(db, { year: YEAR, kind: 'freeze' });
      expect(await endOf(db, run?.id ?? '')).toMatchObject({ people: PEOPLE });
      const told = await db
        .selectFrom('notice')
        .select('person_id')
        .where('kind', '=', 'statement-closed')
        .execute();
      expect(told).toHaveLength(PEOPLE);
      for (const { name, run: check } of closedYearChecks)
        expect(await check(db, engineNamed(open.engine)), name).toBeNull();
    },
    PATIENCE_MS,
  );

  async function settle({ db, east, ruleVersionId }: SmallYear): Promise<void> {
    for (const { personId } of await learners(db, PEOPLE)) {
      const post = {
        actor: academy,
        position: 'building-head',
        orgUnitId: east.id,
        validFrom: '2024-01-01',
      } as const;
      must(await appoint(db, { ...post, personId, now }));
      await earn(db, { personId, amount: 300, ruleVersionId });
    }
  }

  const written = async (db: Db): Promise<number> => {
    const { people } = await db
      .selectFrom('closing_batch')
      .innerJoin('closing_run', 'closing_run.id', 'closing_batch.run_id')
      .select('people')
      .where('kind', '=', 'freeze')
      .orderBy('closing_batch.number', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    return people;
  };

  const frozen = async (db: Db): Promise<number> => {
    const { n } = await db
      .selectFrom('frozen_statement')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return Number(n);
  };

  /** Starts a worker of its own and kills it as soon as something is met, as a power cut would. */
  async function workUntil(url: string, met: () => Promise<boolean>): Promise<void> {
    const words = [
      ...fromSource,
      'tests/closing/killed-worker.ts',
      url,
      later.toISOString(),
      String(AT_ONCE),
    ];
    const child = spawn(process.execPath, words, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    let done = false;
    void ended.then(() => {
      done = true;
    });
    while (!done && !(await met()));
    child.kill('SIGKILL');
    await ended;
  }
});
