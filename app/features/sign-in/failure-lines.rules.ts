/**
 * Which failures to sign in become lines of the journal. Each account has a budget of lines of its own, and names that nobody has share one for each network and one for
 * all: so whoever tries nonsense names by the thousand silences nothing about a real account, and the journal does not grow with them. A guess that is not even looked at, since name or
 * network is locked, draws on the lines of its network, whoever is meant: else a locked network could have a line written for every account, and a name that is somebody's would cost a
 * write that another does not. What is left out is counted and said in one line. Source: GB/T 22239-2019, audit of events with user, kind and success, protected against being flooded.
 */

export const failureActions = [
  'person.sign-in-failed',
  'second-step.failed',
  'first-code.failed',
  'reset-code.failed',
  'oidc.refused',
] as const;
export type FailureAction = (typeof failureActions)[number];

export interface Failure {
  action: FailureAction;
  /** Whose account it concerns; null for a name that nobody has. */
  personId: string | null;
  network: string;
  /** False where it was refused before anything was looked at; true when left out. */
  isLooked?: boolean;
}

/** What was not written down of a window of time: of one account, of one network, or (both empty) of networks beyond what is told apart. */
export interface LeftOut {
  personId: string | null;
  network: string;
  times: number;
  /** Milliseconds of the first failure of the window. */
  since: number;
}

interface Window extends LeftOut {
  lines: number;
  said: Set<string>;
}

/** The windows that are open, of accounts and of names that nobody has, and what is left to be said of those that are over. */
export interface FailureBook {
  accounts: Map<string, Window>;
  networks: Map<string, Window>;
  over: LeftOut[];
}

export const WINDOW_MS = 10 * 60_000;
/** Lines of one account in a window; each action from each network has one. */
export const MOST_OF_ACCOUNT = 20;
/** Lines of names that nobody has and of guesses that were not looked at, of one network and of all. */
export const MOST_OF_NETWORK = 10;
export const MOST_OF_UNKNOWN = 100;
/** Networks and accounts that are told apart in a window. */
const MOST_NETWORKS = 200;
const MOST_ACCOUNTS = 20_000;

/** Lines are written together, at ticks of the clock. */
export const TICK_MS = 1000;

/** How long from now to the next tick: not a fixed time after a guess, or whoever measures answers sees there whether their own had a line. */
export const toNextTick = (nowMs: number): number => TICK_MS - (nowMs % TICK_MS);

export const emptyBook = (): FailureBook => ({ accounts: new Map(), networks: new Map(), over: [] });

/** Enters a failure; true where it is to have a line of its own, otherwise it is counted among what is left out. */
export function enterFailure(book: FailureBook, failure: Failure, nowMs: number): boolean {
  const { personId } = failure;
  return personId === null || failure.isLooked === false
    ? enterByNetwork(book, failure, nowMs)
    : enterKnown(book, { ...failure, personId }, nowMs);
}

/** Counts a failure among what is left out that should have had a line: it could not be written. */
export function leaveOut(book: FailureBook, { personId, network, isLooked }: Failure, nowMs: number): void {
  const window =
    personId === null || isLooked === false
      ? openWindow(book, book.networks, { personId: null, network }, nowMs)
      : openWindow(book, book.accounts, { personId, network: '' }, nowMs);
  window.times += 1;
}

/** What was left out in windows that are over, each once; they are forgotten. */
export function takeOver(book: FailureBook, nowMs: number): LeftOut[] {
  for (const windows of [book.accounts, book.networks])
    for (const [key, window] of windows)
      if (nowMs - window.since >= WINDOW_MS) {
        close(book, window);
        windows.delete(key);
      }
  return book.over.splice(0);
}

function enterKnown(
  book: FailureBook,
  { action, personId, network }: Failure & { personId: string },
  nowMs: number,
): boolean {
  const window = openWindow(book, book.accounts, { personId, network: '' }, nowMs);
  const what = `${action} ${network}`;
  if (window.lines < MOST_OF_ACCOUNT && !window.said.has(what)) {
    window.said.add(what);
    window.lines += 1;
    return true;
  }
  window.times += 1;
  return false;
}

function enterByNetwork(book: FailureBook, { network }: Failure, nowMs: number): boolean {
  const all = openWindow(book, book.networks, { personId: null, network: '' }, nowMs);
  const window = openWindow(book, book.networks, { personId: null, network }, nowMs);
  if (all.lines < MOST_OF_UNKNOWN && (window === all || window.lines < MOST_OF_NETWORK)) {
    all.lines += 1;
    if (window !== all) window.lines += 1;
    return true;
  }
  window.times += 1;
  return false;
}

/** The open window of an account or network; one that is over gives way to a new one. Beyond what is told apart all share the one without a name. */
function openWindow(
  book: FailureBook,
  windows: Map<string, Window>,
  of: Pick<LeftOut, 'personId' | 'network'>,
  nowMs: number,
): Window {
  const most = windows === book.accounts ? MOST_ACCOUNTS : MOST_NETWORKS;
  const own = of.personId ?? of.network;
  const key = windows.has(own) || windows.size < most ? own : '';
  const open = windows.get(key);
  if (open && nowMs - open.since < WINDOW_MS) return open;
  if (open) close(book, open);
  const named = key === '' ? { personId: null, network: '' } : of;
  const fresh = { ...named, times: 0, since: nowMs, lines: 0, said: new Set<string>() };
  windows.set(key, fresh);
  return fresh;
}

function close(book: FailureBook, { personId, network, times, since }: Window): void {
  if (times > 0) book.over.push({ personId, network, times, since });
}
