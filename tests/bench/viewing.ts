import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { startAcademy } from './lib/academy.ts';
import { startBareHttp } from './lib/bare-http.ts';
import type { Bench, BenchRun } from './lib/bench.ts';
import { inTurns, load } from './lib/load.ts';
import { sessionCookies } from './lib/sessions.ts';
import type { Shot } from './lib/wire.ts';

/** Heartbeats of many viewers, each with a lease of its own, through the production server. */
export const bench: Bench = {
  about: 'heartbeats of viewers who each hold a lease: reports accepted per second',
  flags: {
    viewers: '2000',
    leases: '20000',
    clients: '32',
    seconds: '12',
    rounds: '3',
    engine: 'sqlite',
    processes: '1',
  },
  run: viewing,
};

const MINUTE_MS = 60_000;
const WARM_SECONDS = 4;
const ANSWER =
  '{"coveredSeconds":12,"furthestSeconds":12,"durationSeconds":3600,"complete":false,"accepted":true}';

async function viewing(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const leases = run.text('leases');
  const size = ['--people', leases, '--courses', '1', '--sections', '1', '--capacity', leases];
  const { server, db } = await startAcademy(run, {
    engine,
    processes: run.number('processes'),
    seeds: [['seed', 'load', '--prefix', 'rush', ...size]],
  });
  const seats = await giveLeases(db, Number(leases));
  run.say(`${seats.length} leases`);
  const cookies = await sessionCookies(db, { prefix: 'rush', limit: run.number('viewers') });
  const bare = await startBareHttp(run, { headers: {}, text: ANSWER });
  const shot = beating(seats, cookies);
  const right = (status: number, body: Buffer) => status === 200 && body.includes('"accepted":true');
  const beats = (url: string, seconds: number) =>
    load({ url, clients: run.number('clients'), seconds, shot, pids: server.pids, right });
  await beats(server.url, WARM_SECONDS);
  const rounds = run.number('rounds');
  const { ours, limit } = await inTurns(
    { ours: () => beats(server.url, run.number('seconds') / rounds), limit: () => beats(bare, 1) },
    rounds,
  );
  const row = {
    subject: `heartbeats, ${engine}`,
    perSecond: ours.perSecond,
    p50ms: ours.p50,
    p99ms: ours.p99,
    cpuMs: ours.cpuMs,
    requests: ours.requests,
    wrong: ours.wrong,
    ofBareHttp: ours.perSecond / limit.perSecond,
  };
  return { rows: [row] };
}

/** Each viewer in turn reports the next second of the recording. */
function beating(seats: readonly Seat[], cookies: readonly string[]): (n: number) => Shot {
  let beat = 0;
  return (n) => {
    const viewer = n % cookies.length;
    if (viewer === 0) beat += 1;
    const seat = seats[viewer];
    return {
      path: `/learn/${seat?.enrolmentId}/recordings/${seat?.recordingId}/viewing`,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        cookie: cookies[viewer] ?? '',
      },
      body: JSON.stringify({ lease: seat?.lease, spans: [[beat, beat + 1]], rate: 1 }),
    };
  };
}

interface Seat {
  enrolmentId: string;
  recordingId: string;
  lease: string;
}

/** Enrols everybody by rows alone and gives each a lease that began a quarter of an hour ago, so that spans have a clock. */
async function giveLeases(db: Db, limit: number): Promise<Seat[]> {
  const section = await db
    .selectFrom('section')
    .selectAll()
    .where('opened_at', 'is not', null)
    .executeTakeFirstOrThrow();
  const now = new Date();
  const began = new Date(now.getTime() - 15 * MINUTE_MS).toISOString();
  const recordingId = await oneRecording(db, section.course_id, now);
  const people = await db
    .selectFrom('person')
    .select('id')
    .where('username', 'like', 'rush-%')
    .orderBy('username')
    .limit(limit)
    .execute();
  const seats = people.map(({ id }) => ({ personId: id, enrolmentId: newId(), recordingId, lease: newId() }));
  for (let from = 0; from < seats.length; from += 500) {
    const some = seats.slice(from, from + 500);
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('enrolment')
        .values(
          some.map((seat) => ({
            id: seat.enrolmentId,
            section_id: section.id,
            person_id: seat.personId,
            term_id: section.term_id,
            course_id: section.course_id,
            active: 1,
            enrolled_at: began,
          })),
        )
        .execute();
      await trx
        .insertInto('viewing_lease')
        .values(
          some.map((seat) => ({
            person_id: seat.personId,
            lease: seat.lease,
            enrolment_id: seat.enrolmentId,
            recording_id: recordingId,
            started_at: began,
            heard_at: began,
            budget_ms: 0,
          })),
        )
        .execute();
      await trx
        .insertInto('viewing')
        .values(
          some.map((seat) => ({
            id: newId(),
            enrolment_id: seat.enrolmentId,
            recording_id: recordingId,
            person_id: seat.personId,
            spans: '[]',
            covered_ms: 0,
            furthest_ms: 0,
            position_ms: 0,
            updated_at: began,
          })),
        )
        .execute();
    });
  }
  return seats;
}

async function oneRecording(db: Db, courseId: string, now: Date): Promise<string> {
  const [mediaId, recordingId] = [newId(), newId()];
  const at = now.toISOString();
  await db
    .insertInto('media_file')
    .values({
      id: mediaId,
      purpose: 'video',
      storage_key: 'none',
      content_type: 'video/mp4',
      bytes: 1,
      sha256: '0'.repeat(64),
      original_name: 'none.mp4',
      created_at: at,
    })
    .execute();
  await db
    .insertInto('recording')
    .values({
      id: recordingId,
      course_id: courseId,
      title: '一小时的课',
      summary: '',
      duration_ms: 60 * MINUTE_MS,
      video_media_id: mediaId,
      chapters: '[]',
      created_at: at,
    })
    .execute();
  await db
    .insertInto('recording_publication')
    .values({ recording_id: recordingId, published_at: at })
    .execute();
  return recordingId;
}
