import { sql } from 'kysely';
import { decisions } from '#app/features/declarations/states.rules.ts';
import { dayOf } from '#app/lib/time.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Appeals: raised in time, decided once by somebody who had not decided before. */
export const appealChecks: readonly Check[] = [
  {
    name: 'an appeal is decided once, by somebody else than its person and those who decided before',
    run: async (db) => {
      const rows = await db
        .selectFrom('appeal')
        .leftJoin('appeal_decision as decision', 'decision.appeal_id', 'appeal.id')
        .leftJoin('declaration_step as step', (join) =>
          join
            .onRef('step.declaration_id', '=', 'appeal.subject_id')
            .onRef('step.by_person_id', '=', 'decision.by_person_id')
            .on('step.kind', 'in', [...decisions]),
        )
        .select('appeal.id')
        .where(
          sql<boolean>`case when appeal.state = 'waiting' then decision.appeal_id is not null
            else decision.appeal_id is null or decision.outcome <> appeal.state
              or decision.by_person_id = appeal.person_id or step.number is not null end`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `appeal ${id}`));
    },
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
