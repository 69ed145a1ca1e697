import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PIECE } from '#app/features/credentials/batches.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import type { Db } from '#db/database.ts';
import { aCompleter, aShortSection, type Completer } from '#tests/credentials/completers.ts';
import type { ToolPlace } from '#tests/support/academy-tool.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { flood, tally } from '#tests/support/flood.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor } from '#tests/support/visitor.ts';
import { academy, aLearner, withPolicies } from '#tests/support/world.ts';
import { answersOf, breachesOf, nth } from './crowd.ts';
import { leasesRunOut, pollUntil } from './killing.ts';

const TABS = 50;
/** A piece of a batch is 200: there are two whole ones and a rest. */
const PEOPLE = 430;
const PATIENCE_MS = 60_000;

/** The academy on two processes, each with a worker. The steps follow each other. */
describeOnBothDatabases('certificates asked for from everywhere', (open) => {
  let db: Db;
  let place: ToolPlace & { temp: string };
  let server: RunningServer;
  let completers: Completer[];
  let registrar: Visitor[];
  let address: string;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    await withPolicies(db);
    const section = await aShortSection(db);
    completers = [];
    for (let n = 0; n < PEOPLE; n++) completers.push(await aCompleter(db, section));
    const dataDir = await mkdtemp(join(tmpdir(), 'academy-certificates-'));
    place = { databaseUrl: database.url, dataDir, temp: await mkdtemp(join(tmpdir(), 'academy-temp-')) };
    server = await startServer({ ...place, processes: 2, env: { TMPDIR: place.temp } });
    const { personId } = await aLearner(db, '方排课');
    const role = { role: 'registrar', orgUnitId: null, validFrom: '2020-01-01' } as const;
    await grantRole(db, { actor: academy, personId, ...role, now: new Date() });
    registrar = await inTabs(personId);
    address = `/admin/sections/${section.sectionId}/certificates`;
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
    for (const folder of [place?.dataDir, place?.temp])
      if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** One person in a browser on each of the two processes. */
  const inTabs = (personId: string) => Promise.all(server.urls.map((url) => signedIn(db, url, personId)));
  const ask = (who: Visitor, { completionId }: Completer) =>
    who.post('/me/certificates', { completion: completionId });
  const issued = () =>
    db.selectFrom('certificate').select(['number', 'person_id']).orderBy('number').execute();
  const told = () => db.selectFrom('notice').select('person_id').where('kind', '=', 'certificate').execute();
  const batches = () => db.selectFrom('certificate_batch').select(['active', 'looked', 'issued']).execute();

  /** The numbers of a year go on without a gap from 1. */
  async function areNumbered(count: number): Promise<void> {
    const rows = await issued();
    expect(new Set(rows.map(({ person_id }) => person_id)).size).toBe(count);
    expect(rows.map(({ number }) => Number(number.split('-')[1]))).toEqual(
      Array.from({ length: count }, (_, at) => at + 1),
    );
    expect(await told()).toHaveLength(count);
  }

  it('are one for somebody who asks in fifty tabs at once', async () => {
    const own = nth(completers, 0);
    const tabs = await inTabs(own.personId);
    const asked = await flood(TABS, TABS, (n) => ask(nth(tabs, n % 2), own));
    expect(tally(asked, ({ status, location }) => `${status} ${location}`)).toEqual({
      '303 /me/certificates?done=issued': TABS,
    });
    await areNumbered(1);
  });

  it('are one each for fifty who ask at once, with numbers that leave nothing out', async () => {
    const fifty = completers.slice(1, TABS + 1);
    const visitors = await Promise.all(
      fifty.map(({ personId }, n) => signedIn(db, nth(server.urls, n % 2), personId)),
    );
    const asked = await flood(TABS, TABS, (n) => ask(nth(visitors, n), nth(fifty, n)));
    expect(tally(asked, ({ status }) => status)).toEqual({ '303': TABS });
    await areNumbered(TABS + 1);
  });

  it('are one each when 教务 issues them in fifty tabs and the servers are killed in the middle', async () => {
    const begun = answersOf(await flood(TABS, TABS, (n) => nth(registrar, n % 2).post(address)));
    expect(begun.filter(({ status }) => status !== 303 && status !== 409)).toEqual([]);
    const started = begun.filter(({ status }) => status === 303).length;
    expect(await batches()).toHaveLength(started);
    // In the middle of the first piece, and of a later one unless that was too quick to be seen.
    await pollUntil(async () => (await underWay()) || (await looked()) > 0, PATIENCE_MS);
    await killAndRestart();
    await pollUntil(
      async () => (await isDone()) || ((await underWay()) && (await looked()) > 0),
      PATIENCE_MS,
    );
    if (!(await isDone())) await killAndRestart();
    await pollUntil(isDone, PATIENCE_MS);
    await areNumbered(PEOPLE);
    expect(await breachesOf(place)).toBe('');
    expect(await readdir(place.temp)).toEqual([]);
    expect(server.output()).not.toMatch(/"level":(50|60)/);
  });

  async function killAndRestart(): Promise<void> {
    await server.kill();
    hangUp();
    await isWhole();
    await leasesRunOut(db);
    await server.restart();
  }

  const isDone = async () => (await batches()).every(({ active }) => active === null);
  const looked = async () => Math.max(...(await batches()).map((batch) => batch.looked));

  /** A worker has a piece in its hands. */
  async function underWay(): Promise<boolean> {
    const jobs = await db
      .selectFrom('job')
      .select('id')
      .where('kind', '=', 'certificates')
      .where('state', '=', 'running')
      .execute();
    return jobs.length > 0;
  }

  /** What is written is whole pieces, as the batch says, and each of its people was told. */
  async function isWhole(): Promise<void> {
    const [batch] = await batches();
    expect((batch?.looked ?? 1) % (batch?.active ? PIECE : PEOPLE)).toBe(0);
    const rows = await issued();
    expect(rows).toHaveLength(TABS + 1 + (batch?.issued ?? 0));
    expect(await told()).toHaveLength(rows.length);
  }
});
