/** A worker in a process of its own: `node --import ./app/server/from-source.mjs tests/jobs/worker-process.ts URL OFFSET_MS [MEDIA_URL]`. Says `ready`; ends with SIGTERM. */
import { pino } from 'pino';
import { startWorker } from '#app/jobs/worker.ts';
import { readEnv } from '#app/lib/env.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';

const [url = '', offset = '0', media = 'file:/nowhere'] = process.argv.slice(2);
const reading = readEnv({ MEDIA_URL: media });
if (!reading.ok) throw new Error(reading.problem);
const db = await openDatabase(url);
const worker = startWorker({
  db,
  env: reading.env,
  log: pino({ level: 'error' }, pino.destination(2)),
  now: () => new Date(Date.now() + Number(offset)),
  everyMs: 20,
});
// The database is the only thing that keeps such a process up; a timer of the worker does not.
const awake = setInterval(() => {}, 1_000);
process.once('SIGTERM', async () => {
  clearInterval(awake);
  await worker.stop();
  await closeDatabase(db);
});
process.stdout.write('ready\n');
