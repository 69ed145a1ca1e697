import type { CategoryCode } from '#app/features/credits/rules.schema.ts';
import { peopleReached, type Reach } from '#app/features/identity/reach.server.ts';
import type { School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import type { ReckonedSum } from './weighing.server.ts';

export type AdjustmentState = 'open' | 'confirmed' | 'declined' | 'withdrawn';

/** What was proposed and what became of it. Amounts in hundredths, always above 0. */
export interface Adjustment {
  id: string;
  personId: string;
  personName: string;
  kind: string;
  /** The entry that is to be corrected, with what it says; null where something new is added. */
  entry: { id: string; amount: number; reversed: boolean } | null;
  category: CategoryCode;
  /** Of something added: the kind of activity whose line it posts; empty where its category has none. */
  activity: string;
  amount: number;
  /** How the sum was reckoned; null where it was written by hand. */
  reckoned: ReckonedSum | null;
  /** The entry with which it is one thing. */
  sameAs: { id: string; title: string } | null;
  elective: boolean;
  school: School | null;
  title: string;
  occurredOn: string;
  reason: string;
  evidence: string;
  proposedById: string;
  proposedByName: string;
  proposedAt: string;
  state: AdjustmentState;
  decision: { words: string; byName: string; at: string } | null;
}

const PAGE_SIZE = 50;

function rowsOf(db: Db) {
  return db
    .selectFrom('adjustment')
    .innerJoin('person', 'person.id', 'adjustment.person_id')
    .innerJoin('person as proposer', 'proposer.id', 'adjustment.proposed_by')
    .leftJoin('credit_entry as entry', 'entry.id', 'adjustment.entry_id')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'adjustment.entry_id')
    .leftJoin('credit_entry as same', 'same.id', 'adjustment.same_as')
    .leftJoin('adjustment_outcome as decided', 'decided.adjustment_id', 'adjustment.id')
    .leftJoin('person as decider', 'decider.id', 'decided.by_person_id')
    .selectAll('adjustment')
    .select([
      'person.name as personName',
      'proposer.name as proposedByName',
      'entry.amount as entryAmount',
      'reversal.id as reversalId',
      'same.title as sameTitle',
      'decided.outcome',
      'decided.words as decidedWords',
      'decided.at as decidedAt',
      'decider.name as decidedByName',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof rowsOf>['executeTakeFirstOrThrow']>>;

function asAdjustment(row: Row): Adjustment {
  const { entry_id: entryId, decidedAt } = row;
  return {
    id: row.id,
    personId: row.person_id,
    personName: row.personName,
    kind: row.kind,
    entry: entryId ? { id: entryId, amount: row.entryAmount ?? 0, reversed: row.reversalId !== null } : null,
    category: row.category as CategoryCode,
    activity: row.activity,
    amount: row.amount,
    reckoned: row.reckoned ? (JSON.parse(row.reckoned) as ReckonedSum) : null,
    sameAs: row.sameTitle === null ? null : { id: row.same_as, title: row.sameTitle },
    elective: row.elective === 1,
    school: row.school as School | null,
    title: row.title,
    occurredOn: row.occurred_on,
    reason: row.reason,
    evidence: row.evidence,
    proposedById: row.proposed_by,
    proposedByName: row.proposedByName,
    proposedAt: row.proposed_at,
    state: (row.outcome ?? 'open') as AdjustmentState,
    decision: decidedAt
      ? { words: row.decidedWords ?? '', byName: row.decidedByName ?? '', at: decidedAt }
      : null,
  };
}

/** One adjustment, or null. */
export async function adjustmentOf(db: Db, adjustmentId: string): Promise<Adjustment | null> {
  const row = await rowsOf(db).where('adjustment.id', '=', adjustmentId).executeTakeFirst();
  return row ? asAdjustment(row) : null;
}

/** The list goes so far back and no further. */
const MOST_LISTED = 5_000;

/**
 * A page of what was proposed for people within reach: what waits for a decision, longest waiting first; or everything, newest first. Never by amount. `total`
 * stops at five thousand; a file is not counted.
 */
export async function adjustmentsPage(
  db: Db,
  { waiting, reach, ...part }: { waiting: boolean; reach: Reach } & Part,
): Promise<{ adjustments: Adjustment[]; total: number; pageSize: number }> {
  const order = waiting ? 'asc' : 'desc';
  const matching = db
    .selectFrom('adjustment')
    .where('proposed_at', '>', '')
    .$if(waiting, (rows) => rows.where('open', '=', 1))
    .$if(reach.scopes !== 'everywhere', (rows) => rows.where('person_id', 'in', peopleReached(db, reach)));
  const shown = partOf(matching.select('adjustment.id'), {
    ...part,
    order: [
      ['adjustment.proposed_at', order],
      ['adjustment.id', order],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await rowsOf(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'adjustment.id')
    .orderBy('adjustment.proposed_at', order)
    .orderBy('adjustment.id', order)
    .execute();
  const adjustments = rows.map(asAdjustment);
  if (part.page === undefined) return { adjustments, total: 0, pageSize: PAGE_SIZE };
  const { total } = await db
    .selectFrom(matching.select('adjustment.id').limit(MOST_LISTED).as('counted'))
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { adjustments, total: Number(total), pageSize: PAGE_SIZE };
}
