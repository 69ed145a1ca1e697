import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { RowShut } from './closed-rows.server.ts';
import type { SheetLine } from './columns.rules.ts';
import { endImport } from './ending.server.ts';
import { endPart, nextPart, type Part, partIn, rowsOf } from './import-parts.server.ts';
import { judgeRows } from './judging.server.ts';
import type { Judged } from './kinds.ts';
import { writeResults } from './results.server.ts';
import { takeStep, type Working } from './working.server.ts';

/** As many as fit into one transaction without keeping other writers waiting for long. */
export const ROWS_IN_ONE = 1_000;

/**
 * Does the next piece of what was confirmed. A part of up to a thousand rows is one transaction, in which each row is judged anew: all of it is taken, or
 * nothing. A larger one is judged whole first, then taken batch by batch. One with a row that does not open is not taken any further: that never changes, so
 * it is not tried for ever. False when another worker was there first.
 */
export async function takeNext(db: Db, working: Working): Promise<boolean> {
  const part = await nextPart(db, working.held.id);
  if (!part) return endImport(db, working);
  try {
    if (part.rows <= ROWS_IN_ONE) return await takeWhole(db, working, part);
    return await (part.phase === 'check' ? checkSome(db, working, part) : takeSome(db, working, part));
  } catch (error) {
    if (!(error instanceof RowShut)) throw error;
    return leaveShut(db, working, part);
  }
}

function leaveShut(db: Db, working: Working, part: Part): Promise<boolean> {
  const isBegun = part.phase === 'write' && part.looked > 0;
  const words = isBegun
    ? '收到一半，后面有一行存的内容打不开了。前面的已经收了，后面的没有收；请把同一份表再传一次，已经收的不会重复。'
    : '这一部分里有一行存的内容打不开了，所以没有收。请把表再传一次。';
  return inTransaction(db, async (trx) => {
    if (!(await takeStep(trx, working.held, { state: 'confirming' }))) return false;
    await endPart(trx, working, part, { outcome: isBegun ? 'stopped' : 'left', words });
    return true;
  });
}

/** What was found wrong at the last moment: everything that was done before it in the same transaction is taken back. */
class FoundWrong extends Error {
  constructor(readonly judged: readonly Judged[]) {
    super('a row is refused');
  }
}

async function takeWhole(db: Db, working: Working, part: Part): Promise<boolean> {
  const { held, kind } = working;
  working.lookAgain();
  try {
    return await inTransaction(db, async (trx) => {
      if (!(await takeStep(trx, held, { state: 'confirming' }))) return false;
      const made = new Map<string, string>();
      let after = 0;
      for (;;) {
        const rows = await rowsOf(trx, working, { part, after, limit: kind.atOnce });
        if (rows.length === 0) break;
        await takeRows(trx, working, { rows, part, made });
        after = rows.at(-1)?.number ?? after;
      }
      await endPart(trx, working, part, { outcome: 'taken', words: '' });
      return true;
    });
  } catch (error) {
    if (!(error instanceof FoundWrong)) throw error;
    return refusePart(db, working, part, { found: error.judged, outcome: 'left' });
  }
}

/** Judges rows and does what they say; throws when one of them is refused. */
async function takeRows(
  trx: Trx,
  working: Working,
  { rows, part, made }: { rows: readonly SheetLine[]; part: Part; made: Map<string, string> },
): Promise<void> {
  const { held, kind, actor, env, now } = working;
  const judged = await judgeRows(trx, working, { rows, groupKey: scopeOf(part) });
  const wrong = judged.filter(({ state }) => state === 'refused');
  if (wrong.length > 0) throw new FoundWrong(wrong);
  const applying = { actor, env, subject: held.subject, importId: held.id, made, now };
  const doable = judged.filter(({ state }) => state === 'new' || state === 'change');
  for (const one of (await kind.applyMany?.(trx, doable, applying)) ?? doable) {
    const done = await kind.apply(trx, one, applying);
    if (!done.ok) throw new FoundWrong([{ ...one, state: 'refused', words: done.words, keys: null }]);
  }
  await writeResults(trx, { env, importId: held.id, judged: sameGroup(judged, part) });
}

const scopeOf = ({ key }: Part) => (key === '*' ? null : key);

/** A row stays in the part in which it was shown. */
const sameGroup = (judged: readonly Judged[], { key }: Part): Judged[] =>
  judged.map((one) => (key === '*' ? one : { ...one, group: { ...one.group, key } }));

async function checkSome(db: Db, working: Working, part: Part): Promise<boolean> {
  const { held, kind } = working;
  working.lookAgain();
  const rows = await rowsOf(db, working, { part, after: part.looked, limit: kind.atOnce });
  const judged = rows.length > 0 ? await judgeRows(db, working, { rows, groupKey: scopeOf(part) }) : [];
  const wrong = judged.filter(({ state }) => state === 'refused');
  if (wrong.length > 0) return refusePart(db, working, part, { found: wrong, outcome: 'left' });
  return inTransaction(db, async (trx) => {
    if (!(await takeStep(trx, held, { state: 'confirming' }))) return false;
    const isLast = rows.length < kind.atOnce;
    const next = isLast ? { phase: 'write', looked: 0 } : { looked: rows.at(-1)?.number ?? part.looked };
    await partIn(trx, held.id, part).set(next).execute();
    return true;
  });
}

async function takeSome(db: Db, working: Working, part: Part): Promise<boolean> {
  const { held, kind } = working;
  working.lookAgain();
  try {
    return await inTransaction(db, async (trx) => {
      if (!(await takeStep(trx, held, { state: 'confirming' }))) return false;
      const rows = await rowsOf(trx, working, { part, after: part.looked, limit: kind.atOnce });
      if (rows.length > 0) await takeRows(trx, working, { rows, part, made: new Map() });
      if (rows.length < kind.atOnce) await endPart(trx, working, part, { outcome: 'taken', words: '' });
      else
        await partIn(trx, held.id, part)
          .set({ looked: rows.at(-1)?.number ?? 0 })
          .execute();
      return true;
    });
  } catch (error) {
    if (!(error instanceof FoundWrong)) throw error;
    return refusePart(db, working, part, {
      found: error.judged,
      outcome: part.looked === 0 ? 'left' : 'stopped',
    });
  }
}

/** The part is not taken after all (`left`), or not any further (`stopped`): what was wrong stands with its rows. */
function refusePart(
  db: Db,
  working: Working,
  part: Part,
  { found, outcome }: { found: readonly Judged[]; outcome: 'left' | 'stopped' },
): Promise<boolean> {
  const first = found[0]?.number ?? 0;
  const words =
    outcome === 'left'
      ? `确认的时候再看，第 ${first} 行不行了，这一部分没有收。`
      : `收到第 ${first} 行的时候，这一行不行了。前面的已经收了，这一行和后面的没有收；改好以后把同一份表再传一次，已经收的不会重复。`;
  return inTransaction(db, async (trx) => {
    if (!(await takeStep(trx, working.held, { state: 'confirming' }))) return false;
    const { held, env } = working;
    await writeResults(trx, { env, importId: held.id, judged: sameGroup(found, part) });
    await endPart(trx, working, part, { outcome, words });
    return true;
  });
}
