import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Round } from '#app/jobs/round.ts';
import { rounds } from '#app/jobs/rounds.ts';
import type { Db } from '#db/database.ts';
import { contextFor } from '#tests/media/asking.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { now } from '#tests/support/world.ts';
import { watch } from './eye.ts';
import { aLargeAcademy } from './large-academy.ts';
import { faultsOf } from './verdicts.ts';

const PATIENCE_MS = 180_000;
/** Of a round that has this much to do there is more to do the next time. */
const TIMES = 3;

/** What comes every hour or more seldom may read a table from end to end. */
const often = rounds.filter(({ everySeconds }) => everySeconds < 3_600);

/** Tables of which a round reads much, and why that is no harm. */
const wide: Record<string, Record<string, string>> = {
  'offers of which somebody must be called': { seat_offer: 'those that are open and not yet announced' },
  'evaluation windows that closed': {
    section: 'the sections of some four hundred days, a hundred at a time',
    enrolment: 'and who learns there',
    requirement: 'and what they still lack',
  },
};

describeOnBothDatabases('what the rounds of the worker ask of a large academy', (open) => {
  let db: Db;
  let folder: string;
  beforeAll(async () => {
    db = await open();
    await aLargeAcademy(db, open.engine);
    folder = await mkdtemp(join(tmpdir(), 'rounds-'));
  }, PATIENCE_MS);
  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it.each(often)(
    '$name',
    async ({ name, run }: Round) => {
      const { env } = contextFor({ db, mediaUrl: `file:${folder}`, now: () => now });
      const troubles: string[] = [];
      const log = pino({ level: 'error' }, { write: (line: string) => void troubles.push(line) });
      for (let time = 1; time <= TIMES; time++) {
        const { statements, off } = watch(db);
        await run({ db, env, log, now: () => now, stopped: () => false } as Parameters<Round['run']>[0]);
        off();
        const unseen = new Map(statements.map((statement) => [statement.sql, statement] as const));
        expect(await faultsOf({ db, engine: open.engine }, [...unseen.values()], wide[name])).toEqual([]);
      }
      expect(troubles).toEqual([]);
    },
    PATIENCE_MS,
  );
});
