import { setUndrawn } from '#app/features/timetable/section-entry.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { largestShare, type Quota } from './quotas.rules.ts';
import { quotasOf, roundById } from './reading.server.ts';
import { journal, lockRound, stepsOf, takeStep, whilePreparing } from './rounds.server.ts';

/** Puts a section into a round that is being prepared. `seats`: how many the draw gives; all that are free when null. */
export async function addToRound(
  trx: Trx,
  { roundId, sectionId, seats }: { roundId: string; sectionId: string; seats: number | null },
): Promise<void> {
  await trx.insertInto('round_section').values({ round_id: roundId, section_id: sectionId, seats }).execute();
}

/** Takes a section and its own quotas out of a round that is being prepared. False when it is not in it. */
export async function dropFromRound(
  trx: Trx,
  { roundId, sectionId }: { roundId: string; sectionId: string },
): Promise<boolean> {
  await trx
    .deleteFrom('round_quota')
    .where('round_id', '=', roundId)
    .where('section_id', '=', sectionId)
    .execute();
  const { numDeletedRows } = await trx
    .deleteFrom('round_section')
    .where('round_id', '=', roundId)
    .where('section_id', '=', sectionId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Removes a round that is being prepared, with its sections and quotas; returns the sections. Nobody has applied in it. */
export async function removeRound(trx: Trx, roundId: string): Promise<string[]> {
  const sections = await sectionIdsOf(trx, roundId);
  await trx.deleteFrom('round_quota').where('round_id', '=', roundId).execute();
  await trx.deleteFrom('round_section').where('round_id', '=', roundId).execute();
  await trx.deleteFrom('round_seed').where('round_id', '=', roundId).execute();
  await trx.deleteFrom('selection_round').where('id', '=', roundId).execute();
  return sections;
}

export type QuotaSet = { ok: true } | { ok: false; reason: 'published' | 'share' | 'twice' | 'section' };

/** Reserves a share of the seats for a group. `share`: all shares of a section together would be more than 100 percent. */
export async function addQuota(
  db: Db,
  { actor, roundId, quota, now }: { actor: Actor; roundId: string; quota: Omit<Quota, 'id'>; now: Date },
): Promise<QuotaSet> {
  let refused: 'share' | 'twice' | 'section' | null = null;
  const open = await whilePreparing(db, roundId, async (trx) => {
    const quotas = await quotasOf(trx, roundId);
    const sections = await sectionIdsOf(trx, roundId);
    refused = quotaRefusal(quotas, quota, sections);
    if (refused) return;
    await trx
      .insertInto('round_quota')
      .values({
        id: newId(),
        round_id: roundId,
        section_id: quota.sectionId,
        kind: quota.kind,
        value: quota.value,
        label: quota.label,
        share: quota.share,
      })
      .execute();
    await journal(trx, { actor, action: 'round.quota', roundId, detail: { ...quota }, now });
  });
  if (!open) return { ok: false, reason: 'published' };
  return refused ? { ok: false, reason: refused } : { ok: true };
}

function quotaRefusal(
  quotas: readonly Quota[],
  quota: Omit<Quota, 'id'>,
  sections: readonly string[],
): 'share' | 'twice' | 'section' | null {
  const { sectionId, kind, value } = quota;
  if (sectionId !== null && !sections.includes(sectionId)) return 'section';
  const same = (other: Quota) =>
    other.sectionId === sectionId && other.kind === kind && other.value === value;
  if (quotas.some(same)) return 'twice';
  return largestShare([...quotas, { ...quota, id: '' }], [...sections, '']) > 100 ? 'share' : null;
}

async function sectionIdsOf(trx: Trx, roundId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('round_section')
    .select('section_id')
    .where('round_id', '=', roundId)
    .execute();
  return rows.map(({ section_id }) => section_id);
}

/** Takes a quota back. False when the round is published already. */
export async function dropQuota(
  db: Db,
  { actor, roundId, quotaId, now }: { actor: Actor; roundId: string; quotaId: string; now: Date },
): Promise<boolean> {
  return whilePreparing(db, roundId, async (trx) => {
    await trx.deleteFrom('round_quota').where('id', '=', quotaId).where('round_id', '=', roundId).execute();
    await journal(trx, { actor, action: 'round.quota-dropped', roundId, detail: { quotaId }, now });
  });
}

export type RoundPublished =
  | { ok: true }
  /** `late`: the time for applications is over, so nobody could have seen the seed's hash before. */
  | { ok: false; reason: 'not-found' | 'already' | 'late' | 'sections' };

/**
 * Makes a round public with the hash of its seed. From then on its rules, sections and quotas stay as they are. Must be before
 * applications close, and nobody can apply before.
 */
export async function publishRound(
  db: Db,
  { actor, roundId, now }: { actor: Actor; roundId: string; now: Date },
): Promise<RoundPublished> {
  return inTransaction(db, async (trx) => {
    await lockRound(trx, roundId);
    const round = await roundById(trx, roundId);
    if (!round) return { ok: false, reason: 'not-found' };
    if ((await stepsOf(trx, roundId)).has('published')) return { ok: false, reason: 'already' };
    if (round.closesAt === null || round.closesAt <= now.toISOString()) return { ok: false, reason: 'late' };
    const sections = await sectionIdsOf(trx, roundId);
    if (sections.length === 0) return { ok: false, reason: 'sections' };
    const detail = { seedHash: round.seedHash, sections: sections.length };
    await takeStep(trx, { roundId, kind: 'published', actor, detail, now });
    await setUndrawn(trx, { sectionIds: sections, undrawn: true });
    await journal(trx, { actor, action: 'round.published', roundId, detail, now });
    return { ok: true };
  });
}
