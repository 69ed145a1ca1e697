import { sql } from 'kysely';
import { type StepKind, stateOfSteps } from '#app/features/suggestions/suggestions.rules.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** The box: each suggestion as its steps left it, answered by nobody whom it names, and nothing kept of who wrote what has no name. */
export const suggestionChecks: readonly Check[] = [
  {
    name: 'every suggestion is where its steps left it',
    run: async (db) => breachOf(await judgeAll(db, suggestionsAfter, (rows) => strayed(db, rows))),
  },
  {
    name: 'no suggestion is dealt with by its writer or by whom it is about',
    run: async (db) => {
      const rows = await db
        .selectFrom('suggestion_step as step')
        .innerJoin('suggestion', 'suggestion.id', 'step.suggestion_id')
        .innerJoin('person', 'person.id', 'step.by_person_id')
        .select('suggestion.id')
        .where(
          sql<boolean>`(suggestion.person_id = step.by_person_id or (person.name like '__%'
            and (instr(suggestion.about, replace(person.name, ' ', '')) > 0
              or (suggestion.kind = 'complaint' and instr(suggestion.words, person.name) > 0))))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `suggestion ${id}`));
    },
  },
  {
    name: 'what was written without a name keeps neither person nor hour',
    run: async (db) => {
      const nameless = db
        .selectFrom('suggestion')
        .leftJoin('suggestion_step as step', (join) =>
          join
            .onRef('step.suggestion_id', '=', 'suggestion.id')
            .on('step.kind', 'in', ['received', 'again', 'satisfied', 'dissatisfied']),
        )
        .leftJoin('journal_entry as line', (join) =>
          join
            .onRef('line.subject_id', '=', 'suggestion.id')
            .on('line.subject_type', '=', 'suggestion')
            .on('line.action', '=', 'suggestion.written'),
        )
        .select('suggestion.id')
        .where('suggestion.person_id', 'is', null);
      const rows = await nameless
        .where(({ or, eb }) =>
          or([
            eb('suggestion.received_at', 'not like', '%T00:00:00.000Z'),
            eb('step.at', 'not like', '%T00:00:00.000Z'),
            eb('step.by_person_id', 'is not', null),
            eb('line.id', 'is not', null),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `suggestion ${id}`));
    },
  },
];

function suggestionsAfter(db: Db, after: string, limit: number) {
  return db
    .selectFrom('suggestion')
    .select(['id', 'state', 'steps', 'said_again', 'answered_in_time'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
}

type Judged = Awaited<ReturnType<typeof suggestionsAfter>>[number];

async function strayed(db: Db, rows: readonly Judged[]): Promise<string[]> {
  const steps = await db
    .selectFrom('suggestion_step')
    .select(['suggestion_id', 'kind'])
    .where('suggestion_id', 'in', ['', ...rows.map(({ id }) => id)])
    .orderBy('suggestion_id')
    .orderBy('number')
    .execute();
  const kindsOf = new Map<string, StepKind[]>();
  for (const { suggestion_id: id, kind } of steps)
    kindsOf.set(id, [...(kindsOf.get(id) ?? []), kind as StepKind]);
  return rows.flatMap((row) => {
    const kinds = kindsOf.get(row.id) ?? [];
    const holds =
      row.steps === kinds.length &&
      stateOfSteps(kinds) === row.state &&
      kinds.includes('again') === (row.said_again === 1) &&
      kinds.includes('answered') === (row.answered_in_time !== null);
    return holds ? [] : [`suggestion ${row.id}`];
  });
}
