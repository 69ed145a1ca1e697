import { sweepCodes } from '#app/features/accounts/limits.server.ts';
import { sweepBrowsers } from '#app/features/identity/known-browsers.server.ts';
import { forgetUnheld } from '#app/features/identity/last-sign-in.server.ts';
import { sweepSessions } from '#app/features/identity/sessions.server.ts';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { storeOf, sweepWaitingRoom } from '#app/features/media/files.server.ts';
import { findLeftBehind } from '#app/features/media/left-behind.server.ts';
import { sweepWorkFolders } from '#app/features/media/stream-files.server.ts';
import { sweepUploads } from '#app/features/media/uploads.server.ts';
import { sweepMessages } from '#app/features/messages/listing.server.ts';
import { forgetWorkers } from '#app/features/recordings/film-workers.server.ts';
import { sweepMuxEvents } from '#app/features/recordings/mux-events.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import { sweepKeptForms } from '#app/features/sign-in/kept-forms.server.ts';
import { sweepFailures } from '#app/features/sign-in/locks.server.ts';
import { sweepHalfWays } from '#app/features/sign-in/second-step.server.ts';
import { AT_ONCE, type Round } from './round.ts';
import type { WorkerOptions } from './worker.ts';

let isWarned = false;

/** Of each process once: the rounds come every minute, and only an operator can change it. */
function warnOnce(log: WorkerOptions['log']): void {
  if (isWarned) return;
  isWarned = true;
  log.warn(
    { task: 'media' },
    'the media store belongs to another database: nothing is removed from it; see academy media adopt --help',
  );
}

/** What is over and needed by nobody is taken away. */
export const sweeps: readonly Round[] = [
  { name: 'codes that ran out', everySeconds: 3600, run: ({ db, now }) => sweepCodes(db, now()) },
  { name: 'messages of long ago', everySeconds: 3600, run: ({ db, now }) => sweepMessages(db, now()) },
  { name: 'sessions that ended', everySeconds: 3600, run: ({ db }) => sweepSessions(db) },
  {
    name: 'last sign-ins of former staff',
    everySeconds: 86_400,
    run: ({ db, now }) => forgetUnheld(db, now()),
  },
  { name: 'messages of Mux', everySeconds: 3600, run: ({ db, now }) => sweepMuxEvents(db, now()) },
  { name: 'workers of long ago', everySeconds: 3600, run: ({ db, now }) => forgetWorkers(db, now()) },
  {
    name: 'failed and half sign-ins',
    everySeconds: 3600,
    run: async ({ db, now }) => {
      await sweepFailures(db, now());
      await sweepHalfWays(db, now());
      await sweepKeptForms(db, now());
      await sweepBrowsers(db, now());
    },
  },
  {
    name: 'uploads that were given up',
    everySeconds: 3600,
    run: async ({ db, env, now }) => {
      await sweepWaitingRoom(env, now());
      await sweepWorkFolders(env, now());
      await sweepUploads(db, { env, now: now() });
      await storeOf(env).sweep(now());
    },
  },
  {
    name: 'bytes that nobody needs any more',
    everySeconds: 60,
    run: ({ db, env, log, now, stopped }) =>
      removeEnded(db, { env, now: now(), needOf: needOfBytes, stopped, notOurs: () => warnOnce(log) }),
  },
  {
    name: 'bytes that belong to nobody',
    everySeconds: 600,
    run: ({ db, env, log, now }) =>
      findLeftBehind(db, {
        env,
        now: now(),
        needOf: needOfBytes,
        limit: AT_ONCE,
        notOurs: () => warnOnce(log),
      }),
  },
];
