import { sql } from 'kysely';
import { faultOf, recomputedEnd, statementsAfter } from '#app/features/closing/recomputing.server.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** A closed year stays what it was: every statement follows from what was frozen with it, and none is missing. */
export const closedYearChecks: readonly Check[] = [
  {
    name: 'closed-years: every frozen statement follows from its inputs again, byte by byte, with both hashes',
    run: async (db) => {
      const known = new Map();
      return breachOf(
        await judgeAll(db, statementsAfter, async (rows) => {
          const offenders: string[] = [];
          for (const row of rows) {
            const fault = await faultOf(db, row, known);
            if (fault) offenders.push(`statement ${row.id} (${fault})`);
          }
          return offenders;
        }),
      );
    },
  },
  {
    name: 'closed-years: the hash over all statements of a closed year, and how many they are, is as it was said',
    run: async (db) => breachOf(await endsThatDiffer(db)),
  },
  {
    name: 'closed-years: of the versions of a statement all but the last are superseded, by the next',
    run: async (db) => {
      const rows = await db
        .selectFrom('frozen_statement as one')
        .leftJoin('statement_superseded', 'statement_superseded.statement_id', 'one.id')
        .leftJoin('frozen_statement as next', (join) =>
          join
            .onRef('next.closing_id', '=', 'one.closing_id')
            .onRef('next.person_id', '=', 'one.person_id')
            .on(sql<boolean>`next.revision = one.revision + 1`),
        )
        .select('one.id')
        .where(
          sql<boolean>`((next.id is null) <> (statement_superseded.by_statement_id is null)
            or next.id <> statement_superseded.by_statement_id or next.number <> one.number)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `statement ${id}`));
    },
  },
  {
    name: 'closed-years: what holds of a year that was frozen anew is of the last freezing',
    run: async (db) => breachOf((await leftBehind(db)).map(({ id }) => `statement ${id}`)),
  },
  {
    name: 'closed-years: withdrawn with a reason, and only where the freezing found no sheet or two persons opened it',
    run: async (db) => breachOf((await wronglyWithdrawn(db)).map(({ id }) => `statement ${id}`)),
  },
  {
    name: 'closed-years: opened again by two persons with a reason, of whom neither is the person concerned',
    run: async (db) => {
      const rows = await db
        .selectFrom('statement_reopening_decision as decision')
        .innerJoin('statement_reopening as wish', 'wish.id', 'decision.reopening_id')
        .select('wish.id')
        .where(
          sql<boolean>`(decision.by_person_id = wish.asked_by or decision.by_person_id = wish.person_id
            or wish.asked_by = wish.person_id or wish.reason = '')`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      const unasked = await db
        .selectFrom('frozen_statement as one')
        .leftJoin('statement_reopening_decision as decision', (join) =>
          join.onRef('decision.reopening_id', '=', 'one.reopening_id').on('decision.kind', '=', 'approved'),
        )
        .select('one.id')
        .where('one.reopening_id', 'is not', null)
        .where('decision.reopening_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf([
        ...rows.map(({ id }) => `reopening ${id}`),
        ...unasked.map(({ id }) => `statement ${id}`),
      ]);
    },
  },
  {
    name: 'closed-years: every reopening that was approved has left a statement, a withdrawal or a freezing',
    run: async (db) => breachOf((await withoutTrace(db)).map(({ id }) => `reopening ${id}`)),
  },
];

/** Somebody removed what came of them. Of a person whose statement was withdrawn before, nothing needs to come. */
function withoutTrace(db: Db) {
  return db
    .selectFrom('statement_reopening as wish')
    .innerJoin('statement_reopening_decision as decision', 'decision.reopening_id', 'wish.id')
    .select('wish.id')
    .where('decision.kind', '=', 'approved')
    .where(
      sql<boolean>`((wish.person_id is not null
          and not exists (select 1 from frozen_statement one
            left join statement_withdrawn gone on gone.statement_id = one.id
            where one.closing_id = wish.closing_id and one.person_id = wish.person_id
              and (one.reopening_id = wish.id or gone.statement_id is not null)))
        or (wish.person_id is null
          and not exists (select 1 from closing_run run where run.closing_id = wish.closing_id
            and run.kind = 'freeze' and run.started_at = decision.at)))`,
    )
    .limit(MOST_OFFENDERS)
    .execute();
}

/** Neither superseded nor withdrawn, although a later freezing of the whole year has come to its end. */
function leftBehind(db: Db) {
  return db
    .selectFrom('frozen_statement as one')
    .innerJoin('closing_run as own', 'own.id', 'one.run_id')
    .innerJoin('closing_run as later', 'later.closing_id', 'one.closing_id')
    .innerJoin('closing_end', 'closing_end.run_id', 'later.id')
    .leftJoin('statement_superseded', 'statement_superseded.statement_id', 'one.id')
    .leftJoin('statement_withdrawn', 'statement_withdrawn.statement_id', 'one.id')
    .select('one.id')
    .where('later.kind', '=', 'freeze')
    .whereRef('later.number', '>', 'own.number')
    .where('statement_superseded.statement_id', 'is', null)
    .where('statement_withdrawn.statement_id', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
}

function wronglyWithdrawn(db: Db) {
  return db
    .selectFrom('statement_withdrawn as gone')
    .innerJoin('frozen_statement as one', 'one.id', 'gone.statement_id')
    .leftJoin('frozen_statement as other', (join) =>
      join
        .onRef('other.closing_id', '=', 'one.closing_id')
        .onRef('other.person_id', '=', 'one.person_id')
        .onRef('other.run_id', '=', 'gone.run_id')
        .on('other.reopening_id', 'is', null),
    )
    .leftJoin('statement_reopening_decision as decision', (join) =>
      join.onRef('decision.reopening_id', '=', 'gone.reopening_id').on('decision.kind', '=', 'approved'),
    )
    .select('one.id')
    .where(
      sql<boolean>`((gone.reopening_id is null and other.id is not null)
        or (gone.reopening_id is not null and decision.reopening_id is null))`,
    )
    .limit(MOST_OFFENDERS)
    .execute();
}

async function endsThatDiffer(db: Db): Promise<string[]> {
  const runs = await db
    .selectFrom('closing_run')
    .innerJoin('closing_end', 'closing_end.run_id', 'closing_run.id')
    .select(['closing_run.id', 'closing_id', 'year', 'number', 'people', 'hash'])
    .where('kind', '=', 'freeze')
    .execute();
  const offenders: string[] = [];
  for (const { id, closing_id, year, number, people, hash } of runs) {
    const again = await recomputedEnd(db, { id, closingId: closing_id ?? '', year, number });
    if (again.people !== people || again.hash !== hash) offenders.push(`year ${year}, run ${number}`);
  }
  return offenders;
}
