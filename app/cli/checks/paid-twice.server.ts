import type { Db } from '#db/database.ts';
import { MOST_OFFENDERS } from './check.ts';

/** Entries of tasks that stand beside those of a completion that asked the task. */
export async function paidTwice(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('credit_entry as own')
    .leftJoin('credit_entry as own_reversal', 'own_reversal.reverses_id', 'own.id')
    .innerJoin('requirement', (join) =>
      join
        .onRef('requirement.person_id', '=', 'own.person_id')
        .onRef('requirement.subject_id', '=', 'own.source_id')
        .on('requirement.kind', '=', 'task'),
    )
    .innerJoin('completion', 'completion.enrolment_id', 'requirement.enrolment_id')
    .innerJoin('credit_entry as whole', (join) =>
      join
        .onRef('whole.person_id', '=', 'own.person_id')
        .onRef('whole.source_id', '=', 'completion.id')
        .on('whole.source_type', '=', 'completion')
        .on('whole.kind', '=', 'award'),
    )
    .leftJoin('credit_entry as whole_reversal', 'whole_reversal.reverses_id', 'whole.id')
    .select('own.id')
    .distinct()
    .where('own.source_type', '=', 'task')
    .where('own.kind', '=', 'award')
    .where('own_reversal.id', 'is', null)
    .where('whole.amount', '>', 0)
    .where('whole_reversal.id', 'is', null)
    .limit(MOST_OFFENDERS)
    .execute();
  return rows.map(({ id }) => `entry ${id}`);
}
