/** A worker of its own process that freezes a year, for being killed in the middle: `killed-worker.ts DATABASE_URL INSTANT PEOPLE_AT_ONCE`. */
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';

const [url = '', at = '', peopleAtOnce = ''] = process.argv.slice(2);
const db = await openDatabase(url);
process.stdout.write('begins\n');
await advanceRuns(db, { now: new Date(at), peopleAtOnce: Number(peopleAtOnce) });
process.stdout.write('done\n');
await closeDatabase(db);
