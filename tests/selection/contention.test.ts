import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, expect, it } from 'vitest';
import { lockSection } from '#app/features/selection/seats.server.ts';
import { swap } from '#app/features/selection/swapping.server.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';
import type { Db } from '#db/database.ts';
import { isUnavailable } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { watch } from '#tests/statements/eye.ts';
import { aSection, aTerm, type Section } from '#tests/support/classes.ts';
import { describeOn } from '#tests/support/database.ts';
import { aLearner, type Learner, learners, now, withPolicies } from '#tests/support/world.ts';
import { breaches, choose } from './desk.ts';

const PATIENCE_MS = 20_000;

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + PATIENCE_MS; !(await met()); ) {
    if (Date.now() > end) throw new Error('It did not happen.');
    await pause(10);
  }
}

/** A door that opens for everybody once so many stand at it; later ones go straight through. */
function meeting(of: number) {
  let here = 0;
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    here += 1;
    if (here >= of) open();
    return opened;
  };
}

describeOn('mariadb', 'people in each other’s way', (open) => {
  let db: Db;
  let url: string;
  let one: Section;
  let other: Section;
  let learner: Learner;
  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
    await withPolicies(db);
    const termId = await aTerm(db);
    [one, other] = [
      await aSection(db, { termId, capacity: 60 }),
      await aSection(db, { termId, capacity: 60 }),
    ];
    learner = await aLearner(db);
  });

  /** Another connection, with little patience for locks, that does something and is closed. */
  async function hastily<T>(work: (hasty: Db) => Promise<T>): Promise<T> {
    const address = new URL(url);
    address.searchParams.set('lockWaitSeconds', '1');
    const hasty = await openDatabase(address.href);
    try {
      return await work(hasty);
    } finally {
      await closeDatabase(hasty);
    }
  }

  /** Holds a section's lock until told to let go. */
  async function hold({ sectionId }: Section) {
    const [held, letGo] = [meeting(1), meeting(2)];
    const holding = db.transaction().execute(async (trx) => {
      await lockSection(trx, sectionId);
      held();
      await letGo();
    });
    await held();
    return async () => {
      letGo();
      await holding;
    };
  }

  it('get through a deadlock: both of two that lock in opposite order', async () => {
    const both = meeting(2);
    let tries = 0;
    const lock = (first: Section, second: Section) =>
      inTransaction(db, async (trx) => {
        tries += 1;
        await lockSection(trx, first.sectionId);
        await both();
        await lockSection(trx, second.sectionId);
        return 'done';
      });
    expect(await Promise.all([lock(one, other), lock(other, one)])).toEqual(['done', 'done']);
    expect(tries).toBe(3);
  });

  it('get their seat though others lock the same sections the wrong way round', {
    timeout: 60_000,
  }, async () => {
    const people = await learners(db, 24);
    for (const who of people) await choose(db, who, { section: one });
    const wrongWay = () =>
      inTransaction(db, async (trx) => {
        for (const { sectionId } of [other, one].sort((a, b) => (a.sectionId < b.sectionId ? 1 : -1)))
          await lockSection(trx, sectionId);
      });
    const swaps = people.map((who) =>
      swap(db, { ...who, sectionId: other.sectionId, dropId: one.sectionId, waitlist: false, now }),
    );
    const [outcomes] = await Promise.all([
      Promise.all(swaps),
      Promise.all(Array.from({ length: 24 }, wrongWay)),
    ]);
    expect(outcomes.every(({ outcome }) => outcome === 'swapped')).toBe(true);
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('wait again for a lock that is held longer than one wait lasts', { timeout: 30_000 }, async () => {
    const outcome = await hastily(async (hasty) => {
      const letGo = await hold(one);
      const { statements } = watch(hasty);
      const asking = choose(hasty, learner, { section: one });
      const tries = () => statements.filter(({ sql }) => /^update .seat_count/.test(sql)).length;
      await until(() => tries() >= 2);
      await letGo();
      return asking;
    });
    expect(outcome.outcome).toBe('enrolled');
    expect(await breaches(db, open.engine)).toEqual([]);
  });

  it('are told to come back when it never ends, and nothing is left of it', { timeout: 60_000 }, async () => {
    const letGo = await hold(one);
    const trouble = await hastily((hasty) =>
      choose(hasty, learner, { section: one }).then(
        () => null,
        (error: unknown) => error,
      ),
    );
    expect(isUnavailable(trouble)).toBe(true);
    await letGo();
    expect((await choose(db, learner, { section: one })).outcome).toBe('enrolled');
    expect(await breaches(db, open.engine)).toEqual([]);
  });
});

describeOn('sqlite', 'another process that writes', (open) => {
  /** Holds the one write lock of the file until its input ends. */
  const holder = `
    import { DatabaseSync } from '@photostructure/sqlite';
    const database = new DatabaseSync(process.argv[1]);
    database.exec('begin immediate');
    process.stdout.write('held');
    process.stdin.resume().on('end', () => { database.exec('commit'); database.close(); });`;

  it('is waited for while this one goes on with other things', { timeout: 30_000 }, async () => {
    const { db, url } = await open.withUrl();
    await withPolicies(db);
    const section = await aSection(db);
    const learner = await aLearner(db);
    const file = resolve(url.slice('file:'.length));
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder, file], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      let isDone = false;
      const asking = choose(db, learner, { section }).finally(() => {
        isDone = true;
      });
      // Readers are answered meanwhile, and the clock goes on.
      let read = 0;
      await until(async () => {
        await db.selectFrom('section').select('id').execute();
        read += 1;
        return read >= 20;
      });
      expect(isDone).toBe(false);
      child.stdin.end();
      expect((await asking).outcome).toBe('enrolled');
      expect(await breaches(db, open.engine)).toEqual([]);
    } finally {
      child.kill();
    }
  });
});
