import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import type { DrawnDetail } from './frozen-detail.ts';
import { inputsOf, type RoundInputs } from './inputs.server.ts';
import { type Drawn, drawLottery, sha256 } from './lottery.rules.ts';
import { inputsHashOf, publishedLines, resultHashOf } from './lottery-check.rules.ts';
import { frozenDetail, roundById } from './reading.server.ts';
import { journal, lockRound, takeStep } from './rounds.server.ts';

export type RoundDrawn =
  | ({ ok: true } & DrawnDetail)
  | { ok: false; reason: 'not-found' | 'not-frozen' | 'already' };

/**
 * Draws a round, once: who asks meanwhile waits and finds it drawn. Throws when inputs or seed are not those whose hashes were
 * published: then somebody has changed the database, and nothing is drawn.
 */
export async function drawRound(
  db: Db,
  { actor, roundId, now }: { actor: Actor; roundId: string; now: Date },
): Promise<RoundDrawn> {
  return inTransaction(db, async (trx) => {
    await lockRound(trx, roundId);
    const round = await roundById(trx, roundId);
    if (!round) return { ok: false, reason: 'not-found' };
    if (round.steps.some(({ kind }) => kind === 'drawn')) return { ok: false, reason: 'already' };
    const fixed = await frozenDetail(trx, roundId);
    if (!fixed) return { ok: false, reason: 'not-frozen' };
    const all = await inputsOf(trx, { roundId, mostPlaces: round.mostPlaces, fixed });
    if (inputsHashOf(all.inputs) !== fixed.inputsHash)
      throw new Error(`The inputs of round ${roundId} are not those that were fixed.`);
    const drawn = drawLottery(all.inputs, await committedSeed(trx, roundId, round.seedHash));
    await writeResults(trx, drawn, {
      ...all,
      sectionIds: new Map(fixed.sections.map(({ code, id }) => [code, id])),
      now,
    });
    const detail = detailOf(drawn);
    await takeStep(trx, { roundId, kind: 'drawn', actor, detail, now });
    await journal(trx, { actor, action: 'round.drawn', roundId, detail: { ...detail }, now });
    return { ok: true, ...detail };
  });
}

async function committedSeed(trx: Trx, roundId: string, hash: string): Promise<string> {
  const { seed } = await trx
    .selectFrom('round_seed')
    .select('seed')
    .where('round_id', '=', roundId)
    .executeTakeFirstOrThrow();
  if (sha256(seed) !== hash)
    throw new Error(`The seed of round ${roundId} is not the one that was published.`);
  return seed;
}

const ROWS_AT_ONCE = 1_000;

/**
 * What has no effect of its own is settled at once. What waits: every seat, and for whoever got nothing their first choice, for the
 * line they may want to stand in.
 */
async function writeResults(
  trx: Trx,
  drawn: readonly Drawn[],
  {
    applications,
    sectionIds,
    now,
  }: Pick<RoundInputs, 'applications'> & { sectionIds: ReadonlyMap<string, string>; now: Date },
): Promise<void> {
  const settled = now.toISOString();
  const rows = drawn.flatMap(({ ticket, place, outcomes }) => {
    const gotNothing = outcomes.every(({ outcome }) => outcome === 'lost');
    return outcomes.map((each, at) => ({
      application_id: applications.get(ticket)?.id ?? '',
      section_id: sectionIds.get(each.section) ?? '',
      outcome: each.outcome,
      seat: each.outcome === 'admitted' ? each.seat : null,
      place,
      last_place: each.outcome === 'lost' ? each.lastPlace : null,
      settled_at: each.outcome === 'admitted' || (gotNothing && at === 0) ? null : settled,
    }));
  });
  // In the order of the primary key, so that the server engine adds at the end of its pages.
  rows.sort((a, b) =>
    a.application_id < b.application_id ? -1 : a.application_id > b.application_id ? 1 : 0,
  );
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE)
    await trx
      .insertInto('application_result')
      .values(rows.slice(from, from + ROWS_AT_ONCE))
      .execute();
}

function detailOf(drawn: readonly Drawn[]): DrawnDetail {
  const lines = publishedLines(drawn);
  return {
    resultHash: resultHashOf(lines),
    applicants: drawn.length,
    people: lines.filter(({ admitted }) => admitted.length > 0).length,
    seats: lines.reduce((sum, { admitted }) => sum + admitted.length, 0),
  };
}
