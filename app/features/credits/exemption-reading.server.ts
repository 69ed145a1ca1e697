import { isReached, type Reach } from '#app/features/identity/reach.server.ts';
import { isId } from '#app/lib/id.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** The whole life of one: who proposed it, who decided, who ended it. Instants as UTC ISO text. */
export interface ExemptionInFull {
  id: string;
  personId: string;
  personName: string;
  year: number;
  position: Position;
  kind: string;
  reason: string;
  proposed: { byId: string; byName: string; at: string } | null;
  decided: { byName: string; at: string; outcome: 'approved' | 'refused'; words: string } | null;
  ended: { byName: string; at: string; reason: string } | null;
}

/** One exemption or proposal of somebody in these parts of the organisation; null where there is none. At most three statements. */
export async function exemptionInFull(
  db: Db,
  { exemptionId, ...reach }: Reach & { exemptionId: string },
): Promise<ExemptionInFull | null> {
  if (!isId(exemptionId)) return null;
  const found = (await proposedOne(db, exemptionId)) ?? (await grantedOne(db, exemptionId));
  if (!found) return null;
  const within = await isReached(db, reach, found.personId);
  return within ? found : null;
}

/** With what became of it. */
async function proposedOne(db: Db, id: string): Promise<ExemptionInFull | null> {
  const row = await db
    .selectFrom('exemption_proposal as asked')
    .innerJoin('person', 'person.id', 'asked.person_id')
    .innerJoin('person as proposer', 'proposer.id', 'asked.proposed_by')
    .leftJoin('person as decider', 'decider.id', 'asked.decided_by')
    .leftJoin('exemption_end', 'exemption_end.exemption_id', 'asked.id')
    .leftJoin('person as ender', 'ender.id', 'exemption_end.ended_by')
    .selectAll('asked')
    .select(['person.name', 'proposer.name as proposerName', 'decider.name as deciderName'])
    .select(['ender.name as enderName', 'ended_at', 'exemption_end.reason as endReason'])
    .where('asked.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const { proposed_by: byId, proposerName: byName, proposed_at: at } = row;
  const decided = row.decided_at !== null && {
    ...{ byName: row.deciderName ?? '', at: row.decided_at, words: row.words ?? '' },
    outcome: row.outcome === 'approved' ? ('approved' as const) : ('refused' as const),
  };
  return { ...whatOf(row), proposed: { byId, byName, at }, decided: decided || null, ended: endOf(row) };
}

/** Granted without a proposal, as before there were any. */
async function grantedOne(db: Db, id: string): Promise<ExemptionInFull | null> {
  const row = await db
    .selectFrom('exemption')
    .innerJoin('person', 'person.id', 'exemption.person_id')
    .innerJoin('person as approver', 'approver.id', 'exemption.approved_by')
    .leftJoin('exemption_end', 'exemption_end.exemption_id', 'exemption.id')
    .leftJoin('person as ender', 'ender.id', 'exemption_end.ended_by')
    .selectAll('exemption')
    .select(['person.name', 'approver.name as approverName', 'ender.name as enderName'])
    .select(['ended_at', 'exemption_end.reason as endReason'])
    .where('exemption.id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  const decided = {
    byName: row.approverName,
    at: row.approved_at,
    outcome: 'approved' as const,
    words: '',
  };
  return { ...whatOf(row), proposed: null, decided, ended: endOf(row) };
}

interface What {
  id: string;
  person_id: string;
  name: string;
  year: number;
  position: string;
  kind: string;
  reason: string;
}

function whatOf({ id, person_id: personId, name: personName, year, position, kind, reason }: What) {
  return { id, personId, personName, year, position: position as Position, kind, reason };
}

function endOf(row: { enderName: string | null; ended_at: string | null; endReason: string | null }) {
  const { enderName, ended_at: at, endReason } = row;
  return at === null ? null : { byName: enderName ?? '', at, reason: endReason ?? '' };
}
