import { involvedIn } from '#app/features/declarations/appealed.server.ts';
import { conflictWith } from '#app/features/declarations/conflict.server.ts';
import { declarationRow } from '#app/features/declarations/steps.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import type { AppealRow } from '#db/tables/appeals.ts';
import type { DeclarationRow } from '#db/tables/declarations.ts';

export type AppealConflict = 'own' | 'decided-before' | 'involved';

/** What is said to whoever may not decide. */
export const appealConflictWords: Record<AppealConflict, string> = {
  own: '这是自己的申诉，要请别的复核员处理。',
  'decided-before': '原来的决定是你作的，要请别的复核员处理。',
  involved: '这件事也有你的一份，或者你提过异议，要请别的复核员处理。',
};

/**
 * Why this actor may not decide an appeal, or null: it is theirs, they have decided about the same thing before (also by posting or reversing
 * the entry), or they have a part in it.
 */
export async function appealConflict(
  db: Db,
  actor: Actor,
  { person_id, subject, subject_id }: Pick<AppealRow, 'person_id' | 'subject' | 'subject_id'>,
  known?: DeclarationRow | null,
): Promise<AppealConflict | null> {
  const { personId } = actor;
  if (personId === null || personId === person_id) return 'own';
  if (subject !== 'declaration')
    return (await keepersOfEntry(db, subject_id)).includes(personId) ? 'decided-before' : null;
  const row = known ?? (await declarationRow(db, subject_id));
  if (!row) return null;
  const { deciders, objectors } = await involvedIn(db, subject_id);
  if (deciders.includes(personId)) return 'decided-before';
  return (await conflictWith(db, actor, row, objectors)) ? 'involved' : null;
}

/** Whoever posted an entry or the one that it takes back, and who proposed and confirmed the adjustments by which that came about. */
async function keepersOfEntry(db: Db, entryId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('credit_entry as entry')
    .leftJoin('credit_entry as award', 'award.id', 'entry.reverses_id')
    .innerJoin('credit_entry as same', (join) =>
      join
        .onRef('same.person_id', '=', 'entry.person_id')
        .onRef('same.source_type', '=', 'entry.source_type')
        .onRef('same.source_id', '=', 'entry.source_id')
        .onRef('same.line', '=', 'entry.line')
        .on('same.kind', '=', 'award'),
    )
    .leftJoin('adjustment', (join) =>
      join.on(({ or, eb, ref }) =>
        or([
          eb('adjustment.id', '=', ref('entry.source_id')),
          eb('adjustment.entry_id', '=', ref('same.id')),
        ]),
      ),
    )
    .leftJoin('adjustment_outcome as outcome', 'outcome.adjustment_id', 'adjustment.id')
    .select([
      'entry.posted_by',
      'award.posted_by as awardedBy',
      'adjustment.proposed_by',
      'outcome.by_person_id',
    ])
    .where('entry.id', '=', entryId)
    .limit(100)
    .execute();
  return rows.flatMap((row) =>
    [row.posted_by, row.awardedBy, row.proposed_by, row.by_person_id].flatMap((id) => id ?? []),
  );
}
