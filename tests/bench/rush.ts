import { flood, median, percentile, tally } from '#tests/support/flood.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun } from './lib/bench.ts';
import { sessionCookies } from './lib/sessions.ts';
import { openWire, type Wire } from './lib/wire.ts';

/** N people ask for the seats of one section at the same time, through the production server. */
export const bench: Bench = {
  about:
    'people asking at once for the seats of one section: decisions per second, and not one seat too many',
  flags: { people: '2000', seats: '30', connections: '200', engine: 'sqlite', processes: '1', rounds: '3' },
  run: rush,
};

async function rush(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const [people, seats, rounds] = [run.number('people'), run.number('seats'), run.number('rounds')];
  const { server, db, academy } = await startAcademy(run, {
    engine,
    processes: run.number('processes'),
    seeds: [
      [
        'seed',
        'load',
        '--people',
        String(people),
        '--prefix',
        'rush',
        '--courses',
        String(rounds),
        '--sections',
        String(rounds),
        '--capacity',
        String(seats),
      ],
    ],
  });
  const cookies = await sessionCookies(db, { prefix: 'rush', limit: people });
  const sections = await db
    .selectFrom('section')
    .select('id')
    .where('opened_at', 'is not', null)
    .orderBy('code')
    .limit(rounds)
    .execute();
  const wires = await Promise.all(
    Array.from({ length: run.number('connections') }, () => openWire(server.url)),
  );
  const rows = [];
  for (const [round, { id }] of sections.entries()) {
    const row = await oneRush(wires, cookies, id);
    const enrolled = await db
      .selectFrom('enrolment')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .where('section_id', '=', id)
      .where('active', '=', 1)
      .executeTakeFirstOrThrow();
    rows.push({ round: `${engine} ${round + 1}`, ...row, enrolled: Number(enrolled.n), seats });
    if (Number(enrolled.n) !== seats) throw new Error(`${enrolled.n} enrolments for ${seats} seats.`);
  }
  for (const wire of wires) wire.close();
  await academy('verify');
  run.say('academy verify: clean');
  return { rows };
}

async function oneRush(wires: readonly Wire[], cookies: readonly string[], sectionId: string) {
  const free = [...wires];
  const result = await flood(cookies.length, wires.length, async (n) => {
    const wire = free.pop();
    if (!wire) throw new Error('more requests than connections');
    try {
      const { status } = await wire.send({
        path: `/sections/${sectionId}/enrolment`,
        headers: {
          accept: 'application/json',
          cookie: cookies[n] ?? '',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'waitlist=no',
      });
      return status;
    } finally {
      free.push(wire);
    }
  });
  const times = result.drops.map(({ ms }) => ms);
  const answers = tally(result, (status) => status);
  return {
    decisionsPerSecond: result.perSecond,
    p50ms: median(times),
    p99ms: percentile(times, 0.99),
    answers: Object.entries(answers)
      .map(([status, count]) => `${count}×${status}`)
      .join(' '),
  };
}
