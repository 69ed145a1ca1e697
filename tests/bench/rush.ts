import type { Db } from '#db/database.ts';
import { flood, median, percentile, tally } from '#tests/support/flood.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun } from './lib/bench.ts';
import { browse } from './lib/browsing.ts';
import { shuffles } from './lib/chance.ts';
import { sessionCookies } from './lib/sessions.ts';
import { openWire, type Wire } from './lib/wire.ts';

/** The morning on which selection opens: everybody asks for several sections at once, through the production server, while others read. */
export const bench: Bench = {
  about:
    'people asking at once for seats, with limits and clashes on, while others read the library; not one seat too many',
  flags: {
    people: '5000',
    sections: '40',
    seats: '380',
    wishes: '6',
    limit: '3',
    meetings: '8',
    connections: '200',
    readers: '20',
    engine: 'sqlite',
    processes: '1',
    rounds: '1',
  },
  run: rush,
};

const LIBRARY = '/courses';

async function rush(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const [people, sections, rounds] = [run.number('people'), run.number('sections'), run.number('rounds')];
  const processes = run.number('processes');
  const total = sections * rounds;
  const load = {
    people,
    prefix: 'rush',
    courses: total,
    sections: total,
    capacity: run.number('seats'),
    meetings: run.number('meetings'),
  };
  const { server, db, academy } = await startAcademy(run, {
    engine,
    processes,
    seeds: [
      ['seed', 'load', ...Object.entries(load).flatMap(([name, value]) => [`--${name}`, String(value)])],
    ],
  });
  await limitTerms(db, run.number('limit'));
  const cookies = await sessionCookies(db, { prefix: 'rush', limit: people });
  const ids = await sectionIds(db, total);
  const reading = { urls: server.urls, path: LIBRARY, readers: run.number('readers') };
  await browse(reading, pause(1_000));
  const before = await browse(reading, pause(10_000));
  const wires = await Promise.all(
    Array.from({ length: run.number('connections') }, (_, n) =>
      openWire(server.urls[n % processes] ?? server.url),
    ),
  );
  const rows = [];
  for (let round = 0; round < rounds; round++) {
    const offered = ids.slice(round * sections, (round + 1) * sections);
    const asking = oneRush(wires, cookies, wishesOf(people, offered, run.number('wishes')));
    const busy = await browse(reading, asking);
    const idle = [...before, ...(await browse(reading, pause(10_000)))];
    const given = await seatsGiven(db, offered);
    rows.push({
      run: `${engine}, ${processes} process${processes > 1 ? 'es' : ''}`,
      ...(await asking),
      enrolled: given.enrolled,
      seats: given.seats,
      ...besideIdle(busy, idle),
    });
  }
  for (const wire of wires) wire.close();
  await academy('verify');
  run.say('academy verify: clean');
  return { rows };
}

/** What the readers felt: 99 in 100 waited no longer, before and after the rush and within it. */
function besideIdle(busy: readonly number[], idle: readonly number[]) {
  const [p99, usual] = [percentile(busy, 0.99), percentile(idle, 0.99)];
  return { 'reading p99 idle': usual, 'in the rush': p99, times: p99 / usual };
}

/** The limit of all schools together, as the registrar sets it for a term. */
async function limitTerms(db: Db, most: number): Promise<void> {
  const terms = await db.selectFrom('term').select('id').execute();
  await db
    .insertInto('term_limit')
    .values(terms.map(({ id }) => ({ term_id: id, school: '', most })))
    .execute();
}

async function sectionIds(db: Db, count: number): Promise<string[]> {
  const rows = await db
    .selectFrom('section')
    .select('id')
    .where('opened_at', 'is not', null)
    .orderBy('code')
    .limit(count)
    .execute();
  return rows.map(({ id }) => id);
}

/** Who asks for what, in the order of asking: everybody's first wish, then everybody's second … */
function wishesOf(people: number, sections: readonly string[], wishes: number) {
  const draw = shuffles(20_261_126);
  const lists = Array.from({ length: people }, () => draw(sections).slice(0, wishes));
  return Array.from({ length: wishes }, (_, wish) =>
    lists.flatMap((list, person) => {
      const sectionId = list[wish];
      return sectionId ? [{ person, sectionId }] : [];
    }),
  ).flat();
}

async function oneRush(
  wires: readonly Wire[],
  cookies: readonly string[],
  wishes: readonly { person: number; sectionId: string }[],
) {
  const free = [...wires];
  const result = await flood(wishes.length, wires.length, async (n) => {
    const wire = free.pop();
    const wish = wishes[n];
    if (!wire || !wish) throw new Error('more requests than connections');
    try {
      const { status, body } = await wire.send({
        path: `/sections/${wish.sectionId}/enrolment`,
        headers: {
          accept: 'application/json',
          cookie: cookies[wish.person] ?? '',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'waitlist=no',
      });
      const { outcome, reason } = JSON.parse(body.toString()) as { outcome?: string; reason?: string };
      return `${status} ${reason ?? outcome ?? ''}`;
    } finally {
      free.push(wire);
    }
  });
  const times = result.drops.map(({ ms }) => ms);
  const answers = tally(result, (answer) => answer);
  const wrong = Object.keys(answers).filter((answer) => !/^(200|409) /.test(answer));
  if (wrong.length > 0) throw new Error(`Answers that must not be: ${JSON.stringify(answers)}`);
  return {
    decisions: wishes.length,
    'a second': result.perSecond,
    p50ms: median(times),
    p99ms: percentile(times, 0.99),
    answers: Object.entries(answers)
      .map(([answer, count]) => `${count}×${answer}`)
      .join(' '),
  };
}

/** Throws when a section has more people than seats, or counts others than it has. */
async function seatsGiven(db: Db, ids: readonly string[]): Promise<{ enrolled: number; seats: number }> {
  const rows = await db
    .selectFrom('seat_count')
    .leftJoin('enrolment', (join) =>
      join.onRef('enrolment.section_id', '=', 'seat_count.section_id').on('enrolment.active', '=', 1),
    )
    .select([
      'seat_count.section_id',
      'capacity',
      'taken',
      (eb) => eb.fn.count('enrolment.id').as('enrolled'),
    ])
    .where('seat_count.section_id', 'in', ids)
    .groupBy(['seat_count.section_id', 'capacity', 'taken'])
    .execute();
  const wrong = rows.find(
    ({ capacity, taken, enrolled }) => Number(enrolled) > capacity || Number(enrolled) !== taken,
  );
  if (wrong)
    throw new Error(`${wrong.enrolled} enrolments, ${wrong.taken} counted, ${wrong.capacity} seats.`);
  return {
    enrolled: rows.reduce((sum, { enrolled }) => sum + Number(enrolled), 0),
    seats: rows.reduce((sum, { capacity }) => sum + capacity, 0),
  };
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
