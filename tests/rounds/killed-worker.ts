/** A worker of its own process that moves rounds on, for being killed in the middle: `killed-worker.ts DATABASE_URL INSTANT`. */
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { closeDatabase, openDatabase } from '#db/connect.server.ts';

const [url = '', at = ''] = process.argv.slice(2);
const db = await openDatabase(url);
process.stdout.write('begins\n');
await advanceRounds(db, { actor: systemActor('worker'), now: new Date(at) });
process.stdout.write('done\n');
await closeDatabase(db);
