import { setTimeout as pause } from 'node:timers/promises';
import { announceCalls } from '#app/features/assisting/announcing-calls.server.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { readyKey } from '#app/features/credentials/keys.server.ts';
import { remindPromoted } from '#app/features/credits/promotion-reminders.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { closeEvaluations } from '#app/features/evaluation/closing.server.ts';
import { sweepSessions } from '#app/features/identity/sessions.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { removeEnded } from '#app/features/media/ended-bytes.server.ts';
import { storeOf, sweepWaitingRoom } from '#app/features/media/files.server.ts';
import { findLeftBehind } from '#app/features/media/left-behind.server.ts';
import { sweepWorkFolders } from '#app/features/media/stream-files.server.ts';
import { sweepUploads } from '#app/features/media/uploads.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { forgetWorkers } from '#app/features/recordings/film-workers.server.ts';
import { sweepMuxEvents } from '#app/features/recordings/mux-events.server.ts';
import { needOfBytes } from '#app/features/recordings/needed-bytes.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { endLines } from '#app/features/selection/line-ends.server.ts';
import { expireOffers } from '#app/features/selection/offers.server.ts';
import { sweepSignInFailures } from '#app/features/sign-in/sign-in-failures.server.ts';
import { takeBackPaidTwice } from '#app/features/tasks/paid-twice.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import type { WorkerOptions } from './worker.ts';

export interface RoundOptions extends WorkerOptions {
  /** Whether the worker is to end: what takes long asks it now and then. */
  stopped: () => boolean;
}

/** Something that falls due by itself, looked after every so many seconds. */
export interface Round {
  name: string;
  everySeconds: number;
  run(options: RoundOptions): Promise<unknown>;
}

const AT_ONCE = 200;
/** Of a walk through everybody: on an embedded database nobody else is answered meanwhile. */
const PEOPLE_AT_ONCE = 100;
const MOST_REST_MS = 250;
/** Offers and jobs wait behind a round: a walk through everybody goes on where it was when it is due again. */
const WALK_MS = 3_000;

function walkIsOver(stopped: () => boolean): () => boolean {
  const since = performance.now();
  return () => stopped() || performance.now() - since > WALK_MS;
}

/** What takes long rests after each piece for as long as that took, so that those who ask have half of the time. */
function resting(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    await pause(Math.min(performance.now() - since, MOST_REST_MS));
    since = performance.now();
  };
}

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

export const rounds: readonly Round[] = [
  {
    name: 'offers past their deadline',
    everySeconds: 5,
    run: ({ db, now }) => expireOffers(db, { limit: AT_ONCE, now: now() }),
  },
  {
    name: 'offers of which somebody must be called',
    everySeconds: 30,
    run: ({ db, now }) => announceCalls(db, { limit: AT_ONCE, now: now() }),
  },
  {
    name: 'waitlists that come to their end',
    everySeconds: 60,
    run: ({ db, now }) => endLines(db, { now: now() }),
  },
  {
    name: 'rounds of preselection that are due',
    everySeconds: 15,
    run: ({ db, log, now, stopped }) =>
      advanceRounds(db, {
        actor: systemActor('worker'),
        now: now(),
        stopped,
        failed: (roundId, err) =>
          log.error({ task: 'rounds', roundId, err }, 'a round of preselection is stuck'),
      }),
  },
  {
    name: 'evaluation windows that closed',
    everySeconds: 600,
    run: ({ db, now }) => closeEvaluations(db, { limit: AT_ONCE, now: now() }),
  },
  {
    name: 'years that are previewed, shown or frozen',
    everySeconds: 2,
    run: ({ db, log, now, stopped }) =>
      advanceRuns(givingWay(db), {
        now: now(),
        stopped: walkIsOver(stopped),
        rest: resting(),
        peopleAtOnce: PEOPLE_AT_ONCE,
        failed: (runId, err) => log.error({ task: 'years', runId, err }, 'the closing of a year is stuck'),
      }),
  },
  {
    name: 'a key to sign badges with',
    everySeconds: 30,
    run: ({ db, env, now }) => readyKey(db, { env, actor: systemActor('badges'), now: now() }),
  },
  {
    name: 'declarations whose publicity has ended',
    everySeconds: 300,
    run: ({ db, log, now }) =>
      postAfterPublicity(db, {
        limit: AT_ONCE,
        now: now(),
        failed: (declarationId, err) =>
          log.error({ task: 'declarations', declarationId, err }, 'a declaration cannot be posted'),
      }),
  },
  {
    name: 'what is to be made up after a promotion',
    everySeconds: 21_600,
    run: ({ db, log, now }) =>
      remindPromoted(db, {
        now: now(),
        failed: (personId, err) =>
          log.error({ task: 'promotions', personId, err }, 'somebody cannot be reminded of a promotion'),
      }),
  },
  {
    name: 'published standings',
    everySeconds: 20,
    run: ({ db, now, stopped }) => reckonYears(givingWay(db), { now: now(), stopped, rest: resting() }),
  },
  {
    name: 'tasks that paid twice',
    everySeconds: 86_400,
    run: ({ db, log, now }) =>
      takeBackPaidTwice(db, {
        limit: AT_ONCE,
        now: now(),
        failed: (entryId, err) =>
          log.error({ task: 'paid-twice', entryId, err }, 'an entry that paid twice cannot be taken back'),
      }),
  },
  {
    name: 'entries of the ledger to be sealed',
    everySeconds: 60,
    run: ({ db, now, stopped }) =>
      sealWaiting(givingWay(db), { textsOf: sealedTexts, now: now(), stopped, rest: resting() }),
  },
  { name: 'sessions that ended', everySeconds: 3600, run: ({ db }) => sweepSessions(db) },
  { name: 'messages of Mux', everySeconds: 3600, run: ({ db, now }) => sweepMuxEvents(db, now()) },
  { name: 'workers of long ago', everySeconds: 3600, run: ({ db, now }) => forgetWorkers(db, now()) },
  { name: 'failed sign-ins', everySeconds: 3600, run: ({ db, now }) => sweepSignInFailures(db, now()) },
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
