import type { Db } from '#db/database.ts';
import { flood } from '#tests/support/flood.ts';
import { ffmpegMissing } from '#tests/support/programs.ts';
import { hangUp, type Visitor, visitor } from '#tests/support/visitor.ts';
import { type BenchAcademy, startAcademy } from './lib/academy.ts';
import { backedUpMeanwhile } from './lib/backed-up.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { shuffles } from './lib/chance.ts';
import { killedFilms } from './lib/killed-films.ts';
import { sessionCookies } from './lib/sessions.ts';

/** Server and worker are killed again and again: `--cycles` rushes and `--films` films. */
export const bench: Bench = {
  about:
    'SIGKILL in the middle of rushes and films: what was acknowledged or done is there afterwards, verify is clean',
  flags: {
    ...{ cycles: '100', films: '100', people: '200', seats: '60', engine: 'sqlite', processes: '1' },
    // Every so many rushes a backup is taken beside it, and restored elsewhere.
    backup: '5',
  },
  run: faults,
};

const AT_ONCE = 60;
/** Of those who got a seat, every so many gives it up at once. */
const EVERY_LEAVER = 5;

async function faults(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const [cycles, films] = [run.number('cycles'), run.number('films')];
  const missing = films > 0 ? ffmpegMissing() : undefined;
  if (missing) run.say(`no films are killed: ${missing}`);
  const rows: Row[] = cycles > 0 ? [await killedRushes(run, { engine, cycles })] : [];
  if (films > 0 && !missing) rows.push(await killedFilms(run, { engine, cycles: films }));
  return { rows };
}

/** The server is killed in the middle of a rush; whatever it had said yes to must be there. */
async function killedRushes(
  run: BenchRun,
  { engine, cycles }: { engine: 'sqlite' | 'mariadb'; cycles: number },
): Promise<Row> {
  const people = run.number('people');
  const load = { people, prefix: 'rush', courses: cycles, sections: cycles, capacity: run.number('seats') };
  const academy = await startAcademy(run, {
    engine,
    processes: run.number('processes'),
    seeds: [
      ['seed', 'load', ...Object.entries(load).flatMap(([name, value]) => [`--${name}`, String(value)])],
    ],
  });
  await withoutLimit(academy.db, cycles);
  const cookies = await sessionCookies(academy.db, { prefix: 'rush', limit: people });
  const { urls } = academy.server;
  const crowd = cookies.map(
    (cookie, n): Person => ({
      username: `rush-${String(n + 1).padStart(5, '0')}`,
      who: visitor(urls[n % urls.length] ?? '', cookie),
    }),
  );
  const sections = await academy.db.selectFrom('section').select('id').orderBy('code').execute();
  const draw = shuffles(7);
  const totals = { acknowledged: 0, 'cut off': 0, 'restored beside it': 0 };
  const before = new Map<string, Heard>();
  for (const [cycle, { id }] of sections.slice(0, cycles).entries()) {
    const work = () => killedRush(academy, draw(crowd), id, 5 + ((cycle * 37) % (people - 20)));
    // Whatever had been acknowledged before the backup began is in it.
    const look = async (restored: Db) => {
      for (const [earlier, heard] of before) await compare(restored, earlier, heard);
    };
    const isBackedUp = (cycle + 1) % run.number('backup') === 0;
    const heard = isBackedUp
      ? (await backedUpMeanwhile(academy, { delayMs: (cycle * 137) % 1200, work, look })).done
      : await work();
    before.set(id, heard);
    totals['restored beside it'] += isBackedUp ? 1 : 0;
    await compare(academy.db, id, heard);
    await academy.academy('verify');
    totals.acknowledged += heard.said.size;
    totals['cut off'] += heard.cutOff;
    run.say(`cycle ${cycle + 1}: ${heard.said.size} acknowledged, ${heard.cutOff} cut off, all there`);
  }
  if (totals['cut off'] === 0) throw new Error('No kill met a request under way: nothing was shown.');
  return { of: 'rushes', engine, cycles, ...totals, lost: 0, breaches: 0 };
}

/** Everybody asks for every section here. */
async function withoutLimit(db: Db, most: number): Promise<void> {
  const terms = await db.selectFrom('term').select('id').execute();
  const rows = terms.map(({ id }) => ({ term_id: id, school: '', most: most + 1 }));
  await db.insertInto('term_limit').values(rows).execute();
}

interface Person {
  username: string;
  who: Visitor;
}

type Said = 'enrolled' | 'waitlisted' | 'withdrawn';
/** What each person was told last, by username; those cut off in between are left out. */
interface Heard {
  said: Map<string, Said>;
  cutOff: number;
}

/** A rush on one section in which the server dies after `deadline` answers and starts again. */
async function killedRush(
  { server }: BenchAcademy,
  crowd: readonly Person[],
  section: string,
  deadline: number,
): Promise<Heard> {
  const said = new Map<string, Said>();
  let answers = 0;
  let killing: Promise<void> | undefined;
  const count = () => {
    answers += 1;
    if (answers >= deadline)
      killing ??= server.kill().then(() => {
        hangUp();
        return server.restart();
      });
  };
  const { drops } = await flood(crowd.length, AT_ONCE, async (n) => {
    const { who, username } = crowd[n] as Person;
    const told = await ask(who, `/sections/${section}/enrolment`, { waitlist: 'yes' });
    said.set(username, told as Said);
    count();
    if (told !== 'enrolled' || n % EVERY_LEAVER !== 0) return;
    said.delete(username);
    said.set(username, (await ask(who, `/sections/${section}/withdrawal`, {})) as Said);
    count();
  });
  killing ??= server.kill().then(() => server.restart());
  await killing;
  const errors = drops.flatMap(({ error }) => (error ? [error as { code?: string }] : []));
  const other = errors.find(({ code }) => code !== 'ECONNRESET' && code !== 'ECONNREFUSED');
  if (other) throw other;
  return { said, cutOff: errors.length };
}

async function ask(who: Visitor, path: string, form: Record<string, string>): Promise<string> {
  const answer = await who.json(path, form);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${answer.text}`);
  return answer.json<{ outcome: string }>().outcome;
}

/** Throws when somebody was told something that the database does not know. */
async function compare(db: Db, sectionId: string, { said }: Heard): Promise<void> {
  const active = async (table: 'enrolment' | 'waitlist_entry') => {
    const rows = await db
      .selectFrom(table)
      .innerJoin('person', 'person.id', `${table}.person_id`)
      .select('person.username')
      .where(`${table}.section_id`, '=', sectionId)
      .where(`${table}.active`, '=', 1)
      .execute();
    return new Set(rows.map(({ username }) => username));
  };
  const [enrolled, waiting] = [await active('enrolment'), await active('waitlist_entry')];
  for (const [username, told] of said) {
    const is = enrolled.has(username) ? 'enrolled' : waiting.has(username) ? 'waitlisted' : 'withdrawn';
    if (is !== told) throw new Error(`${username} was told ${told} and is ${is}.`);
  }
}
