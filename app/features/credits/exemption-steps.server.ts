import { writeJournal } from '#app/features/journal/journal.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { newId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import { type Position, positionNames } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import type { ExemptionProposalRow } from '#db/tables/credits.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { exemptionKinds } from './exemption-kinds.server.ts';
import { type Exemption, grantExemption } from './exemptions.server.ts';
import { postsOfMany } from './records.server.ts';
import { creditYear } from './years.server.ts';

export type ProposalOutcome =
  | { ok: true; exemptionId: string }
  | { ok: false; reason: 'own' | 'kind' | 'position' | 'waiting' | 'already' };

/**
 * Asks that a position of a person be freed from a year's scheme. Another one approves it (`decideExemption`). The kind is one of the
 * list of the schemes in force; the position one that the person holds in that year. Source: domain model §6.9.
 */
export async function proposeExemption(
  db: Db,
  { actor, personId, year, position, kind = '', reason, now }: Exemption,
): Promise<ProposalOutcome> {
  if (!actor.personId || actor.personId === personId) return { ok: false, reason: 'own' };
  const kinds = await exemptionKinds(db, dayOf(now));
  if (!kinds.some(({ key }) => key === kind)) return { ok: false, reason: 'kind' };
  const { from, to } = await creditYear(db, { year, today: dayOf(now) });
  const span = { from, to, years: [year] };
  const posts = (await postsOfMany(db, [personId], span)).get(personId)?.posts ?? [];
  const own = posts.filter((post) => post.position === position);
  if (own.length === 0) return { ok: false, reason: 'position' };
  if (own.some(({ exemptYears }) => exemptYears.includes(year))) return { ok: false, reason: 'already' };
  const id = newId();
  const proposal = { id, person_id: personId, year, position, kind, reason };
  const by = { proposed_by: actor.personId, proposed_at: now.toISOString(), active: 1 };
  try {
    await inTransaction(db, async (trx) => {
      await trx
        .insertInto('exemption_proposal')
        .values({ ...proposal, ...by })
        .execute();
      const subject = { subjectType: 'person', subjectId: personId };
      const detail = { exemptionId: id, year, position, kind, reason };
      await writeJournal(trx, { actor, action: 'exemption.proposed', ...subject, detail, now });
    });
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false, reason: 'waiting' };
    throw error;
  }
  return { ok: true, exemptionId: id };
}

export type DecisionOutcome =
  | { ok: true }
  | { ok: false; reason: 'not-found' | 'own' | 'proposer' | 'decided' | 'already' };

interface Decision {
  actor: Actor;
  exemptionId: string;
  outcome: 'approved' | 'refused';
  /** Why not; what the approver wants to be kept. */
  words: string;
  now: Date;
}

/**
 * Approves or refuses what somebody else has proposed: never who proposed it, never the person concerned. An exemption begins with the
 * approval and has the id of its proposal.
 */
export async function decideExemption(db: Db, decision: Decision): Promise<DecisionOutcome> {
  const { actor, exemptionId, outcome, words, now } = decision;
  try {
    return await inTransaction(db, async (trx): Promise<DecisionOutcome> => {
      const proposal = await trx
        .selectFrom('exemption_proposal')
        .selectAll()
        .where('id', '=', exemptionId)
        .executeTakeFirst();
      if (!proposal) return { ok: false, reason: 'not-found' };
      if (!actor.personId || actor.personId === proposal.person_id) return { ok: false, reason: 'own' };
      if (actor.personId === proposal.proposed_by) return { ok: false, reason: 'proposer' };
      const { numUpdatedRows } = await trx
        .updateTable('exemption_proposal')
        .set({ active: null, outcome, words, decided_by: actor.personId, decided_at: now.toISOString() })
        .where('id', '=', exemptionId)
        .where('active', '=', 1)
        .executeTakeFirst();
      if (Number(numUpdatedRows) !== 1) return { ok: false, reason: 'decided' };
      const approvedBy = actor.personId;
      if (outcome === 'approved')
        await grantExemption(trx, { ...askedFor(proposal), actor, approvedBy, now });
      else {
        const subject = { subjectType: 'person', subjectId: proposal.person_id };
        const detail = { exemptionId, words };
        await writeJournal(trx, { actor, action: 'exemption.refused', ...subject, detail, now });
      }
      await tell(trx, { ...answerFor(proposal, decision), now });
      return { ok: true };
    });
  } catch (error) {
    // Somebody has granted the same by another way meanwhile; the proposal still waits.
    if (isUniqueViolation(error)) return { ok: false, reason: 'already' };
    throw error;
  }
}

function askedFor(proposal: ExemptionProposalRow) {
  const { id, year, kind, reason } = proposal;
  const proposed = { by: proposal.proposed_by, at: proposal.proposed_at };
  return {
    id,
    personId: proposal.person_id,
    year,
    position: proposal.position as Position,
    kind,
    reason,
    proposed,
  };
}

/** What the proposer hears. */
function answerFor({ proposed_by, year, position, id }: ExemptionProposalRow, { outcome, words }: Decision) {
  const what = `${year} 年${positionNames[position as Position]}的免考核`;
  return {
    personId: proposed_by,
    kind: 'exemption',
    title: outcome === 'approved' ? `${what}已批准` : `${what}没有批准`,
    body: words ? `批准人写道：${words}` : '可以点开看经过。',
    link: `/admin/exemptions/${id}`,
  };
}

export type EndOutcome = { ok: true } | { ok: false; reason: 'not-found' | 'own' | 'ended' };

/** Ends an exemption: it stays written down, and from now on the scheme is reckoned as if it had not been. Never one's own. */
export async function endExemption(
  db: Db,
  { actor, exemptionId, reason, now }: { actor: Actor; exemptionId: string; reason: string; now: Date },
): Promise<EndOutcome> {
  return inTransaction(db, async (trx): Promise<EndOutcome> => {
    const known = await trx
      .selectFrom('exemption')
      .select(['person_id', 'year', 'position'])
      .where('id', '=', exemptionId)
      .executeTakeFirst();
    if (!known) return { ok: false, reason: 'not-found' };
    if (!actor.personId || actor.personId === known.person_id) return { ok: false, reason: 'own' };
    const { numUpdatedRows } = await trx
      .updateTable('exemption')
      .set({ active: null })
      .where('id', '=', exemptionId)
      .where('active', '=', 1)
      .executeTakeFirst();
    if (Number(numUpdatedRows) !== 1) return { ok: false, reason: 'ended' };
    await trx
      .insertInto('exemption_end')
      .values({
        exemption_id: exemptionId,
        reason,
        ended_by: actor.personId,
        ended_at: now.toISOString(),
      })
      .execute();
    const [personId, position] = [known.person_id, positionNames[known.position as Position]];
    const detail = { exemptionId, reason };
    const subject = { subjectType: 'person', subjectId: personId };
    await writeJournal(trx, { actor, action: 'exemption.ended', ...subject, detail, now });
    await tell(trx, {
      personId,
      kind: 'exemption',
      title: `${known.year} 年${position}的免考核已结束`,
      body: `理由：${reason}。从现在起，这个身份按年度方案考核。`,
      link: `/me/credits?year=${known.year}`,
      now,
    });
    return { ok: true };
  });
}
