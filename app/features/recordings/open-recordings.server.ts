import type { ExpressionBuilder } from 'kysely';
import type { Database } from '#db/database.ts';

/** For where-clauses of queries that have `recording`: it is published, and neither withdrawn nor replaced by a new version. */
export function isOpen({ and, not, exists, selectFrom }: ExpressionBuilder<Database, 'recording'>) {
  const published = selectFrom('recording_publication')
    .select('recording_publication.recording_id')
    .whereRef('recording_publication.recording_id', '=', 'recording.id');
  const withdrawn = selectFrom('recording_withdrawal')
    .select('recording_withdrawal.recording_id')
    .whereRef('recording_withdrawal.recording_id', '=', 'recording.id');
  const replaced = selectFrom('recording_replacement')
    .select('recording_replacement.recording_id')
    .whereRef('recording_replacement.recording_id', '=', 'recording.id');
  return and([exists(published), not(exists(withdrawn)), not(exists(replaced))]);
}
