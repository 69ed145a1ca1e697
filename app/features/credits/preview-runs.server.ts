import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import type { Db } from '#db/database.ts';
import { givingWay } from '#db/giving-way.server.ts';
import {
  type PolicyPreview,
  type Previewing,
  pageOf,
  type WholePreview,
  wholePreview,
} from './preview.server.ts';

/** Whoever asks about a hundred thousand people is told after so long that it goes on. */
const PATIENCE_MS = 5_000;
/** An outcome is kept for turning its pages. */
const KEPT_MS = 600_000;
const MOST_KEPT = 8;

interface Run {
  personId: string | null;
  reckoned: number;
  /** Nobody asks for it any more: it ends at the next piece. */
  isDropped: boolean;
  isOver: boolean;
  whole: Promise<WholePreview>;
}

const runs = new WeakMap<Db, LRUCache<string, Run>>();
/** One at a time in a process: the others of it are for those who ask for pages. */
const inTurn = pLimit(1);

interface Asking extends Previewing {
  /** Who asks: each sees only what they asked for. */
  personId: string | null;
  page: number;
  /** What has been reckoned is shown, rather than reckoned once more. */
  again: boolean;
  /** When not to wait any longer; after five seconds when left out. */
  late?: Promise<unknown>;
}

/** The outcome; or, where that takes long, how many people have been reckoned so far: it goes on meanwhile, and is asked for `again`. */
export type PreviewAnswer = { isDone: true; preview: PolicyPreview } | { isDone: false; reckoned: number };

/**
 * Previews draft policies beside the requests of others. Written down is nothing: the outcome lies in this process for ten minutes, and where another
 * process is asked `again`, that one begins anew. The same draft asked for twice is reckoned once while it is under way; another draft of the same
 * person takes its place.
 */
export async function previewBeside(
  db: Db,
  { personId, page, again, late, ...previewing }: Asking,
): Promise<PreviewAnswer> {
  const kept = runs.get(db) ?? new LRUCache<string, Run>({ max: MOST_KEPT, ttl: KEPT_MS, dispose: drop });
  runs.set(db, kept);
  const key = createHash('sha256')
    .update(JSON.stringify([personId, previewing]))
    .digest('hex');
  const known = kept.get(key);
  const isKnown = known && (again || !known.isOver);
  if (!isKnown) for (const other of kept.values()) if (other.personId === personId) drop(other);
  const run = isKnown ? known : begin(db, { personId, ...previewing }, () => kept.delete(key));
  kept.set(key, run);
  const answered = new AbortController();
  const patience = late ?? pause(PATIENCE_MS, null, { signal: answered.signal }).catch(() => null);
  const whole = await Promise.race([run.whole.catch(unlessDropped), patience.then(() => null)]).finally(() =>
    answered.abort(),
  );
  return whole ? { isDone: true, preview: pageOf(whole, page) } : { isDone: false, reckoned: run.reckoned };
}

class Dropped extends Error {}

function drop(run: Run): void {
  run.isDropped = true;
}

/** Whoever still waits for it may ask again. */
function unlessDropped(error: unknown): null {
  if (error instanceof Dropped) return null;
  throw error;
}

function begin(
  db: Db,
  { personId, ...previewing }: Previewing & Pick<Run, 'personId'>,
  failed: () => void,
): Run {
  const told = (reckoned: number) => {
    run.reckoned = reckoned;
    if (run.isDropped) throw new Dropped();
  };
  const whole = inTurn(async () => {
    if (run.isDropped) throw new Dropped();
    return wholePreview(givingWay(db), { ...previewing, told });
  });
  const run: Run = { personId, reckoned: 0, isOver: false, isDropped: false, whole };
  whole.then(
    () => {
      run.isOver = true;
    },
    // Whoever waits for it is told; whoever asks later begins anew.
    failed,
  );
  return run;
}
