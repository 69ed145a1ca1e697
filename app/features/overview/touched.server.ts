import type { Db } from '#db/database.ts';

/** A deed is in the database somewhat later than the time it bears: a transaction may take twenty seconds and be tried again. */
const OVERLAP_MS = 60_000;
const MOST_TOUCHED = 2_000;
const MOST_ENTRIES = 10_000;

/**
 * Of whom something was written since an instant that a standing depends on: entries of the ledger, positions, exemptions, statements of closed years
 * opened again. `too-many`: so many that it is quicker to go through everybody. Three statements, by the order in which things were written.
 */
export async function touchedSince(db: Db, since: string): Promise<string[] | 'too-many'> {
  const from = new Date(Date.parse(since) - OVERLAP_MS);
  const entries = await db
    .selectFrom('credit_entry')
    .select('person_id')
    .where('posted_at', '>=', from.toISOString())
    // Not each person once: an embedded database would then go through everybody's entries in the order of people.
    .orderBy('posted_at')
    .limit(MOST_ENTRIES + 1)
    .execute();
  const earners = new Set(entries.map((row) => row.person_id));
  const deeds = await db
    .selectFrom('journal_entry')
    .select('subject_id')
    .distinct()
    .where('id', '>=', firstIdAt(from))
    .where('subject_type', '=', 'person')
    .where(({ or, eb }) => or([eb('action', 'like', 'appointment.%'), eb('action', 'like', 'exemption.%')]))
    .limit(MOST_TOUCHED + 1)
    .execute();
  if (entries.length > MOST_ENTRIES || Math.max(earners.size, deeds.length) > MOST_TOUCHED) return 'too-many';
  // Few: each took two people and a reason.
  const reopened = await db
    .selectFrom('statement_reopening_decision as decision')
    .innerJoin('statement_reopening as wish', 'wish.id', 'decision.reopening_id')
    .select('wish.person_id')
    .where('decision.kind', '=', 'approved')
    .where('decision.at', '>=', from.toISOString())
    .execute();
  return [
    ...new Set([
      ...earners,
      ...deeds.map((row) => row.subject_id),
      ...reopened.flatMap((row) => row.person_id ?? []),
    ]),
  ];
}

/** No id made at this instant or later is smaller: ids begin with their time (see lib/id.ts). */
function firstIdAt(instant: Date): string {
  const time = instant.getTime().toString(16).padStart(12, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}
