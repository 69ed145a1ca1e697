import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { type JournalLine, writeJournalLines } from '#app/features/journal/journal.server.ts';
import { networkOf } from '#app/features/journal/line.rules.ts';
import type { Db } from '#db/database.ts';
import {
  emptyBook,
  enterFailure,
  type Failure,
  type FailureAction,
  type FailureBook,
  type LeftOut,
  leaveOut,
  takeOver,
  toNextTick,
  WINDOW_MS,
} from './failure-lines.rules.ts';

interface Waiting {
  failure: Failure;
  line: JournalLine;
}

interface Desk {
  book: FailureBook;
  waiting: Waiting[];
  /** Over when what was taken last is written. */
  written: Promise<void>;
  /** Whether somebody comes for what waits, and for what was left out. */
  isCalled: boolean;
  isWatched: boolean;
}

const desks = new WeakMap<Db, Desk>();

function deskOf(db: Db): Desk {
  const desk = desks.get(db) ?? {
    ...{ book: emptyBook(), waiting: [], written: Promise.resolve() },
    ...{ isCalled: false, isWatched: false },
  };
  desks.set(db, desk);
  return desk;
}

export interface NotedFailure {
  action: FailureAction;
  /** Whose account it concerns; null for a name that nobody has. */
  personId: string | null;
  /** Why, in a code. What was typed is never kept: people type their password in the wrong field. */
  detail?: Record<string, unknown>;
  /** `failed` when left out; `refused` where nothing was looked at. */
  outcome?: 'failed' | 'refused';
  /** False where name or network was locked, so that nobody looked. */
  isLooked?: boolean;
  address: string;
  now: Date;
}

/**
 * Notes a failure to sign in, within the budgets of `failure-lines.rules.ts`, which this process keeps. Nobody waits for it, and it costs the same for a real account and
 * for a name that nobody has: lines are written at ticks of the clock, all that wait in one statement.
 */
export function noteFailure(db: Db, noted: NotedFailure): void {
  const { action, personId, detail, outcome = 'failed', isLooked = true, address, now } = noted;
  const desk = deskOf(db);
  const network = networkOf(address);
  const failure = { action, personId, network, isLooked };
  if (enterFailure(desk.book, failure, now.getTime())) {
    const subject = subjectOf(personId);
    const by = { actor: systemActor('sign-in'), action, outcome, origin: network, now };
    desk.waiting.push({ failure, line: { ...by, ...subject, ...(detail ? { detail } : {}) } });
    callFor(db, desk);
  }
  watch(db, desk);
}

const subjectOf = (personId: string | null) =>
  personId
    ? { subjectType: 'person', subjectId: personId }
    : { subjectType: 'account', subjectId: 'unknown' };

/** Writes what waits, now, after what is being written already. Where the journal takes nothing, the failures are counted among what is left out. */
export async function writeNotedFailures(db: Db): Promise<void> {
  const desk = deskOf(db);
  desk.isCalled = false;
  desk.written = desk.written.then(() => writeTaken(db, desk));
  await desk.written;
}

async function writeTaken(db: Db, desk: Desk): Promise<void> {
  const taken = desk.waiting.splice(0);
  if (taken.length === 0) return;
  await writeJournalLines(
    db,
    taken.map(({ line }) => line),
  ).catch(() => {
    for (const { failure, line } of taken) leaveOut(desk.book, failure, line.now.getTime());
  });
}

/** One line for each account and network of which lines were left out in a time that is over, with how many. */
export async function tellLeftOut(db: Db, now: Date): Promise<void> {
  const left = takeOver(deskOf(db).book, now.getTime());
  await writeJournalLines(
    db,
    left.map((one) => summaryOf(one, now)),
  );
}

function summaryOf({ personId, network, times, since }: LeftOut, now: Date): JournalLine {
  return {
    ...{ actor: systemActor('sign-in'), action: 'sign-in.left-out', outcome: 'failed', origin: network, now },
    ...subjectOf(personId),
    detail: { times, since: new Date(since).toISOString() },
  };
}

function callFor(db: Db, desk: Desk): void {
  if (desk.isCalled) return;
  desk.isCalled = true;
  setTimeout(() => void writeNotedFailures(db), toNextTick(Date.now())).unref();
}

function watch(db: Db, desk: Desk): void {
  if (desk.isWatched) return;
  desk.isWatched = true;
  const look = () => {
    desk.isWatched = false;
    // Where the journal takes nothing just now, what was counted is lost, and the next window says its own.
    tellLeftOut(db, new Date()).catch(() => undefined);
    if (desk.book.accounts.size + desk.book.networks.size > 0) watch(db, desk);
  };
  setTimeout(look, WINDOW_MS).unref();
}
