import { sql } from 'kysely';
import { type AttendanceEvidence, type PaidLine, paidLines } from '#app/features/credits/made-up.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import type { AwardLine } from '#app/features/credits/rules.rules.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Promise 2 of the product: a credit is never lost, doubled or edited. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'every completion has paid each line that was pinned, made-up meetings by their share, once',
    run: async (db) => breachOf(await judgeAll(db, completionsAfter, (rows) => unpaid(db, rows))),
  },
  {
    name: 'credits for a completion belong to one',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry')
        .leftJoin('completion', (join) =>
          join
            .onRef('completion.id', '=', 'credit_entry.source_id')
            .onRef('completion.person_id', '=', 'credit_entry.person_id'),
        )
        .select('credit_entry.id')
        .where('credit_entry.source_type', '=', 'completion')
        .where('completion.id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'one source pays a line once: no two awards of it stand',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry as award')
        .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
        .select((eb) => eb.fn.min('award.id').as('id'))
        .where('award.kind', '=', 'award')
        .where('reversal.id', 'is', null)
        .groupBy(['award.person_id', 'award.source_type', 'award.source_id', 'award.line'])
        .having((eb) => eb.fn.countAll(), '>', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'what a source pays a line again is the next revision, after all before it were taken back',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry')
        .select((eb) => eb.fn.min('id').as('id'))
        .where('kind', '=', 'award')
        .groupBy(['person_id', 'source_type', 'source_id', 'line'])
        .having(
          sql<boolean>`count(*) <> max(revision) or min(revision) <> 1 or count(distinct revision) <> count(*)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: 'a reversal is one, of an award of the same person, for the opposite amount, with a reason',
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry as reversal')
        .leftJoin('credit_entry as award', 'award.id', 'reversal.reverses_id')
        .select('reversal.id')
        .where('reversal.kind', '=', 'reversal')
        .where(
          sql<boolean>`(award.id is null or award.kind <> 'award' or reversal.amount + award.amount <> 0
            or award.person_id <> reversal.person_id or award.category <> reversal.category
            or reversal.reason is null or reversal.reason = '')`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `entry ${id}`));
    },
  },
  {
    name: "everybody's entries add up to the awards that stand",
    run: async (db) => {
      const rows = await db
        .selectFrom('credit_entry as entry')
        .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'entry.id')
        .select('entry.person_id')
        .groupBy('entry.person_id')
        .having(
          sql<boolean>`sum(entry.amount) <> sum(case when entry.kind = 'award' and reversal.id is null then entry.amount else 0 end)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ person_id }) => `person ${person_id}`));
    },
  },
];

interface PinnedCompletion {
  id: string;
  enrolmentId: string;
  personId: string;
  award: string;
  ruleVersionId: string;
}

function completionsAfter(db: Db, after: string, limit: number): Promise<PinnedCompletion[]> {
  return db
    .selectFrom('completion')
    .innerJoin('enrolment_pin', 'enrolment_pin.enrolment_id', 'completion.enrolment_id')
    .select(['completion.id', 'completion.enrolment_id as enrolmentId', 'completion.person_id as personId'])
    .select(['award', 'rule_version_id as ruleVersionId'])
    .where('completion.id', '>', after)
    .orderBy('completion.id')
    .limit(limit)
    .execute();
}

async function unpaid(db: Db, completions: readonly PinnedCompletion[]): Promise<string[]> {
  const entries = await db
    .selectFrom('credit_entry')
    .select(['person_id', 'source_id', 'line', 'amount', 'revision'])
    .where('kind', '=', 'award')
    .where('source_type', '=', 'completion')
    .where('person_id', 'in', [...new Set(completions.map(({ personId }) => personId))])
    .where(
      'source_id',
      'in',
      completions.map(({ id }) => id),
    )
    .execute();
  const due = await dueLines(db, completions);
  return completions.flatMap(({ id, personId }) => {
    const lines = due.get(id) ?? [];
    const own = entries.filter((entry) => entry.source_id === id && entry.person_id === personId);
    const paid = lines.every(
      ({ line, amount }) =>
        own.filter((entry) => entry.line === line && entry.revision === 1 && entry.amount === amount)
          .length === 1,
    );
    const asked = own.every((entry) => lines.some(({ line }) => line === entry.line));
    return paid && asked ? [] : [`completion ${id}`];
  });
}

/** What each completion had to pay, reckoned anew from what was pinned and from the evidence of attendance. */
async function dueLines(db: Db, completions: readonly PinnedCompletion[]): Promise<Map<string, PaidLine[]>> {
  const proofs = await db
    .selectFrom('requirement')
    .innerJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select(['enrolment_id', 'evidence'])
    .where(
      'enrolment_id',
      'in',
      completions.map(({ enrolmentId }) => enrolmentId),
    )
    .where('kind', '=', 'attend')
    .execute();
  const attended = new Map(
    proofs.map(({ enrolment_id, evidence }) => [enrolment_id, JSON.parse(evidence) as AttendanceEvidence]),
  );
  const due = new Map<string, PaidLine[]>();
  for (const { id, enrolmentId, award, ruleVersionId } of completions) {
    const pinned: AwardLine[] = JSON.parse(award);
    const attendance = attended.get(enrolmentId) ?? null;
    const rules = attendance?.madeUp ? await rulesOfVersion(db, ruleVersionId) : null;
    due.set(id, rules ? paidLines(rules, pinned, attendance) : pinned);
  }
  return due;
}
