import type { Db, Trx } from '#db/database.ts';
import type { DrawnOutcome } from './drawn-outcomes.ts';

/** A result that still waits for its effect: a seat, or a place in line. */
export interface Unsettled {
  applicationId: string;
  personId: string;
  place: number;
  actedBy: string | null;
}

export interface Settling {
  roundId: string;
  sectionId: string;
  limit: number;
}

/** The sections of a round in which some winner is not enrolled yet, or somebody who got nothing has not been told. */
export async function sectionsToSettle(
  db: Db,
  { roundId, outcome }: { roundId: string; outcome: 'admitted' | 'lost' },
): Promise<string[]> {
  const rows = await db
    .selectFrom('round_section')
    .select('section_id')
    .where('round_id', '=', roundId)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('application_result')
          .innerJoin('application', 'application.id', 'application_result.application_id')
          .select('application_result.section_id')
          .whereRef('application_result.section_id', '=', 'round_section.section_id')
          .where('application.round_id', '=', roundId)
          .where('outcome', '=', outcome)
          .where('settled_at', 'is', null),
      ),
    )
    .orderBy('section_id')
    .execute();
  return rows.map(({ section_id }) => section_id);
}

/** Winners of a section who are not enrolled yet, in the order of the draw. Ask it under the section's lock. */
export async function unsettledWinners(trx: Db, settling: Settling): Promise<Unsettled[]> {
  return unsettled(await unsettledRows(trx, settling, 'admitted').execute());
}

/** Those who got nothing at all and had this section as their first choice, in the order of the draw. Under the section's lock. */
export async function unsettledLosers(
  trx: Db,
  settling: Settling,
): Promise<(Unsettled & { waitlist: boolean })[]> {
  const rows = await unsettledRows(trx, settling, 'lost').select('application.waitlist').execute();
  return rows.map((row, at) => ({
    ...(unsettled(rows)[at] as Unsettled),
    waitlist: row.waitlist === 1,
  }));
}

function unsettledRows(trx: Db, { roundId, sectionId, limit }: Settling, outcome: 'admitted' | 'lost') {
  return trx
    .selectFrom('application_result')
    .innerJoin('application', 'application.id', 'application_result.application_id')
    .select(['application.id', 'application.person_id', 'application.acted_by', 'application_result.place'])
    .where('application_result.section_id', '=', sectionId)
    .where('outcome', '=', outcome)
    .where('settled_at', 'is', null)
    .where('application.round_id', '=', roundId)
    .orderBy('application_result.place')
    .limit(limit);
}

function unsettled(
  rows: readonly { id: string; person_id: string; acted_by: string | null; place: number | null }[],
): Unsettled[] {
  return rows.map((row) => ({
    applicationId: row.id,
    personId: row.person_id,
    place: row.place ?? 0,
    actedBy: row.acted_by,
  }));
}

/** Notes that results have had their effect, and which when a seat could not be taken. */
export async function settle(
  trx: Trx,
  {
    sectionId,
    applicationIds,
    outcome,
    now,
  }: {
    sectionId: string;
    applicationIds: readonly string[];
    outcome: DrawnOutcome | 'lost';
    now: Date;
  },
): Promise<void> {
  if (applicationIds.length === 0) return;
  await trx
    .updateTable('application_result')
    .set({ settled_at: now.toISOString(), outcome })
    .where('section_id', '=', sectionId)
    .where('application_id', 'in', applicationIds)
    .execute();
}
