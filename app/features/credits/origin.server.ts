import type { Db } from '#db/database.ts';
import type { CreditEntryRow } from '#db/tables/credits.ts';
import { earlyInsteadOf, originOf, type PostedFor } from './corrected.rules.ts';

/** An award as it is looked at beside others of the same thing. */
export interface Award extends PostedFor {
  amount: number;
  evidence: string;
  /** The reversal that took it back. */
  reversedBy: string | null;
}

type Whose = { personId: string; source: { type: string; id: string } };

/** What a source has paid somebody, each with the `reversal` that took it back, where there is one. */
export function awardsOf(db: Db, { personId, source }: Whose) {
  return db
    .selectFrom('credit_entry as award')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
    .where('award.person_id', '=', personId)
    .where('award.source_type', '=', source.type)
    .where('award.source_id', '=', source.id)
    .where('award.kind', '=', 'award');
}

const looked = [
  'award.id',
  'award.line',
  'award.source_type',
  'award.source_id',
  'award.amount',
  'award.evidence',
  'reversal.id as reversedBy',
] as const;

type Looked = Pick<CreditEntryRow, 'id' | 'line' | 'source_type' | 'source_id' | 'amount' | 'evidence'> & {
  reversedBy: string | null;
};

function asAward({ source_type: sourceType, source_id: sourceId, ...row }: Looked): Award {
  return { ...row, sourceType, sourceId, insteadOf: earlyInsteadOf({ ...row, sourceType }) };
}

/** The corrections of somebody's entries that adjustments posted under their own name, as they did at first; the oldest first. */
async function earlyCorrections(db: Db, personId: string): Promise<Award[]> {
  const rows = await db
    .selectFrom('credit_entry as award')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
    .select(looked)
    .where('award.person_id', '=', personId)
    .where('award.kind', '=', 'award')
    .where('award.source_type', '=', 'adjustment')
    .where('award.line', '=', 'rest')
    .orderBy('award.posted_at')
    .orderBy('award.id')
    .execute();
  return rows.map(asAward);
}

/** What stands in the place of these entries under an adjustment's own name, however often it was corrected: ids. */
export async function standingInsteadOf(
  db: Db,
  { personId, entryIds }: { personId: string; entryIds: readonly string[] },
): Promise<string[]> {
  const inTheirPlace = new Set(entryIds);
  return (await earlyCorrections(db, personId)).flatMap(({ id, insteadOf, reversedBy }) => {
    if (insteadOf === null || !inTheirPlace.has(insteadOf)) return [];
    inTheirPlace.add(id);
    return reversedBy === null ? [id] : [];
  });
}

/**
 * Every award for the same thing as an entry: of its source and line, whatever corrected it; of a declaration on any line, because it is
 * granted on one of several. Of these at most one stands. Source: domain model §6.8 (one piece of evidence pays once). At most three statements.
 */
export async function awardsForTheSame(
  db: Db,
  entry: Pick<
    CreditEntryRow,
    'id' | 'person_id' | 'line' | 'source_type' | 'source_id' | 'amount' | 'evidence'
  >,
): Promise<Award[]> {
  const personId = entry.person_id;
  const early = await earlyCorrections(db, personId);
  const byId = new Map(early.map((award) => [award.id, award]));
  let first = originOf(asAward({ ...entry, reversedBy: null }), byId);
  if (first.insteadOf !== null) {
    const row = await db
      .selectFrom('credit_entry as award')
      .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
      .select(looked)
      .where('award.id', '=', first.insteadOf)
      .executeTakeFirst();
    if (row) first = asAward(row);
  }
  const { sourceType, sourceId, line } = first;
  const own = await awardsOf(db, { personId, source: { type: sourceType, id: sourceId } })
    .select(looked)
    .$if(sourceType !== 'declaration', (query) => query.where('award.line', '=', line))
    .orderBy('award.posted_at')
    .execute();
  const same = new Map(own.map((row) => [row.id, asAward(row)]));
  for (const award of early)
    if (award.insteadOf !== null && same.has(award.insteadOf)) same.set(award.id, award);
  return [...same.values()];
}
