import { setTimeout as pause } from 'node:timers/promises';
import { announceCalls } from '#app/features/assisting/announcing-calls.server.ts';
import { archiveJournal } from '#app/features/audit/archiving.server.ts';
import { checkChain } from '#app/features/audit/checking.server.ts';
import { sealWaiting } from '#app/features/chain/sealing.server.ts';
import { advanceRuns } from '#app/features/closing/advancing.server.ts';
import { recloseContacts } from '#app/features/contacts/reclosing.server.ts';
import { readyKey } from '#app/features/credentials/keys.server.ts';
import { remindPromoted } from '#app/features/credits/promotion-reminders.server.ts';
import { sealedTexts } from '#app/features/credits/sealed-texts.server.ts';
import { postAfterPublicity } from '#app/features/declarations/ended-publicity.server.ts';
import { closeEvaluations } from '#app/features/evaluation/closing.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { advanceImports } from '#app/features/imports/advancing.server.ts';
import { recloseImports } from '#app/features/imports/reclosing.server.ts';
import { removeExpired } from '#app/features/imports/removing.server.ts';
import { sealJournal } from '#app/features/journal/sealing.server.ts';
import { lookThroughOldNotices, oldNoticesAreKnown } from '#app/features/notices/old-mentions.server.ts';
import { reckonYears } from '#app/features/overview/reckoning.server.ts';
import { eraseLaterWords } from '#app/features/privacy/closed-words.server.ts';
import { closeDueAccounts, endRetention } from '#app/features/privacy/closing-accounts.server.ts';
import { advanceRounds } from '#app/features/selection/advancing.server.ts';
import { endLines } from '#app/features/selection/line-ends.server.ts';
import { expireOffers } from '#app/features/selection/offers.server.ts';
import { attendToOverdue } from '#app/features/suggestions/reminding.server.ts';
import { takeBackPaidTwice } from '#app/features/tasks/paid-twice.server.ts';
import { importKindsOfHouse } from '#app/shell/import-kinds.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { AT_ONCE, type Round } from './round.ts';
import { sweeps } from './sweeps.ts';

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
    name: 'sheets that are looked at or taken',
    everySeconds: 2,
    run: ({ db, env, log, now, stopped }) =>
      advanceImports(db, {
        kinds: importKindsOfHouse,
        env,
        now: now(),
        stopped: walkIsOver(stopped),
        rest: resting(),
        failed: (importId, err) => log.error({ task: 'imports', importId, err }, 'an import is stuck'),
      }),
  },
  {
    name: 'sheets whose time is over',
    everySeconds: 3600,
    run: ({ db, now }) => removeExpired(db, { limit: AT_ONCE, now: now() }),
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
    name: 'suggestions that were not answered in time',
    everySeconds: 900,
    run: ({ db, log, now }) =>
      attendToOverdue(db, {
        limit: AT_ONCE,
        now: now(),
        failed: (suggestionId, err) =>
          log.error({ task: 'suggestions', suggestionId, err }, 'nobody can be reminded of a suggestion'),
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
    name: 'names in notices of before',
    everySeconds: 20,
    run: ({ db, now, stopped }) =>
      lookThroughOldNotices(givingWay(db), { now: now(), stopped: walkIsOver(stopped), rest: resting() }),
  },
  {
    name: 'accounts to be closed',
    everySeconds: 600,
    run: async ({ db, log, now }) => {
      const failed = (personId: string, err: unknown) =>
        log.error({ task: 'privacy', personId, err }, 'an account cannot be closed');
      // Whoever is closed has to be known by place in what others were told.
      if (!(await oldNoticesAreKnown(db))) return;
      await closeDueAccounts(db, { limit: AT_ONCE, now: now(), failed });
      await endRetention(db, { limit: AT_ONCE, now: now(), failed });
    },
  },
  {
    name: 'words of the journal about closed accounts',
    everySeconds: 300,
    run: ({ db, now, stopped }) =>
      eraseLaterWords(givingWay(db), { now: now(), stopped: walkIsOver(stopped), rest: resting() }),
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
  {
    name: 'lines of the journal to be sealed',
    everySeconds: 60,
    run: ({ db, now, stopped }) => sealJournal(givingWay(db), { now: now(), stopped, rest: resting() }),
  },
  {
    name: 'the chain of the journal, whether it still holds',
    everySeconds: 60,
    run: ({ db, now, stopped }) =>
      checkChain(givingWay(db), { now: now(), stopped: walkIsOver(stopped), rest: resting() }),
  },
  {
    name: 'lines of the journal that are old enough for a file',
    everySeconds: 3600,
    run: ({ db, env, now, stopped }) =>
      archiveJournal(givingWay(db), {
        ...{ env, now: now(), stopped, rest: resting() },
        actor: systemActor('journal'),
      }),
  },
  {
    name: 'contacts that an older key closed',
    everySeconds: 10,
    run: ({ db, env, stopped }) => recloseContacts(givingWay(db), { env, stopped }),
  },
  {
    name: 'sheets that an older key closed',
    everySeconds: 10,
    run: ({ db, env, stopped }) => recloseImports(givingWay(db), { env, stopped: walkIsOver(stopped) }),
  },
  ...sweeps,
];
