import { stat } from 'node:fs/promises';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { checkChain, lastCheck } from '#app/features/audit/checking.server.ts';
import { auditJsonLines, auditSheet } from '#app/features/audit/export.server.ts';
import { policy } from '#app/features/audit/policy.rules.ts';
import { type Filters, type Place, searchJournal } from '#app/features/audit/search.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { readEnv } from '#app/lib/env.ts';
import { streamTable } from '#app/lib/sheet.server.ts';
import { addDays, dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { freshData } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import {
  type LongJournal,
  lineAt,
  NEVER_BY_STAFF,
  type RowEngine,
  staffOf,
  writeLongJournal,
} from './lib/long-journal.ts';

/** The journal of years: what the auditor asks of it, how fast its chain is walked, a day that goes into a file, a file that begins. */
export const bench: Bench = {
  about: 'a long journal: searches (ms), walking the chain (lines/s), a day into a file, an export begun',
  flags: { lines: '5000000', people: '20000', days: '400', tries: '30', walk: '1000000' },
  run: audit,
};

/** A page of the auditor's. */
const PAGE = 50;

async function audit(run: BenchRun) {
  const { db, databaseUrl, dataDir, academy } = await freshData(run, {
    engine: 'sqlite',
    seeds: [['seed', 'load', '--prefix', 'rush', '--people', run.text('people')]],
  });
  const people = (await db.selectFrom('person').select('id').orderBy('id').execute()).map(({ id }) => id);
  const journal = { lines: run.number('lines'), days: run.number('days'), people, now: new Date() };
  const file = databaseUrl.slice('file:'.length);
  const began = performance.now();
  await write(file, journal);
  const seconds = (performance.now() - began) / 1000;
  const gigabytes = (await stat(file)).size / 1e9;
  run.say(`${journal.lines} lines written in ${seconds.toFixed(0)} s, ${gigabytes.toFixed(1)} GB`);
  const rows: Row[] = [];
  const tries = run.number('tries');
  for (const [what, { filters, before = null }] of Object.entries(searches(journal)))
    rows.push(
      await timed(what, tries, (n) => searchJournal(db, { filters: filters(n), before, limit: PAGE + 1 })),
    );
  rows.push(
    await timed('export as JSON, until its first line', tries, () => firstOf(auditJsonLines(db, {}))),
    await timed('export to Excel, until its first bytes', tries, () =>
      firstOf(bytesOf(streamTable(auditSheet(db, {})))),
    ),
    await exported(db),
    await walked(db, run.number('walk')),
  );
  rows.push(await filed(db, { databaseUrl, dataDir, journal }));
  const verified = run.number('lines') <= 500_000 ? await academy('verify') : 'not asked of so many';
  run.say(`academy verify: ${verified.includes('BREACH') ? verified : verified.trim().split('\n').at(-1)}`);
  return { rows, gigabytes };
}

async function write(file: string, journal: LongJournal): Promise<void> {
  const { DatabaseSync } = (await import('@photostructure/sqlite')) as unknown as {
    DatabaseSync: new (file: string) => RowEngine & { close(): void };
  };
  const engine = new DatabaseSync(file);
  // What is lost with the power is made anew.
  engine.exec('pragma journal_mode = wal; pragma synchronous = off; pragma cache_size = -400000');
  try {
    writeLongJournal(engine, journal);
  } finally {
    engine.close();
  }
}

type Search = { filters: (n: number) => Filters; before?: Place | null };

/** The first page and one after nine tenths of the lines, of everything and by each way to narrow it. */
function searches(journal: LongJournal): Record<string, Search> {
  const { at, id } = lineAt(journal, Math.floor(journal.lines / 10));
  const deep = { at: String(at), id };
  const staff = staffOf(journal);
  const someone = (n: number) => staff[n % staff.length] ?? '';
  const anybody = (n: number) => journal.people[(n * 7919) % journal.people.length] ?? '';
  const today = dayOf(journal.now);
  const day = (n: number) => addDays(today, -1 - (n % 300));
  const onDay = (n: number) => ({ from: day(n), to: day(n) });
  return {
    'everything, first page': { filters: () => ({}) },
    'everything, deep page': { filters: () => ({}), before: deep },
    'who did it, first page': { filters: (n) => ({ actorId: someone(n) }) },
    'who did it, deep page': { filters: (n) => ({ actorId: someone(n) }), before: deep },
    'whom it concerns, first page': { filters: (n) => ({ concernsId: anybody(n) }) },
    'whom it concerns, deep page': { filters: (n) => ({ concernsId: anybody(n) }), before: deep },
    'a family of deeds, first page': { filters: () => ({ family: 'unit' }) },
    'a family of deeds, deep page': { filters: () => ({ family: 'unit' }), before: deep },
    'a day, first page': { filters: onDay },
    'a day, deep page': { filters: () => onDay(299), before: { ...deep, at: `${day(299)}T08:00:00.000Z` } },
    'a person on a day': { filters: (n) => ({ concernsId: anybody(n), ...onDay(n) }) },
    'a family of deeds on a day': { filters: (n) => ({ family: 'role', ...onDay(n) }) },
    'who and what': { filters: (n) => ({ actorId: someone(n), family: 'role' }) },
    'who and what, never': {
      filters: (n) => ({ actorId: someone(n), family: NEVER_BY_STAFF.split('.')[0] ?? '' }),
    },
    'whom and what, never': { filters: (n) => ({ concernsId: anybody(n), subjectId: 'nothing' }) },
    'what was refused': { filters: () => ({ outcome: 'refused' }) },
    'a family and refused': { filters: () => ({ family: 'credit', outcome: 'refused' }) },
  };
}

async function timed(what: string, tries: number, work: (n: number) => Promise<unknown>): Promise<Row> {
  await work(0);
  const seen: number[] = [];
  for (let n = 0; n < tries; n++) {
    const began = performance.now();
    await work(n);
    seen.push(performance.now() - began);
  }
  const sorted = seen.toSorted((a, b) => a - b);
  return { what, ms: sorted[Math.floor(sorted.length / 2)] ?? 0, slowest: sorted.at(-1) ?? 0 };
}

async function firstOf(pieces: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pieces) return;
}

async function* bytesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel();
  }
}

async function exported(db: Db): Promise<Row> {
  const most = 50_000;
  const began = performance.now();
  let lines = 0;
  for await (const _ of auditJsonLines(db, {})) if (++lines === most) break;
  return { what: 'export as JSON', perSecond: (lines * 1000) / (performance.now() - began) };
}

async function walked(db: Db, most: number): Promise<Row> {
  const began = performance.now();
  let [lines, stop] = [0, false];
  const rest = async () => {
    const walk = await db.selectFrom('journal_walk').select('entries').executeTakeFirst();
    lines = walk?.entries ?? lines;
    stop = lines >= most;
  };
  await checkChain(db, { now: new Date(), atOnce: true, stopped: () => stop, rest });
  const ended = await lastCheck(db);
  if (ended?.fault) throw new Error(ended.fault);
  return {
    what: `walk of the chain, ${ended?.entries ?? lines} lines`,
    perSecond: ((ended?.entries ?? lines) * 1000) / (performance.now() - began),
  };
}

async function filed(
  db: Db,
  { databaseUrl, dataDir, journal }: { databaseUrl: string; dataDir: string; journal: LongJournal },
): Promise<Row> {
  const reading = readEnv({
    ...{ DATABASE_URL: databaseUrl, DATA_DIR: dataDir, MEDIA_URL: `file:${dataDir}/media` },
  });
  if (!reading.ok) throw new Error(reading.problem);
  const began = performance.now();
  let blocks = 0;
  const rest = async () => void blocks++;
  const day = Math.ceil(journal.lines / journal.days / 1000);
  await archiveJournal(db, {
    ...{ env: reading.env, actor: systemActor('bench'), now: journal.now, rest },
    policy: { ...policy, daysAFile: 1 },
    stopped: () => blocks >= day,
  });
  const ms = performance.now() - began;
  return { what: `a day into a file (${blocks} blocks of 1,000)`, ms, perSecond: (blocks * 1e6) / ms };
}
