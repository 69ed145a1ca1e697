import { sql } from 'kysely';
import { appealConflict } from '#app/features/appeals/conflict.server.ts';
import { conflictWith } from '#app/features/declarations/conflict.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Appeals: raised in time, decided once by somebody who had not decided before. */
export const appealChecks: readonly Check[] = [
  {
    name: 'an appeal is decided once, by the decision that it has',
    run: async (db) => {
      const rows = await db
        .selectFrom('appeal')
        .leftJoin('appeal_decision as decision', 'decision.appeal_id', 'appeal.id')
        .select('appeal.id')
        .where(
          sql<boolean>`case when appeal.state = 'waiting' then decision.appeal_id is not null
            else decision.appeal_id is null or decision.outcome <> appeal.state end`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `appeal ${id}`));
    },
  },
  {
    name: 'an appeal is decided by nobody who had a part in it before',
    run: async (db) => breachOf(await judgeAll(db, decidedAfter, (rows) => partiesAmong(db, rows))),
  },
  {
    name: 'an objection is answered by nobody who had a part in it before',
    run: async (db) => breachOf(await judgeAll(db, answersAfter, (rows) => answeredByParties(db, rows))),
  },
  {
    name: 'every appeal was raised in time',
    run: async (db) =>
      breachOf(
        await judgeAll(
          db,
          (from, after, limit) =>
            from
              .selectFrom('appeal')
              .select(['id', 'raised_at', 'due_on'])
              .where('id', '>', after)
              .orderBy('id')
              .limit(limit)
              .execute(),
          (appeals) =>
            appeals.flatMap(({ id, raised_at, due_on }) =>
              dayOf(raised_at) > due_on ? [`appeal ${id}`] : [],
            ),
        ),
      ),
  },
];

function decidedAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('appeal')
    .innerJoin('appeal_decision as decision', 'decision.appeal_id', 'appeal.id')
    .innerJoin('person as decider', 'decider.id', 'decision.by_person_id')
    .select(['appeal.id', 'appeal.person_id', 'appeal.subject', 'appeal.subject_id'])
    .select(['decision.at', 'decision.by_person_id as personId', 'decider.name'])
    .where('appeal.id', '>', after)
    .orderBy('appeal.id')
    .limit(limit)
    .execute();
}

type Decided = Awaited<ReturnType<typeof decidedAfter>>[number];

/** The same that the desk asks before it lets anybody decide, by what had happened when they did. */
async function partiesAmong(db: Db, appeals: readonly Decided[]): Promise<string[]> {
  const found: string[] = [];
  for (const { at, personId, name, ...appeal } of appeals)
    if (await appealConflict(db, { personId, name }, appeal, { until: at }))
      found.push(`appeal ${appeal.id}`);
  return found;
}

function answersAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('objection_answer as answer')
    .innerJoin('publicity_objection as objection', 'objection.id', 'answer.objection_id')
    .innerJoin('declaration', 'declaration.id', 'objection.declaration_id')
    .innerJoin('person as answerer', 'answerer.id', 'answer.by_person_id')
    .selectAll('declaration')
    .select(['objection.id', 'declaration.id as declarationId', 'objection.person_id as objectorId'])
    .select(['answer.at', 'answerer.id as answererId', 'answerer.name'])
    .where('objection.id', '>', after)
    .orderBy('objection.id')
    .limit(limit)
    .execute();
}

type Answered = Awaited<ReturnType<typeof answersAfter>>[number];

async function answeredByParties(db: Db, answers: readonly Answered[]): Promise<string[]> {
  const found: string[] = [];
  for (const { id, declarationId, objectorId, at, answererId: personId, name, ...row } of answers) {
    const declared = { ...row, id: declarationId };
    if (await conflictWith(db, { personId, name }, declared, [objectorId], at)) found.push(`objection ${id}`);
  }
  return found;
}
