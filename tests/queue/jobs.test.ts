import { beforeEach, expect, it } from 'vitest';
import { type ClaimedJob, claimJob, enqueue, failJob, finishJob } from '#app/features/queue/jobs.server.ts';
import { MAX_ATTEMPTS } from '#app/features/queue/retry.rules.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const start = new Date('2026-11-22T03:00:00.000Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);

describeOnBothDatabases('the job table', (open) => {
  let db: Db;
  beforeEach(async () => {
    db = await open();
  });

  const queue = (n: number, more: object = {}) =>
    enqueue(db, { kind: 'mail', payload: { n }, now: start, ...more });
  const claim = (worker: string, now = start) => claimJob(db, { worker, now });

  it('hands out what is due, oldest first, and nothing before its time', async () => {
    await queue(1, { runAt: after(60) });
    await queue(2, { runAt: after(30) });
    expect(await claim('a')).toBeNull();
    expect((await claim('a', after(90)))?.payload).toEqual({ n: 2 });
    expect((await claim('a', after(90)))?.payload).toEqual({ n: 1 });
    expect(await claim('a', after(90))).toBeNull();
  });

  it('disappears when the deed is rolled back', async () => {
    const deed = inTransaction(db, async (trx) => {
      await enqueue(trx, { kind: 'mail', payload: {}, now: start });
      throw new Error('it failed');
    });
    await expect(deed).rejects.toThrow('it failed');
    expect(await claim('a')).toBeNull();
  });

  it('takes work with one key once, even after it was done', async () => {
    const first = await queue(1, { onceKey: 'seal:2026-11-22' });
    expect(await queue(2, { onceKey: 'seal:2026-11-22' })).toEqual({ enqueued: false, jobId: first.jobId });
    const job = (await claim('a')) as ClaimedJob;
    await finishJob(db, { job, now: start });
    expect((await queue(3, { onceKey: 'seal:2026-11-22' })).enqueued).toBe(false);
    expect(await claim('a')).toBeNull();
  });

  it('gives each job to one of two workers', async () => {
    for (let n = 0; n < 40; n++) await queue(n);
    const taken: unknown[] = [];
    const work = async (worker: string) => {
      for (let misses = 0; misses < 3; ) {
        const job = await claim(worker);
        if (!job) misses += 1;
        else if (await finishJob(db, { job, now: start })) taken.push((job.payload as { n: number }).n);
      }
    };
    await Promise.all([work('a'), work('b')]);
    expect(taken.sort((x, y) => Number(x) - Number(y))).toEqual(Array.from({ length: 40 }, (_, n) => n));
  });

  it('tries again later, waits longer each time, and gives up in the end', async () => {
    await queue(1);
    let now = start;
    const waits: number[] = [];
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const job = (await claim('a', now)) as ClaimedJob;
      expect(job.attempts).toBe(attempt);
      expect(await failJob(db, { job, error: new Error('no route to mail server'), now })).toBe(true);
      const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
      waits.push((Date.parse(row.run_at) - now.getTime()) / 1000);
      expect(row.last_error).toBe('no route to mail server');
      expect(row.state).toBe(attempt < MAX_ATTEMPTS ? 'waiting' : 'failed');
      now = new Date(row.run_at);
    }
    expect(waits).toEqual([10, 40, 160, 640, 2560, 3600]);
    expect(await claim('a', after(1e6))).toBeNull();
  });

  it('passes a job on when its worker has not come back, and keeps that worker from finishing it', async () => {
    await queue(1);
    const lost = (await claim('a')) as ClaimedJob;
    expect(await claim('b', after(299))).toBeNull();
    const found = (await claim('b', after(301))) as ClaimedJob;
    expect(found).toMatchObject({ id: lost.id, attempts: 2, worker: 'b' });
    expect(await finishJob(db, { job: lost, now: after(302) })).toBe(false);
    expect(await failJob(db, { job: lost, error: 'late', now: after(302) })).toBe(false);
    expect(await finishJob(db, { job: found, now: after(303) })).toBe(true);
  });

  it('gives up a job that took its worker down every time', async () => {
    await queue(1);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++)
      expect(await claim('a', after(attempt * 301))).not.toBeNull();
    expect(await claim('a', after(10 * 301))).toBeNull();
    const row = await db.selectFrom('job').select('state').executeTakeFirstOrThrow();
    expect(row.state).toBe('failed');
  });
});
