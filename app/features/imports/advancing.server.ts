import type { SealingEnv } from '#app/features/sealing/key-files.server.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { givingWay } from '#db/giving-way.server.ts';
import { judgeNext } from './judging.server.ts';
import type { ImportKinds } from './kinds.ts';
import { asImport, type ImportInHand } from './reading.server.ts';
import { takeNext } from './taking.server.ts';
import { type Working, workingOn } from './working.server.ts';

interface Advancing {
  kinds: ImportKinds;
  /** Where the keys of sealed fields are. */
  env: SealingEnv;
  now: Date;
  /** Asked between batches; what is left is done another time. */
  stopped?: () => boolean;
  /** Awaited after each batch: others have their turn. */
  rest?: () => Promise<void>;
  failed?: (importId: string, error: unknown) => void;
}

const MOST_IMPORTS = 20;

/**
 * Takes every import that is being looked at or taken on towards its end, batch by batch. A batch and how far it came are one transaction, so each happens
 * once, however many workers run and wherever one is killed. One that fails is noted, and tried again ever later. Returns how many batches were done.
 */
export async function advanceImports(db: Db, { failed, ...options }: Advancing): Promise<number> {
  let batches = 0;
  for (const id of await waitingImports(db, options.now)) {
    try {
      batches += await advanceImport(db, { ...options, importId: id });
    } catch (error) {
      await noteStop(db, id, options.now).catch(() => undefined);
      if (!failed) throw error;
      failed(id, error);
    }
  }
  return batches;
}

/** The same for one import: for whoever waits for a small one. */
export async function advanceImport(
  db: Db,
  { kinds, importId, env, now, stopped, rest }: Omit<Advancing, 'failed'> & { importId: string },
): Promise<number> {
  const patient = givingWay(db);
  let working: Working | null = null;
  let batches = 0;
  while (!stopped?.()) {
    const held = await unfinished(patient, importId);
    if (!held) break;
    working = await taking(patient, working, { held, kind: kinds[held.kind], env, now });
    if (!working) break;
    // A step that somebody else took is looked at again from where it led.
    const done =
      held.state === 'judging' ? await judgeNext(patient, working) : await takeNext(patient, working);
    if (done) batches += 1;
    await rest?.();
  }
  if (batches > 0) await db.deleteFrom('import_stop').where('import_id', '=', importId).execute();
  return batches;
}

/** The same actor and units for each batch of one go. */
async function taking(
  db: Db,
  before: Working | null,
  next: Parameters<typeof workingOn>[1],
): Promise<Working | null> {
  return before ? { ...before, held: next.held } : workingOn(db, next);
}

const [FIRST_WAIT_MS, LONGEST_WAIT_MS] = [2_000, 600_000];

/** How many tries it takes until the longest wait. */
const TRIES_TO_LONGEST = Math.ceil(Math.log2(LONGEST_WAIT_MS / FIRST_WAIT_MS));

/** Those whose turn has come: however many wait longer, they stand in nobody's way. */
async function waitingImports(db: Db, now: Date): Promise<string[]> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const rows = await db
    .selectFrom('import_file')
    .leftJoin('import_stop', 'import_stop.import_id', 'import_file.id')
    .select('import_file.id')
    .where('state', 'in', ['judging', 'confirming'])
    .where(({ and, eb, or }) =>
      or([
        eb('import_stop.since', 'is', null),
        eb('import_stop.since', '<=', before(LONGEST_WAIT_MS)),
        ...Array.from({ length: TRIES_TO_LONGEST }, (_, tries) =>
          and([
            eb('import_stop.tries', '=', tries),
            eb('import_stop.since', '<=', before(FIRST_WAIT_MS * 2 ** tries)),
          ]),
        ),
      ]),
    )
    .orderBy('import_file.id')
    .limit(MOST_IMPORTS)
    .execute();
  return rows.map(({ id }) => id);
}

async function unfinished(db: Db, importId: string): Promise<ImportInHand | null> {
  const row = await db
    .selectFrom('import_file')
    .selectAll()
    .where('id', '=', importId)
    .where('state', 'in', ['judging', 'confirming'])
    .executeTakeFirst();
  return row ? asImport(row) : null;
}

async function noteStop(db: Db, importId: string, now: Date): Promise<void> {
  const since = now.toISOString();
  try {
    await db.insertInto('import_stop').values({ import_id: importId, since, tries: 1 }).execute();
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    await db
      .updateTable('import_stop')
      .set(({ eb }) => ({ since, tries: eb('tries', '+', 1) }))
      .where('import_id', '=', importId)
      .execute();
  }
}
