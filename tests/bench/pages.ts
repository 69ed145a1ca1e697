import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { RunningServer } from '#tests/support/server.ts';
import { signIn, visitor } from '#tests/support/visitor.ts';
import { startAcademy } from './lib/academy.ts';
import { startBareHttp } from './lib/bare-http.ts';
import { startBareRemix } from './lib/bare-remix.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { firstVisit } from './lib/first-visit.ts';
import { inTurns, load } from './lib/load.ts';

/** The pages that most people open, as anybody and as somebody signed in, beside the two yardsticks of the same run. */
export const bench: Bench = {
  about: 'pages of the demo academy: requests per second, and the limits of this machine in the same run',
  flags: { clients: '16', seconds: '3', rounds: '3', engine: 'sqlite', visit: 'yes' },
  run: pages,
};

interface Subject {
  name: string;
  path: (n: number) => string;
  cookie?: string;
}

async function pages(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const { server, db } = await startAcademy(run, { engine, seeds: [['seed', 'demo']] });
  const learner = await signIn(server.url, 'learner');
  const own = await db
    .selectFrom('requirement')
    .innerJoin('person', 'person.id', 'requirement.person_id')
    .select(['enrolment_id', 'subject_id'])
    .where('username', '=', 'learner')
    .where('kind', '=', 'watch')
    .executeTakeFirstOrThrow();
  const words = ['协商', 'xieshang', 'xs', '楼栋', '社区', '五社', 'zhineng', '党', '手机', '物业'];
  const subjects: Subject[] = [
    { name: 'library, kept', path: () => '/courses' },
    { name: 'library, rendered each time', path: () => '/courses', cookie: learner.cookie },
    {
      name: 'search',
      path: (n) => `/courses?q=${encodeURIComponent(words[n % words.length] ?? '')}`,
      cookie: learner.cookie,
    },
    { name: 'course page, signed in', path: () => '/courses/ZL05', cookie: learner.cookie },
    { name: '/me', path: () => '/me', cookie: learner.cookie },
    {
      name: 'player page',
      path: () => `/learn/${own.enrolment_id}/recordings/${own.subject_id}`,
      cookie: learner.cookie,
    },
  ];
  const rows: Row[] = [];
  for (const subject of subjects) rows.push(await measured(run, server, subject));
  const visit = run.text('visit') === 'yes' ? await visits(server.url, learner.cookie) : [];
  return { rows, visits: visit, scripts: scriptBytes() };
}

/** One page beside a bare server with the same bytes and a bare Remix page of the same size. */
async function measured(
  run: BenchRun,
  { url, pids }: RunningServer,
  { name, path, cookie }: Subject,
): Promise<Row> {
  const headers: Record<string, string> = cookie ? { cookie } : {};
  const answer = await visitor(url, cookie).get(path(0));
  if (answer.status !== 200) throw new Error(`${name}: ${answer.status}`);
  const bytes = Buffer.byteLength(answer.text);
  const bare = await startBareHttp(run, answer);
  const remix = await startBareRemix(run, bytes);
  const [clients, seconds] = [run.number('clients'), run.number('seconds')];
  const result = await inTurns(
    {
      ours: () => load({ url, clients, seconds, pids, shot: (n) => ({ path: path(n), headers }) }),
      bare: () => load({ url: bare, clients, seconds: Math.min(1, seconds), shot: () => ({ path: '/' }) }),
      remix: () => load({ url: remix.url, clients, seconds, shot: () => ({ path: remix.path }) }),
    },
    run.number('rounds'),
  );
  run.say(`${name}: ${Math.round(result.ours.perSecond)}/s`);
  return {
    page: name,
    perSecond: result.ours.perSecond,
    p50ms: result.ours.p50,
    p99ms: result.ours.p99,
    cpuMs: result.ours.cpuMs,
    wrong: result.ours.wrong,
    htmlBytes: bytes,
    gzipBytes: gzipSync(answer.text).length,
    ofBareRemix: result.ours.perSecond / result.remix.perSecond,
    ofBareHttp: result.ours.perSecond / result.bare.perSecond,
  };
}

async function visits(url: string, cookie: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [path, as] of [
    ['/', ''],
    ['/courses', ''],
    ['/me', cookie],
  ] as const) {
    rows.push({ path, ...(await firstVisit(url, path, as)) });
  }
  return rows;
}

/** Every built script with its compressed size: what a learner's page may load. */
function scriptBytes(): Record<string, number> {
  const folder = 'build/client/assets';
  return Object.fromEntries(
    readdirSync(folder)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file, gzipSync(readFileSync(`${folder}/${file}`)).length]),
  );
}
