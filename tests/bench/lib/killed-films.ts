import { execFileSync } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { sweepWaitingRoom } from '#app/features/media/files.server.ts';
import { sweepWorkFolders } from '#app/features/media/stream-files.server.ts';
import { type StartedWorker, startedWorker } from '#tests/jobs/started-worker.ts';
import { FilmShop, later } from '#tests/recordings/film-shop.ts';
import { academy } from '#tests/support/academy-tool.ts';
import { type BenchAcademyOptions, type BenchData, freshData } from './academy.ts';
import type { BenchRun, Row } from './bench.ts';

interface Options extends Pick<BenchAcademyOptions, 'engine'> {
  cycles: number;
}

/** A film whose worker was killed: what of it was noted as done, and when each part of that was made. */
interface Left {
  recordingId: string;
  streamId: string;
  made: Map<string, number>;
}

/** How much later each worker's clock is than that of the one before: long enough for nobody to believe that one still at work. */
const APART_MINUTES = 5;
const PATIENCE_MS = 5 * 60_000;

/**
 * A worker is killed at another moment of each film; the next one goes on with it. Throws when a part is made twice, a film or what
 * is told of it is missing or doubled, an ffmpeg lives on, or `verify` finds something.
 */
export async function killedFilms(run: BenchRun, { engine, cycles }: Options): Promise<Row> {
  const data = await freshData(run, { engine, seeds: [] });
  const shop = await FilmShop.open(data.db);
  run.after(() => shop.close());
  let clock = 0;
  const aWorker = async () => {
    clock += APART_MINUTES;
    const worker = await startedWorker(data.databaseUrl, { at: later(clock), mediaUrl: shop.env.MEDIA_URL });
    run.after(() => worker.end('SIGTERM'));
    return worker;
  };
  let worker = await aWorker();
  const whole = await msOfAFilm(shop);
  const totals = { kills: 0, 'in the middle': 0, 'parts kept': 0 };
  for (let cycle = 0; cycle < cycles; cycle++) {
    const left = await killed(worker, shop, whole * (((cycle * 37) % 100) / 100));
    await noConverters(shop);
    totals.kills += 1;
    const { state } = await shop.processing(left.recordingId);
    totals['in the middle'] += state === 'running' ? 1 : 0;
    totals['parts kept'] += left.made.size;
    worker = await aWorker();
    await finished(shop, left);
    run.say(`film ${cycle + 1}: killed when ${state}, ${left.made.size} parts kept, made ready by the next`);
  }
  await worker.end('SIGTERM');
  await compare(data, shop, cycles + 1);
  if (cycles > 0 && totals['in the middle'] === 0) throw new Error('No kill met a film in the making.');
  return { of: 'films', engine, cycles, ...totals, lost: 0, breaches: 0 };
}

/** How long a worker takes for a film when nobody kills it. */
async function msOfAFilm(shop: FilmShop): Promise<number> {
  const recordingId = await shop.aDraft('short.mp4');
  await shop.until(recordingId, ({ state }) => state !== 'waiting', PATIENCE_MS);
  const began = performance.now();
  await shop.until(recordingId, ({ state }) => state === 'done', PATIENCE_MS);
  return performance.now() - began;
}

async function killed(worker: StartedWorker, shop: FilmShop, afterMs: number): Promise<Left> {
  const recordingId = await shop.aDraft('short.mp4');
  await shop.until(recordingId, ({ state }) => state !== 'waiting', PATIENCE_MS);
  await pause(afterMs);
  await worker.end('SIGKILL');
  const { stream_id: streamId, done } = await shop.processing(recordingId);
  const { variants = [] } = JSON.parse(done) as { variants?: { name: string }[] };
  const made = new Map<string, number>();
  for (const { name } of variants) made.set(name, await madeAt(shop, streamId, name));
  return { recordingId, streamId, made };
}

async function madeAt(shop: FilmShop, streamId: string, name: string): Promise<number> {
  return (await stat(shop.inStore('streams', streamId, name, 'index.m3u8'))).mtimeMs;
}

async function finished(shop: FilmShop, { recordingId, streamId, made }: Left): Promise<void> {
  await shop.until(recordingId, ({ state }) => state === 'done', PATIENCE_MS);
  for (const [name, at] of made)
    if ((await madeAt(shop, streamId, name)) !== at)
      throw new Error(`${name} of ${recordingId} was made twice.`);
}

/** Every film has its one stream and was told of once; nothing half-made lies about. */
async function compare(
  { db, databaseUrl, dataDir }: BenchData,
  shop: FilmShop,
  films: number,
): Promise<void> {
  const rows = async (table: 'recording_stream' | 'notice') =>
    Number(
      (
        await db
          .selectFrom(table)
          .select((eb) => eb.fn.countAll().as('n'))
          .executeTakeFirstOrThrow()
      ).n,
    );
  const found = {
    streams: await rows('recording_stream'),
    'folders of streams': (await shop.streams()).length,
    notices: await rows('notice'),
  };
  for (const [what, count] of Object.entries(found))
    if (count !== films) throw new Error(`${count} ${what} of ${films} films.`);
  // What a killed worker was about to keep or to clear away goes a day later.
  const laterOn = new Date(Date.now() + 2 * 24 * 3600_000);
  await sweepWaitingRoom(shop.env, laterOn);
  await sweepWorkFolders(shop.env, laterOn);
  const waiting = await readdir(shop.inStore('incoming'));
  if (waiting.length > 0) throw new Error(`left behind: ${waiting.join(', ')}`);
  await academy({ databaseUrl, dataDir, env: { MEDIA_URL: shop.env.MEDIA_URL } }, 'verify');
}

const ENDING_MS = 20_000;

/** An ffmpeg ends when it hears that its worker is gone: soon, and on a busy machine a little later. */
async function noConverters(shop: FilmShop): Promise<void> {
  for (const end = Date.now() + ENDING_MS; converters(shop).length > 0; await pause(50))
    if (Date.now() > end) throw new Error('An ffmpeg outlived its worker.');
}

function converters({ folder }: FilmShop): string[] {
  const lines = execFileSync('ps', ['-eo', 'args']).toString().split('\n');
  return lines.filter((words) => words.startsWith('ffmpeg') && words.includes(folder));
}
