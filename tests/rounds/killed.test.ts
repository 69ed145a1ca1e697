import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { roundChecks } from '#app/cli/checks/rounds.server.ts';
import { repeatLottery } from '#app/features/rounds/lottery-check.rules.ts';
import { lotteryFile } from '#app/features/rounds/lottery-inputs.schema.ts';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import type { Db } from '#db/database.ts';
import { engineNamed } from '#tests/cli/support.ts';
import { breaches } from '#tests/selection/desk.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { fromSource } from '#tests/support/from-source.ts';
import { academy, learners, withPolicies } from '#tests/support/world.ts';
import { aRound, ask, draw, drawable, rosters, theRound } from './hall.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PATIENCE_MS = 180_000;

describeOnBothDatabases('a worker that is killed while it enrols', (open) => {
  it(
    'leaves nothing half done, and the next one goes on where it ended',
    async () => {
      const { db, url } = await open.withUrl();
      await withPolicies(db);
      const hall = await aRound(db, { sections: [{ capacity: 220 }, { capacity: 160 }, { capacity: 40 }] });
      for (const who of await learners(db, 480)) await ask(db, who, hall.sections, { waitlist: true });
      await draw(db, hall);
      await workUntil(url, async () => (await settled(db)) > 0);
      const half = await settled(db);
      expect(half).toBeLessThan(480);
      expect((await theRound(db, hall.roundId)).steps.map(({ kind }) => kind)).not.toContain('admitted');
      // Whatever was settled has its enrolment, and nothing else has.
      expect((await rosters(db, hall)).flat()).toHaveLength(half);
      await Promise.all([1, 2].map(() => advanceRounds(db, { actor: academy, now: drawable })));
      await advanceRounds(db, { actor: academy, now: drawable });
      expect((await rosters(db, hall)).map(({ length }) => length)).toEqual([220, 160, 40]);
      const { told } = await db
        .selectFrom('notice')
        .select(({ fn }) => fn.countAll<number>().as('told'))
        .executeTakeFirstOrThrow();
      expect(Number(told)).toBe(480);
      expect(await breaches(db, open.engine)).toEqual([]);
      for (const { name, run } of roundChecks)
        expect(await run(db, engineNamed(open.engine)), name).toBeNull();
      const file = lotteryFile.parse(JSON.parse((await publishedFile(db, hall.roundId)) ?? ''));
      expect(repeatLottery(file).faults).toEqual([]);
    },
    PATIENCE_MS,
  );

  const settled = async (db: Db): Promise<number> => {
    const { n } = await db
      .selectFrom('application_result')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .where('outcome', '=', 'admitted')
      .where('settled_at', 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(n);
  };

  /** Starts a worker of its own and kills it as soon as something is met, as a power cut would. */
  async function workUntil(url: string, met: () => Promise<boolean>): Promise<void> {
    const words = [...fromSource, 'tests/rounds/killed-worker.ts', url, drawable.toISOString()];
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
