import { beforeEach, expect, it } from 'vitest';
import { lastBatches } from '#app/features/credentials/batch-progress.server.ts';
import { BATCH_JOB, beginBatch, workOnBatch } from '#app/features/credentials/batches.server.ts';
import { askForCertificate } from '#app/features/credentials/issuing.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import type { Handler } from '#app/jobs/handlers.ts';
import { workOffJobs } from '#app/jobs/queued.ts';
import type { Db } from '#db/database.ts';
import type { Section } from '#tests/support/classes.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { academy, after, aLearner, type Learner, now, withPolicies } from '#tests/support/world.ts';
import { aCompleter, aShortSection, type Completer } from './completers.ts';

const silent = { error: () => undefined, warn: () => undefined, info: () => undefined };

describeOnBothDatabases('a batch of certificates', (open) => {
  let db: Db;
  let section: Section;
  let registrar: Learner;
  let completers: Completer[];
  beforeEach(async () => {
    db = await open();
    await withPolicies(db);
    section = await aShortSection(db);
    registrar = await aLearner(db, '方排课');
    completers = [];
    for (let n = 0; n < 7; n++) completers.push(await aCompleter(db, section));
  });

  const begin = (scope = { sectionId: section.sectionId } as Parameters<typeof beginBatch>[1]['scope']) =>
    beginBatch(db, { actor: registrar.actor, scope, now });
  /** Pieces of two, so that seven completions are four of them. `dies`: after which piece the process is gone. */
  const handler =
    (dies = Number.POSITIVE_INFINITY): Handler =>
    async ({ trx, payload, now: clock }) => {
      await workOnBatch(trx, { payload, actor: systemActor('certificates'), now: clock(), piece: 2 });
      pieces += 1;
      if (pieces === dies) throw new Error('the power is out');
    };
  let pieces = 0;
  const work = (at: Date, dies?: number) => {
    pieces = 0;
    return workOffJobs({
      db,
      known: { [BATCH_JOB]: handler(dies) },
      now: () => at,
      worker: 'w',
      stopped: () => false,
      log: silent,
      env: {},
    } as unknown as Parameters<typeof workOffJobs>[0]);
  };
  const issued = () =>
    db.selectFrom('certificate').select(['number', 'person_id', 'issued_by']).orderBy('number').execute();

  it('goes through a section piece by piece and says how far it is', async () => {
    expect(await begin()).toMatchObject({ ok: true });
    expect(await begin()).toEqual({ ok: false, reason: 'under-way' });
    expect(await lastBatches(db)).toMatchObject([
      { total: 7, looked: 0, issued: 0, doneAt: null, sectionTitle: section.title, askedByName: '方排课' },
    ]);
    await work(now);
    expect(pieces).toBe(4);
    expect(await lastBatches(db)).toMatchObject([
      { total: 7, looked: 7, issued: 7, doneAt: now.toISOString() },
    ]);
    const rows = await issued();
    expect(rows.map(({ number }) => number)).toEqual(
      [1, 2, 3, 4, 5, 6, 7].map((count) => `JY2026-00000${count}`),
    );
    expect(new Set(rows.map(({ issued_by }) => issued_by))).toEqual(new Set([registrar.personId]));
    expect(new Set(rows.map(({ person_id }) => person_id))).toEqual(
      new Set(completers.map(({ personId }) => personId)),
    );
  });

  it('doubles nothing when it is cut off and done again, and fills what is missing', async () => {
    const own = completers[3];
    if (!own) throw new Error('nobody');
    await askForCertificate(db, { ...own, actor: academy, now });
    await begin();
    await work(now, 2);
    const [halfway] = await lastBatches(db);
    expect(halfway).toMatchObject({ looked: 2, issued: 2, doneAt: null });
    await work(after({ minutes: 5 }));
    expect((await lastBatches(db))[0]).toMatchObject({ looked: 7, issued: 6 });
    expect(await issued()).toHaveLength(7);
    const told = await db
      .selectFrom('notice')
      .select('person_id')
      .where('kind', '=', 'certificate')
      .execute();
    expect(told).toHaveLength(7);
    expect(await begin()).toMatchObject({ ok: true });
    await work(after({ minutes: 6 }));
    expect((await lastBatches(db))[0]).toMatchObject({ looked: 7, issued: 0 });
    expect(await issued()).toHaveLength(7);
  });

  it('goes on where it was given up when somebody begins it again', async () => {
    await begin();
    for (let minutes = 0; minutes < 600; minutes += 60) await work(after({ minutes }), 1);
    expect(await lastBatches(db)).toMatchObject([{ looked: 0, doneAt: null, isStuck: true }]);
    expect(await begin()).toMatchObject({ ok: true });
    expect(await lastBatches(db)).toMatchObject([{ isStuck: false }]);
    await work(after({ minutes: 700 }));
    expect(await lastBatches(db)).toMatchObject([{ looked: 7, issued: 7, isStuck: false }]);
    expect(await issued()).toHaveLength(7);
  });

  it('leaves out whoever asked for it', async () => {
    await aCompleter(db, section, { learner: registrar });
    await begin();
    await work(now);
    const rows = await issued();
    expect(rows).toHaveLength(7);
    expect(rows.map(({ person_id }) => person_id)).not.toContain(registrar.personId);
  });

  it('of a year takes the completions of that year of credits only', async () => {
    expect(await begin({ cycle: 2200 })).toEqual({ ok: false, reason: 'nobody' });
    expect(await begin({ cycle: 2025 })).toMatchObject({ ok: true });
    await work(now);
    expect(await issued()).toEqual([]);
    expect(await begin({ cycle: 2026 })).toMatchObject({ ok: true });
    await work(now);
    expect(await issued()).toHaveLength(7);
  });

  it('is not begun where nobody has completed anything', async () => {
    const empty = await aShortSection(db);
    expect(await begin({ sectionId: empty.sectionId })).toEqual({ ok: false, reason: 'nobody' });
    expect(await lastBatches(db)).toEqual([]);
  });
});
