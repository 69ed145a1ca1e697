import { newId } from '#app/lib/id.ts';
import type { Db } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun } from './lib/bench.ts';
import { load } from './lib/load.ts';
import { sessionCookies } from './lib/sessions.ts';

/** Heartbeats of many viewers, each with a lease of its own, through the production server. */
export const bench: Bench = {
  about: 'heartbeats of viewers who each hold a lease: reports accepted per second',
  flags: { viewers: '2000', leases: '20000', clients: '32', seconds: '10', engine: 'sqlite', processes: '1' },
  run: viewing,
};

const MINUTE_MS = 60_000;

async function viewing(run: BenchRun) {
  const engine = run.text('engine') === 'mariadb' ? 'mariadb' : 'sqlite';
  const leases = run.number('leases');
  const { server, db } = await startAcademy(run, {
    engine,
    processes: run.number('processes'),
    seeds: [
      [
        'seed',
        'load',
        '--people',
        String(leases),
        '--prefix',
        'rush',
        '--courses',
        '1',
        '--sections',
        '1',
        '--capacity',
        String(leases),
      ],
    ],
  });
  const seats = await giveLeases(db, leases);
  run.say(`${seats.length} leases`);
  const cookies = await sessionCookies(db, { prefix: 'rush', limit: run.number('viewers') });
  let beat = 0;
  const result = await load({
    url: server.url,
    clients: run.number('clients'),
    seconds: run.number('seconds'),
    shot: (n) => {
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
    },
    pids: server.pids,
    right: (status, body) => status === 200 && body.includes('"accepted":true'),
  });
  return {
    rows: [
      {
        subject: `heartbeats, ${engine}`,
        perSecond: result.perSecond,
        p50ms: result.p50,
        p99ms: result.p99,
        cpuMs: result.cpuMs,
        requests: result.requests,
        wrong: result.wrong,
      },
    ],
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
