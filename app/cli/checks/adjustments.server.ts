import { sql } from 'kysely';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Promise 2 of the product: what two people changed is in the ledger as they said, once, and nobody changed their own. */
export const adjustmentChecks: readonly Check[] = [
  {
    name: 'a confirmed adjustment has posted its sum to the person concerned; no other has posted anything',
    run: async (db) => {
      const rows = await db
        .selectFrom('adjustment')
        .leftJoin('adjustment_outcome as decided', 'decided.adjustment_id', 'adjustment.id')
        .leftJoin('credit_entry as old', 'old.id', 'adjustment.entry_id')
        .leftJoin('credit_entry as posted', (join) =>
          join
            .onRef('posted.source_id', '=', 'adjustment.id')
            .onRef('posted.person_id', '=', 'adjustment.person_id')
            .on('posted.source_type', '=', 'adjustment')
            .on('posted.kind', '=', 'award')
            .on('posted.revision', '=', 1),
        )
        // A correction is the next revision of what it corrects and names its adjustment; the first ones were posted under its own name.
        .leftJoin('credit_entry as next', (join) =>
          join
            .onRef('next.person_id', '=', 'adjustment.person_id')
            .onRef('next.source_type', '=', 'old.source_type')
            .onRef('next.source_id', '=', 'old.source_id')
            .onRef('next.line', '=', 'old.line')
            .on('next.kind', '=', 'award')
            .on(sql<boolean>`next.revision = old.revision + 1 and instr(next.evidence, adjustment.id) > 0`),
        )
        .select('adjustment.id')
        .where(
          sql<boolean>`case when decided.outcome = 'confirmed'
            then (posted.id is null) = (next.id is null) or coalesce(posted.amount, next.amount) <> case when adjustment.entry_id is null then adjustment.amount when adjustment.kind = 'too-little' then old.amount + adjustment.amount else old.amount - adjustment.amount end
            else posted.id is not null or next.id is not null end`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `adjustment ${id}`));
    },
  },
  {
    name: 'credits by adjustment belong to one that was confirmed, and what they replace was taken back',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry as posted')
        .leftJoin('adjustment', 'adjustment.id', 'posted.source_id')
        .leftJoin('adjustment_outcome as decided', 'decided.adjustment_id', 'adjustment.id')
        .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'adjustment.entry_id')
        .select('posted.id')
        .where('posted.source_type', '=', 'adjustment')
        .where(
          sql<boolean>`(decided.outcome is null or decided.outcome <> 'confirmed' or (adjustment.entry_id is not null and reversal.id is null))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'an adjustment is decided by another person than whoever proposed it, and neither is the person concerned',
    run: async (db) => {
      const rows = await db
        .selectFrom('adjustment')
        .leftJoin('adjustment_outcome as decided', 'decided.adjustment_id', 'adjustment.id')
        .select('adjustment.id')
        .where(
          sql<boolean>`(adjustment.proposed_by = adjustment.person_id or decided.by_person_id = adjustment.person_id
            or (decided.outcome = 'withdrawn' and decided.by_person_id <> adjustment.proposed_by)
            or (decided.outcome <> 'withdrawn' and decided.by_person_id = adjustment.proposed_by))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `adjustment ${id}`));
    },
  },
  {
    name: 'an adjustment waits or has its outcome',
    run: async (db) => {
      const rows = await db
        .selectFrom('adjustment')
        .leftJoin('adjustment_outcome as decided', 'decided.adjustment_id', 'adjustment.id')
        .select('adjustment.id')
        .where(sql<boolean>`((adjustment.open is null) = (decided.adjustment_id is null))`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `adjustment ${id}`));
    },
  },
];
