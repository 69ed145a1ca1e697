import { readFileSync } from 'node:fs';
import { grantRole } from '#app/features/identity/grants.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type BenchAcademy, startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { leaveFewToSeal, lookAt, pause, untilSealed, whileFreezing } from './lib/beside.ts';
import { closeTheYear } from './lib/closed-year.ts';
import { load } from './lib/load.ts';
import { sessionCookies } from './lib/sessions.ts';
import { flatness, targetsOf } from './lib/year-targets.ts';

/** The year of a few and of very many people: one statement, the assessor's list, a scope of ten thousand, the file of everybody. */
export const bench: Bench = {
  about:
    'the yearly assessment: one statement, scopes of an assessor, the Excel file, closing, by the number of people',
  flags: { people: '1000,10000', entries: '30', communities: '100', seconds: '5', engine: 'sqlite' },
  run: assessment,
};

/** Aims are stated for a scope of so many. */
const SCOPE = 10_000;

async function assessment(run: BenchRun) {
  const sizes = [];
  for (const people of run.text('people').split(',')) sizes.push(await ofPeople(run, Number(people)));
  const rows = sizes.map(({ row }) => row);
  const looks = sizes.flatMap((size) => size.looks.map((look) => ({ people: size.row.people, ...look })));
  const targets = [...sizes.flatMap((size) => size.targets), ...flatness(run, rows)];
  return { rows, looks, targets };
}

async function ofPeople(run: BenchRun, people: number) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const entries = people * run.number('entries');
  const size = ['--people', people, '--communities', run.text('communities'), '--entries', entries];
  const academy = await startAcademy(run, {
    engine,
    seeds: [['seed', 'load', '--prefix', 'year', ...size.map(String)]],
    prepare: leaveFewToSeal,
  });
  const [assessor, own, scoped] = await readers(academy.db, people);
  const looks = await lookAt(academy, { cookie: own, what: 'rounds', during: untilSealed(academy.db) });
  const reckoning = await reckoned(run, academy.db);
  looks.push(...(await lookAt(academy, { cookie: own, what: 'idle', during: pause(5_000) })));
  const ids = await somePeople(academy.db);
  const statement = await asked(run, academy, assessor, (n) => `/assess/people/${ids[n % ids.length]}`);
  const mine = await asked(run, academy, own, () => `/me/statements/${dayOf(new Date()).slice(0, 4)}`);
  const overview = await asked(run, academy, assessor, (n) => `/assess?page=${(n % 20) + 1}`);
  const scope = await asked(run, academy, scoped, (n) => `/assess?page=${(n % 20) + 1}`);
  const narrowed = await asked(run, academy, scoped, (n) => `/assess?result=${RESULTS[n % 3]}`);
  const chart = await once(academy, scoped, '/assess/coverage');
  const file = await once(academy, assessor, '/assess/people.xlsx');
  const exporting = once(academy, assessor, '/assess/people.xlsx');
  looks.push(...(await lookAt(academy, { cookie: own, what: 'export', during: exporting })));
  // Its worker would take the closing on as well.
  await academy.server.kill();
  const closed = await closeTheYear(run, academy.db);
  await academy.server.restart();
  const fresh = await once(academy, assessor, '/assess/people.xlsx');
  looks.push(...(await whileFreezing(run, academy, own)));
  const row: Row = {
    engine,
    people,
    entries,
    'reckoned/s': reckoning,
    'statement p50 ms': statement.p50,
    'own statement p50 ms': mine.p50,
    'overview p50 ms': overview.p50,
    'scope p50 ms': scope.p50,
    'scope p99 ms': scope.p99,
    'scope by result p50 ms': narrowed.p50,
    'chart, first ms': chart.ms,
    'Excel s': file.ms / 1000,
    'Excel, MB more': file.moreMb,
    'Excel, MB at most': file.mostMb,
    'the same, server just started': fresh.mostMb,
    ...closed,
    wrong: [statement, mine, overview, scope, narrowed, chart, file].reduce(
      (sum, { wrong }) => sum + wrong,
      0,
    ),
  };
  return { row, looks, targets: targetsOf(run, row, looks) };
}

const RESULTS = ['met', 'nearly', 'not-met'];

/** Publishes everybody's two years; people a second. */
async function reckoned(run: BenchRun, db: Db): Promise<number> {
  const began = performance.now();
  const done = await reckonYears(db, { now: new Date(), roundMs: Number.POSITIVE_INFINITY });
  const seconds = (performance.now() - began) / 1000;
  run.say(`reckoned ${done} years of people: ${seconds.toFixed(1)} s`);
  return done / seconds;
}

/** Cookies of an assessor of everything, of somebody about their own year, and of an assessor of communities with ten thousand people. */
async function readers(db: Db, people: number): Promise<[string, string, string]> {
  const [first, , third] = await db
    .selectFrom('person')
    .select('id')
    .where('username', '>=', 'year-00001')
    .orderBy('username')
    .limit(3)
    .execute();
  const communities = await db
    .selectFrom('org_unit')
    .select('id')
    .where('kind', '=', 'community')
    .orderBy('path')
    .execute();
  const share = communities.slice(0, Math.ceil((communities.length * Math.min(SCOPE, people)) / people));
  const now = new Date();
  for (const [person, orgUnitId] of [
    [first, null] as const,
    ...share.map(({ id }) => [third, id] as const),
  ]) {
    const grant = { personId: person?.id ?? '', role: 'assessor', orgUnitId, validFrom: dayOf(now) } as const;
    const granted = await grantRole(db, { actor: systemActor('bench'), ...grant, validTo: null, now });
    if (!granted.ok) throw new Error(granted.reason);
  }
  const [assessor = '', own = '', scoped = ''] = await sessionCookies(db, { prefix: 'year', limit: 3 });
  return [assessor, own, scoped];
}

async function somePeople(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('person')
    .select('id')
    .where('username', '>', 'year-00001')
    .limit(997)
    .execute();
  return rows.map(({ id }) => id);
}

/** One reader, who asks again and again. */
function asked(run: BenchRun, { server }: BenchAcademy, cookie: string, path: (n: number) => string) {
  return load({
    url: server.url,
    clients: 1,
    seconds: run.number('seconds'),
    shot: (n) => ({ path: path(n), headers: { cookie } }),
  });
}

/** One answer to its last byte, and what the server's memory rose to meanwhile. */
async function once({ server }: BenchAcademy, cookie: string, path: string) {
  const [pid = 0] = server.pids;
  const before = memoryMb(pid);
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, memoryMb(pid));
  }, 100);
  const began = performance.now();
  const answer = await fetch(new URL(path, server.url), { headers: { cookie } });
  await answer.body?.pipeTo(new WritableStream());
  clearInterval(watching);
  const ms = performance.now() - began;
  return { ms, moreMb: most - before, mostMb: most, wrong: answer.ok ? 0 : 1 };
}

/** What a process holds in memory. */
function memoryMb(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes ?? 0) / 1024;
}
