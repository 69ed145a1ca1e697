import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { drawRound } from '#app/features/rounds/drawing.server.ts';
import { repeatLottery } from '#app/features/rounds/lottery-check.rules.ts';
import { lotteryFile } from '#app/features/rounds/lottery-inputs.schema.ts';
import { publishRound } from '#app/features/rounds/preparing.server.ts';
import { publishedFile } from '#app/features/rounds/publication.server.ts';
import { roundById } from '#app/features/rounds/reading.server.ts';
import { makeRound } from '#app/features/rounds/rounds.server.ts';
import { newSeed, newTicket } from '#app/features/rounds/tickets.server.ts';
import { admitRound } from '#app/features/selection/admission.server.ts';
import { freezeRound } from '#app/features/selection/closing-applications.server.ts';
import { putInRound } from '#app/features/selection/round-desk.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';

/** A whole round: N people with five choices each among M sections are fixed, drawn, enrolled. */
export const bench: Bench = {
  about: 'a round of preselection: seconds for fixing, drawing (with writing the results) and enrolling',
  flags: { people: '20000', sections: '200', seats: '30', choices: '5', engine: 'sqlite' },
  run: lottery,
};

const actor = systemActor('bench');
const ROWS_AT_ONCE = 1_000;

async function lottery(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const sections = run.text('sections');
  const load = ['--people', run.text('people'), '--prefix', 'draw', '--courses', sections];
  const { server, db, academy } = await startAcademy(run, {
    engine,
    seeds: [['seed', 'load', ...load, '--sections', sections, '--capacity', run.text('seats')]],
  });
  // Its worker would move the round on by itself.
  await server.kill();
  const now = new Date();
  const roundId = await aRound(db, now);
  await applications(db, roundId, run.number('choices'), now);
  const closed = new Date(now.getTime() + 3_600_000);
  const times: Row = { engine };
  const timed = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const [began, before] = [performance.now(), process.cpuUsage()];
    const done = await work();
    times[name] = (performance.now() - began) / 1000;
    const { user, system } = process.cpuUsage(before);
    run.say(
      `${name}: ${Number(times[name]).toFixed(2)} s, of which this process worked ${(user + system) / 1e6} s`,
    );
    return done;
  };
  const base = { actor, roundId, now: closed };
  const frozen = await timed('freezeSeconds', () => freezeRound(db, base));
  if (!frozen.ok) throw new Error(frozen.reason);
  const drawn = await timed('drawSeconds', () => drawRound(db, base));
  if (!drawn.ok) throw new Error(drawn.reason);
  const text = await timed('fileSeconds', () => publishedFile(db, roundId));
  const file = lotteryFile.parse(JSON.parse(text ?? ''));
  const repeated = await timed('repeatSeconds', async () => repeatLottery(file));
  if (repeated.faults.length > 0) throw new Error(`The draw differs: ${repeated.faults.join()}`);
  const round = await roundById(db, roundId);
  if (!round) throw new Error('The round is gone.');
  await timed('admitSeconds', () => admitRound(db, { actor, round, now: closed }));
  await academy('verify');
  run.say('academy verify: clean');
  const { applicants, seats } = drawn;
  return { rows: [{ ...times, applicants, seats, megabytes: (text ?? '').length / 1e6 }] };
}

async function aRound(db: Db, now: Date): Promise<string> {
  const { id: termId } = await db.selectFrom('term').select('id').executeTakeFirstOrThrow();
  const window = {
    id: newId(),
    term_id: termId,
    kind: 'preselect',
    opens_at: new Date(now.getTime() - 60_000).toISOString(),
    closes_at: new Date(now.getTime() + 60_000).toISOString(),
  };
  await db.insertInto('term_window').values(window).execute();
  const rules = { name: '预选', mostChoices: 9, mostPlaces: 2, mostLots: 3 };
  const made = await makeRound(db, { actor, termId, ...rules, seed: newSeed(), now });
  if (!made.ok) throw new Error(made.reason);
  const { roundId } = made;
  for (const { id: sectionId } of await db.selectFrom('section').select('id').execute())
    await putInRound(db, { actor, roundId, sectionId, seats: null, now });
  const published = await publishRound(db, { actor, roundId, now });
  if (!published.ok) throw new Error(published.reason);
  return roundId;
}

/** Everybody applies; some sections are wanted more than others. */
async function applications(db: Db, roundId: string, choices: number, now: Date): Promise<void> {
  const people = await db.selectFrom('person').select('id').where('username', 'like', 'draw-%').execute();
  const sections = await db.selectFrom('round_section').select('section_id').execute();
  const rows = people.map(({ id }, n) => ({
    id: newId(),
    round_id: roundId,
    person_id: id,
    ticket: newTicket(),
    most_places: 1 + (n % 2),
    waitlist: n % 2,
    active: 1,
    applied_at: now.toISOString(),
  }));
  const wanted = rows.flatMap(({ id }, n) =>
    Array.from({ length: choices }, (_, at) => ({
      application_id: id,
      preference: at + 1,
      section_id: sections[(n * (at + 3) + at * 7 + Math.floor(n / 97)) % sections.length]?.section_id ?? '',
    })).filter((each, at, all) => all.findIndex((other) => other.section_id === each.section_id) === at),
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await db
      .insertInto('application')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
  for (let from = 0; from < wanted.length; from += ROWS_AT_ONCE)
    await db
      .insertInto('application_choice')
      .values(wanted.slice(from, from + ROWS_AT_ONCE))
      .execute();
}
