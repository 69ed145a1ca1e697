import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { closeEvaluations } from '#app/features/evaluation/closing.server.ts';
import { evaluationForms } from '#app/features/evaluation/forms.schema.ts';
import { publishForm } from '#app/features/evaluation/forms.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { enqueue } from '#app/features/queue/jobs.server.ts';
import { enrol } from '#app/features/selection/enrolment.server.ts';
import { withdraw } from '#app/features/selection/leaving.server.ts';
import type { Handler } from '#app/jobs/handlers.ts';
import { workOffJobs } from '#app/jobs/queued.ts';
import { startWorker, type WorkerOptions } from '#app/jobs/worker.ts';
import { readEnv } from '#app/lib/env.ts';
import forms from '#content/forms/evaluation.json';
import type { Db } from '#db/database.ts';
import { operate } from '#tests/cli/support.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';

const DAY_MS = 86_400_000;
const actor = systemActor('test');
const log = pino({ level: 'silent' });
const reading = readEnv({ MEDIA_URL: 'file:/nowhere' });
if (!reading.ok) throw new Error(reading.problem);
const { env } = reading;

async function until(met: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; !(await met()); ) {
    if (Date.now() > end) throw new Error('It did not happen.');
    await pause(20);
  }
}

describeOnBothDatabases('the worker', (open) => {
  let db: Db;
  let url: string;
  const now = new Date();
  const options = (later = 0): WorkerOptions => ({
    db,
    env,
    log,
    now: () => new Date(now.getTime() + later),
    everyMs: 20,
  });

  beforeEach(async () => {
    ({ db, url } = await open.withUrl());
  });

  const load = async () => {
    await operate(
      url,
      [
        'seed',
        'load',
        '--people',
        '3',
        '--prefix',
        'rush',
        '--courses',
        '1',
        '--sections',
        '1',
        '--capacity',
        '1',
      ],
      { now },
    );
    const { id: sectionId } = await db.selectFrom('section').select('id').executeTakeFirstOrThrow();
    const people = await db.selectFrom('person').select('id').orderBy('username').execute();
    return { sectionId, people: people.map(({ id }) => id) };
  };
  const choose = async (sectionId: string, personId = '') =>
    enrol(db, { actor, personId, sectionId, waitlist: true, now });

  it('passes a seat on when its offer was not answered in time', async () => {
    const { sectionId, people } = await load();
    for (const personId of people) await choose(sectionId, personId);
    await withdraw(db, { actor, personId: people[0] ?? '', sectionId, now });
    const offered = () => db.selectFrom('seat_offer').select('person_id').where('open', '=', 1).execute();
    expect(await offered()).toEqual([{ person_id: people[1] }]);
    const worker = startWorker(options(3 * DAY_MS));
    await until(async () => (await offered())[0]?.person_id === people[2]);
    await worker.stop();
  });

  it('waits until the database is ready, and ends when told to', async () => {
    let asked = 0;
    const worker = startWorker({ ...options(), ready: async () => ++asked > 2 });
    await until(async () => asked >= 3);
    await worker.stop();
    const before = asked;
    await pause(100);
    expect(asked).toBe(before);
  });

  it('does each job once, however many workers look, and tries again what failed', async () => {
    const done: string[] = [];
    let trouble = 1;
    const known: Record<string, Handler> = {
      note: async ({ payload }) => void done.push(String((payload as { n: number }).n)),
      stumble: async () => {
        if (trouble-- > 0) throw new Error('not yet');
        done.push('stumbled');
      },
    };
    for (let n = 0; n < 20; n++) await enqueue(db, { kind: 'note', payload: { n }, now });
    await enqueue(db, { kind: 'stumble', payload: {}, now });
    await enqueue(db, { kind: 'unknown', payload: {}, now });
    const look = (worker: string, later = 0) =>
      workOffJobs({ ...options(later), worker, known, stopped: () => false });
    await Promise.all(['one', 'two', 'three'].map((worker) => look(worker)));
    await look('one');
    expect([...done].sort()).toEqual(Array.from({ length: 20 }, (_, n) => String(n)).sort());
    await look('two', 20_000);
    expect(done.at(-1)).toBe('stumbled');
    const waiting = await db
      .selectFrom('job')
      .select(['kind', 'last_error'])
      .where('state', '=', 'waiting')
      .execute();
    expect(waiting).toEqual([{ kind: 'unknown', last_error: 'Nobody knows how to do unknown.' }]);
  });

  it('undoes the effect of a job whose end could not be written', async () => {
    const { jobId } = await enqueue(db, { kind: 'late', payload: {}, now });
    const known: Record<string, Handler> = {
      late: async ({ trx }) => {
        await trx
          .insertInto('academy_flag')
          .values({ name: 'late', value: 'yes', set_at: now.toISOString() })
          .execute();
        // Another worker took it over meanwhile.
        await trx.updateTable('job').set({ claimed_by: 'somebody else' }).where('id', '=', jobId).execute();
      },
    };
    await workOffJobs({ ...options(), worker: 'slow', known, stopped: () => false });
    expect(await db.selectFrom('academy_flag').selectAll().execute()).toEqual([]);
  });

  it('counts an evaluation as done when its window has closed and nothing else is missing', async () => {
    for (const form of evaluationForms.parse(forms)) await publishForm(db, form);
    await operate(
      url,
      [
        'seed',
        'load',
        '--people',
        '3',
        '--prefix',
        'rush',
        '--courses',
        '1',
        '--sections',
        '1',
        '--capacity',
        '9',
      ],
      { now },
    );
    const { id: sectionId } = await db.selectFrom('section').select('id').executeTakeFirstOrThrow();
    const people = await db.selectFrom('person').select('id').orderBy('username').execute();
    const enrolments: string[] = [];
    for (const { id } of people) {
      const outcome = await choose(sectionId, id);
      if (outcome.outcome === 'enrolled') enrolments.push(outcome.enrolmentId);
    }
    const attend = { kind: 'attend' as const, subjectId: sectionId, evidence: {}, now };
    await meetRequirement(db, { ...attend, enrolmentId: enrolments[0] ?? '' });
    await meetRequirement(db, { ...attend, enrolmentId: enrolments[1] ?? '' });
    expect(await closeEvaluations(db, { limit: 10, now: new Date(now.getTime() + 80 * DAY_MS) })).toBe(0);
    const after = new Date(now.getTime() + 91 * DAY_MS);
    expect(await closeEvaluations(db, { limit: 1, now: after })).toBe(1);
    const worker = startWorker(options(91 * DAY_MS));
    const completed = async () =>
      (await db.selectFrom('completion').select('enrolment_id').execute()).map((row) => row.enrolment_id);
    await until(async () => (await completed()).length === 2);
    await worker.stop();
    expect((await completed()).sort()).toEqual(enrolments.slice(0, 2).sort());
    expect(await closeEvaluations(db, { limit: 10, now: after })).toBe(0);
    const [entry] = await db.selectFrom('credit_entry').select('evidence').execute();
    expect(entry?.evidence).toContain('"windowClosed":true');
    expect(await operate(url, ['verify'], { variables: { MEDIA_URL: 'file:/nowhere/else' } })).toMatchObject({
      code: 0,
    });
  });
});
