import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { addEntries } from '#app/features/credits/many-entries.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { readSheet } from '#app/lib/sheet.server.ts';
import type { Db } from '#db/database.ts';
import { aPlace } from '#tests/assessment/record.ts';
import { type ToolPlace, academy as tool } from '#tests/support/academy-tool.ts';
import { describeOnBothDatabases } from '#tests/support/database.ts';
import { endProcess } from '#tests/support/guard.ts';
import { type RunningServer, startServer } from '#tests/support/server.ts';
import { hangUp, signedIn, type Visitor } from '#tests/support/visitor.ts';
import { academy, aLearner, learners, now, withPolicies } from '#tests/support/world.ts';
import { breachesOf } from './crowd.ts';
import { pollUntil } from './killing.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const PEOPLE = 1500;
const ENTRIES = 4000;
const PATIENCE_MS = 30_000;

describeOnBothDatabases('an export in whose middle everything is killed', (open) => {
  let db: Db;
  let place: ToolPlace & { temp: string; desk: string };
  let server: RunningServer;
  let assessor: Visitor;
  beforeAll(async () => {
    const database = await open.withUrl();
    db = database.db;
    const [dataDir, temp, desk] = await Promise.all(
      ['data', 'temp', 'desk'].map((name) => mkdtemp(join(tmpdir(), `academy-export-${name}-`))),
    );
    const env = { TMPDIR: temp ?? '' };
    place = { databaseUrl: database.url, dataDir: dataDir ?? '', temp: temp ?? '', desk: desk ?? '', env };
    await fill(await withPolicies(db));
    server = await startServer(place);
    const { personId } = await aLearner(db, '查看人');
    const role = { role: 'assessor', orgUnitId: null, validFrom: '2020-01-01' } as const;
    await grantRole(db, { actor: academy, personId, ...role, now: new Date() });
    assessor = await signedIn(db, server.url, personId);
  });
  afterAll(async () => {
    hangUp();
    await server?.stop();
    for (const folder of [place?.dataDir, place?.temp, place?.desk])
      if (folder) await rm(folder, { recursive: true, force: true });
  });

  /** Building heads of one community, each with credits that are sealed. */
  async function fill(ruleVersionId: string): Promise<void> {
    const { id } = await aPlace(db, null, 'community', '和风社区');
    const people = await learners(db, PEOPLE, '佟向暖');
    const posts = people.map(({ personId }, n) => ({
      id: `post-${n}`,
      ...{ person_id: personId, position: 'building-head', org_unit_id: id },
      ...{ valid_from: '2024-01-01', source: 'registrar' },
    }));
    for (let at = 0; at < posts.length; at += 500)
      await db
        .insertInto('appointment')
        .values(posts.slice(at, at + 500))
        .execute();
    const entries = Array.from({ length: ENTRIES }, (_, n) => ({
      ...{ personId: people[n % PEOPLE]?.personId ?? '', category: 'A' as const, amount: 100 },
      ...{ school: 'party' as const, title: '一门课', sourceId: `s${n}`, occurredOn: '2026-03-02' },
    }));
    await addEntries(db, { entries, sourceType: 'load', ruleVersionId, now });
    while ((await sealWaiting(db, { textsOf: sealedTexts, now: new Date(), evenFew: true })) > 0);
  }

  /** How often it is noted of each person that their year left in a file. */
  async function readings(): Promise<Map<string, number>> {
    const rows = await db
      .selectFrom('journal_entry')
      .select(({ fn }) => ['subject_id', fn.countAll<number>().as('times')])
      .where('action', '=', 'statement.exported')
      .groupBy('subject_id')
      .execute();
    return new Map(rows.map(({ subject_id, times }) => [subject_id, Number(times)]));
  }

  /** Nothing lies where a server may leave something, but for the store that it makes on its first day; the academy adds up. */
  async function isClean(): Promise<void> {
    const kept = await readdir(place.dataDir, { recursive: true });
    expect(kept.filter((name) => !['media', 'media/academy.json', 'media/incoming'].includes(name))).toEqual(
      [],
    );
    expect(await readdir(place.temp, { recursive: true })).toEqual([]);
    expect(await breachesOf(place)).toBe('');
  }

  it('of an assessor’s scope is whole when it is asked for again', async () => {
    const path = '/assess/people.xlsx?year=2026';
    const half = await cutOff(assessor, path, () => server.kill());
    hangUp();
    await server.restart();
    const again = await bytesOf(assessor, path);
    expect(half.length).toBeLessThan(again.length);
    expect(await readSheet(half, { mostRows: PEOPLE + 10 })).toEqual({ ok: false, reason: 'not-a-sheet' });
    const sheet = await readSheet(again, { mostRows: PEOPLE + 10 });
    if (!sheet.ok) throw new Error(sheet.reason);
    expect(sheet.rows.filter(([name]) => name === '佟向暖')).toHaveLength(PEOPLE);
    // Each file is noted once with everybody who may have left in it.
    const noted = await readings();
    expect(noted.size).toBe(PEOPLE + 1);
    expect(Math.max(...noted.values())).toBeLessThanOrEqual(2);
    await isClean();
  });

  it('of the ledger by the operator leaves no file of that name, and the next one is whole', async () => {
    const file = join(place.desk, 'ledger.jsonl');
    const half = exporting(file);
    await pollUntil(
      async () => half.child.exitCode !== null || existsSync(`${file}.unfinished`),
      PATIENCE_MS,
    );
    await endProcess(half.child, 'SIGKILL');
    expect(half.child.signalCode).toBe('SIGKILL');
    expect(existsSync(file)).toBe(false);
    await tool(place, 'ledger', 'export', file);
    expect(await readdir(place.desk)).toEqual(['ledger.jsonl']);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    const ids = lines.map((line) => JSON.parse(line)).flatMap(({ entry }) => (entry ? [entry.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    await isClean();
  });

  function exporting(file: string): { child: ChildProcess } {
    const env = {
      ...{ PATH: process.env.PATH ?? '', NODE_ENV: 'production' as const, TMPDIR: place.temp },
      ...{ DATABASE_URL: place.databaseUrl, DATA_DIR: place.dataDir, LOG_LEVEL: 'warn' },
      MEDIA_URL: `file:${join(place.dataDir, 'media')}`,
    };
    const words = [join(root, 'build/academy.js'), 'ledger', 'export', file];
    return { child: spawn(process.execPath, words, { env, stdio: 'ignore' }) };
  }
});

/** What came of an answer until, at its first bytes, something was done to the server; it must not have come whole. */
function cutOff(who: Visitor, path: string, strike: () => Promise<void>): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let struck: Promise<void> | undefined;
    const outgoing = request(new URL(path, who.url), { headers: { cookie: who.cookie } }, (incoming) => {
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        struck ??= strike();
      });
      incoming.once('error', () => void struck?.then(() => resolve(Buffer.concat(chunks)), reject));
      incoming.once('end', () => reject(new Error('the answer was whole before the server was killed')));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}

async function bytesOf(who: Visitor, path: string): Promise<Buffer> {
  const answer = await fetch(new URL(path, who.url), { headers: { cookie: who.cookie } });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}
