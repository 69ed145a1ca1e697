import { execFile } from 'node:child_process';
import { readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { mediaAddress, receiveFile } from '#app/features/media/files.server.ts';
import { PIECE_SECONDS } from '#app/features/media/ladder.rules.ts';
import { streamAddress } from '#app/features/media/streams.server.ts';
import { addRecording } from '#app/features/recordings/upload.server.ts';
import { sealActor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { findProgram } from '#tests/support/programs.ts';
import { signIn } from '#tests/support/visitor.ts';
import { startAcademy } from './lib/academy.ts';
import type { Bench, BenchRun, Row } from './lib/bench.ts';
import { type FirstFrame, firstFrame } from './lib/first-frame.ts';
import { streaming } from './lib/streaming.ts';

/** A lecture as people get it: how soon its first picture comes on a slow phone, and what many viewers at once cost. */
export const bench: Bench = {
  about:
    'a lecture: its first picture on a slow phone, and the memory of the server while many people watch at once',
  flags: { viewers: '200', seconds: '20', film: '20', rounds: '3' },
  run: lectures,
};

const LONGEST_MAKING_MS = 300_000;
const WHOLE_FILM_BYTES = 256 * 1024 * 1024;

async function lectures(run: BenchRun) {
  const { server, db } = await startAcademy(run, { engine: 'sqlite', seeds: [['seed', 'demo']] });
  const media = join(server.dataDir, 'media');
  const lecture = await db
    .selectFrom('requirement')
    .innerJoin('person', 'person.id', 'requirement.person_id')
    .innerJoin('recording', 'recording.id', 'requirement.subject_id')
    .innerJoin('media_file', 'media_file.id', 'video_media_id')
    .select(['enrolment_id', 'subject_id', 'course_id', 'person.id as personId'])
    .select(['video_media_id', 'storage_key'])
    .where('username', '=', 'learner')
    .where('requirement.kind', '=', 'watch')
    .executeTakeFirstOrThrow();
  const { streamId, kbps } = await filmed(run, db, { media, ...lecture });
  const { cookie } = await signIn(server.url, 'learner');
  const path = `/learn/${lecture.enrolment_id}/recordings/${lecture.subject_id}`;
  const frames: FirstFrame[] = [];
  for (let round = 0; round < run.number('rounds'); round += 1)
    frames.push(await firstFrame(server.url, { path, cookie }));
  const given = { now: new Date(), forPerson: lecture.personId };
  // As long as a lecture of two hours, so that nobody comes to its end.
  await truncate(join(media, lecture.storage_key), WHOLE_FILM_BYTES);
  await db
    .updateTable('media_file')
    .set({ bytes: WHOLE_FILM_BYTES })
    .where('id', '=', lecture.video_media_id)
    .execute();
  const memory = await streaming({
    url: server.url,
    pid: server.pids[0] as number,
    cookie,
    viewers: run.number('viewers'),
    seconds: run.number('seconds'),
    film: await mediaAddress(db, lecture.video_media_id, given),
    piece: await streamAddress(db, streamId, { ...given, file: '360p/00000.m4s' }),
  });
  const rows: Row[] = [
    ...frames.map((frame) => ({ subject: 'first picture, slow phone', ...frame, kbps360p: kbps })),
    { subject: `${run.text('viewers')} viewers at once`, ...memory },
  ];
  return { rows };
}

interface Place {
  media: string;
  course_id: string;
  subject_id: string;
}

/** Has a film of moving patterns made ready as any other is, and shows it as the lecture. */
async function filmed(run: BenchRun, db: Db, { media, course_id, subject_id }: Place) {
  const env = { MEDIA_URL: `file:${media}` };
  const received = await receiveFile(env, await movingPatterns(run.number('film')), { maxBytes: 1e9 });
  if (!received.ok) throw new Error(received.reason);
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', 'registrar')
    .executeTakeFirstOrThrow();
  const role = { role: 'registrar', scopePath: null, scopeTree: null, school: null } as const;
  const now = new Date();
  const added = await addRecording(db, {
    actor: sealActor({ personId: id, name: '教务', roles: [role] }),
    ...{ courseId: course_id, sectionId: null, title: '先认门', captions: null },
    ...{ video: { file: received.file, name: 'film.mp4' }, env, now },
  });
  if (!added.ok) throw new Error(JSON.stringify(added));
  const began = Date.now();
  const stream = await madeReady(db, added.recordingId);
  run.say(`film of ${run.text('film')} s made ready: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  await db.deleteFrom('recording_stream').where('recording_id', '=', subject_id).execute();
  // From the beginning, whatever the demo has watched.
  await db.deleteFrom('viewing').where('recording_id', '=', subject_id).execute();
  await db
    .updateTable('recording_stream')
    .set({ recording_id: subject_id })
    .where('recording_id', '=', added.recordingId)
    .execute();
  const piece = await readFile(join(media, 'streams', stream.stream_id, '360p', '00000.m4s'));
  return { streamId: stream.stream_id, kbps: (piece.length * 8) / PIECE_SECONDS / 1000 };
}

/** The server's own worker makes it. */
async function madeReady(db: Db, recordingId: string): Promise<{ stream_id: string }> {
  const until = Date.now() + LONGEST_MAKING_MS;
  while (Date.now() < until) {
    const query = db
      .selectFrom('recording_stream')
      .select('stream_id')
      .where('recording_id', '=', recordingId);
    const stream = await query.executeTakeFirst();
    if (stream) return stream;
    await pause(500);
  }
  throw new Error('The film was not made ready.');
}

async function movingPatterns(seconds: number): Promise<Buffer> {
  const file = join(tmpdir(), `academy-bench-${process.pid}.mp4`);
  const picture = ['-f', 'lavfi', '-i', `testsrc2=s=1280x720:r=25:d=${seconds}`];
  const sound = ['-f', 'lavfi', '-i', `sine=440:d=${seconds}`];
  const made = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', file];
  await promisify(execFile)(findProgram('ffmpeg') ?? 'ffmpeg', [
    '-v',
    'error',
    '-y',
    ...picture,
    ...sound,
    ...made,
  ]);
  const bytes = await readFile(file);
  await rm(file, { force: true });
  return bytes;
}
