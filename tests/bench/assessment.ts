import { grantRole } from '#app/features/identity/grants.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type BenchAcademy, startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { load } from './lib/load.ts';
import { sessionCookies } from './lib/sessions.ts';

/** The year of a few and of very many people: one statement, the assessor's list, and what grows with the people. */
export const bench: Bench = {
  about: 'the yearly assessment: one statement, the scope of an assessor, by the number of people',
  flags: { people: '1000,10000', entries: '30', communities: '100', seconds: '5', engine: 'sqlite' },
  run: assessment,
};

async function assessment(run: BenchRun) {
  const rows: Row[] = [];
  for (const people of run.text('people').split(',')) rows.push(await ofPeople(run, Number(people)));
  return { rows };
}

async function ofPeople(run: BenchRun, people: number): Promise<Row> {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const entries = people * run.number('entries');
  const size = ['--people', people, '--communities', run.text('communities'), '--entries', entries];
  const academy = await startAcademy(run, {
    engine,
    seeds: [['seed', 'load', '--prefix', 'year', ...size.map(String)]],
  });
  const [assessor, own] = await readers(academy.db);
  const ids = await somePeople(academy.db);
  const statement = await asked(run, academy, assessor, (n) => `/assess/people/${ids[n % ids.length]}`);
  const mine = await asked(run, academy, own, () => `/me/statements/${dayOf(new Date()).slice(0, 4)}`);
  const overview = await asked(run, academy, assessor, (n) => `/assess?page=${(n % 20) + 1}`);
  return {
    engine,
    people,
    entries,
    'statement p50 ms': statement.p50,
    'statement p99 ms': statement.p99,
    'own statement p50 ms': mine.p50,
    'overview p50 ms': overview.p50,
    'overview p99 ms': overview.p99,
    wrong: statement.wrong + mine.wrong + overview.wrong,
  };
}

/** Cookies of an assessor of everything and of somebody about their own year. */
async function readers(db: Db): Promise<[string, string]> {
  const { id: personId } = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'year-00001')
    .executeTakeFirstOrThrow();
  const now = new Date();
  const granted = await grantRole(db, {
    actor: systemActor('bench'),
    personId,
    role: 'assessor',
    orgUnitId: null,
    validFrom: dayOf(now),
    validTo: null,
    now,
  });
  if (!granted.ok) throw new Error(granted.reason);
  const [assessor = '', own = ''] = await sessionCookies(db, { prefix: 'year', limit: 2 });
  return [assessor, own];
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
