import { sql } from 'kysely';
import { coveredMs, furthestMs, type Span } from '#app/features/viewing/viewing.rules.ts';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';
import { judgeAll } from './paging.server.ts';

/** Promise 5 of the product: what counts as watched is what the server knows; attempts are counted. */
export const learningChecks: readonly Check[] = [
  {
    name: 'what counts as watched is the union of its parts and no longer than the recording',
    run: async (db) =>
      breachOf(
        await judgeAll(db, viewingsAfter, (rows) => rows.filter(isWrong).map(({ id }) => `viewing ${id}`)),
      ),
  },
  {
    name: 'nobody has more attempts at a quiz than it allows, and one open at most',
    run: async (db) => {
      const rows = await db
        .selectFrom('attempt')
        .innerJoin('exercise', 'exercise.id', 'attempt.exercise_id')
        .select((eb) => eb.fn.min('attempt.id').as('id'))
        .groupBy(['attempt.exercise_id', 'attempt.enrolment_id'])
        .having(sql<boolean>`(count(*) > max(exercise.max_attempts) or count(attempt.open) > 1)`)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `attempt ${id}`));
    },
  },
  {
    name: 'an attempt is open, or handed in with a score from 0 to 100 or with files that nobody has marked',
    run: async (db) => {
      const rows = await db
        .selectFrom('attempt')
        .leftJoin('attempt_marking', 'attempt_marking.attempt_id', 'attempt.id')
        .select('attempt.id')
        .where(
          sql<boolean>`((open is null) = (submitted_at is null) or (open is not null and score is not null)
            or (open is not null and attempt_marking.attempt_id is not null) or score < 0 or score > 100
            or (score is not null and waiting is not null)
            or (open is null and score is null and (waiting is null or not exists (
              select 1 from attempt_file where attempt_file.attempt_id = attempt.id and not exists (
                select 1 from attempt_mark where attempt_mark.attempt_id = attempt.id
                  and attempt_mark.question_id = attempt_file.question_id)))))`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `attempt ${id}`));
    },
  },
  {
    name: 'an attempt that was marked has a mark for every question with files, of somebody else',
    run: async (db) => {
      const rows = await db
        .selectFrom('attempt_marking')
        .innerJoin('attempt', 'attempt.id', 'attempt_marking.attempt_id')
        .innerJoin('attempt_file', 'attempt_file.attempt_id', 'attempt.id')
        .leftJoin('attempt_mark', (join) =>
          join
            .onRef('attempt_mark.attempt_id', '=', 'attempt_file.attempt_id')
            .onRef('attempt_mark.question_id', '=', 'attempt_file.question_id'),
        )
        .select('attempt.id')
        .where('waiting', 'is', null)
        .where(({ or, eb, ref }) =>
          or([
            eb('attempt_mark.attempt_id', 'is', null),
            eb('attempt_mark.marked_by', '=', ref('attempt.person_id')),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `attempt ${id}`));
    },
  },
];

interface KeptViewing {
  id: string;
  spans: string;
  covered_ms: number;
  furthest_ms: number;
  duration_ms: number;
}

function viewingsAfter(db: Db, after: string, limit: number): Promise<KeptViewing[]> {
  return db
    .selectFrom('viewing')
    .innerJoin('recording', 'recording.id', 'viewing.recording_id')
    .select(['viewing.id', 'spans', 'covered_ms', 'furthest_ms', 'duration_ms'])
    .where('viewing.id', '>', after)
    .orderBy('viewing.id')
    .limit(limit)
    .execute();
}

function isWrong({ spans, covered_ms, furthest_ms, duration_ms }: KeptViewing): boolean {
  const parts: Span[] = JSON.parse(spans);
  return (
    coveredMs(parts) !== covered_ms ||
    covered_ms > duration_ms ||
    furthest_ms > duration_ms ||
    furthest_ms < furthestMs(parts)
  );
}
