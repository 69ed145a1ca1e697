import { sql } from 'kysely';
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

type Heard = Pick<AppealRow, 'id' | 'person_id' | 'subject' | 'subject_id'>;

/**
 * Why this actor may not decide an appeal, or null: it is theirs, they have decided about the same thing before (a declaration, an objection,
 * an earlier appeal; by posting, reversing or adjusting the entry), or they have a part in it. Of an entry that a declaration has paid, whoever
 * had to do with that declaration. `until`: by what had happened before that instant, as the checks ask.
 */
export async function appealConflict(
  db: Db,
  actor: Pick<Actor, 'personId' | 'name'>,
  appeal: Heard,
  { known, until }: { known?: DeclarationRow | null; until?: string } = {},
): Promise<AppealConflict | null> {
  const { personId } = actor;
  if (personId === null || personId === appeal.person_id) return 'own';
  let declarationId: string | null = appeal.subject_id;
  if (appeal.subject !== 'declaration') {
    const kept = await keepersOf(db, appeal, until);
    if (kept.personIds.has(personId)) return 'decided-before';
    declarationId = kept.declarationId;
  }
  const row = known ?? (declarationId === null ? null : await declarationRow(db, declarationId));
  if (!row) return null;
  const { deciders, objectors } = await involvedIn(db, row.id, until);
  if (deciders.includes(personId)) return 'decided-before';
  return (await conflictWith(db, actor, row, objectors, until)) ? 'involved' : null;
}

/** Each correction takes a part of what the one before left: no chain of them is longer than this. */
const MOST_LINKS = 50;

/** Whoever kept an entry, link by link back to what it came from; and the declaration that paid it first, where one did. */
async function keepersOf(
  db: Db,
  { id, subject_id }: Heard,
  until: string | undefined,
): Promise<{ personIds: ReadonlySet<string>; declarationId: string | null }> {
  const personIds = new Set<string>();
  let entryId: string | null = subject_id;
  let declarationId: string | null = null;
  for (let link = 0; entryId !== null && link < MOST_LINKS; link += 1) {
    const rows = await keepersOfEntry(db, entryId);
    for (const row of rows) for (const by of namesBefore(row, until)) personIds.add(by);
    for (const by of await hearersOf(db, { entryId, appealId: id, until })) personIds.add(by);
    const [first] = rows;
    declarationId = first?.source_type === 'declaration' ? first.source_id : null;
    entryId = rows.find(({ is_source }) => is_source === 1)?.insteadOf ?? null;
  }
  return { personIds, declarationId };
}

type Kept = Awaited<ReturnType<typeof keepersOfEntry>>[number];

/** Entries stand before any appeal about them; an adjustment of the same source may come after it. */
function namesBefore(row: Kept, until: string | undefined): string[] {
  const before = (at: string | null) => at !== null && (until === undefined || at < until);
  return [
    row.posted_by,
    row.awardedBy,
    before(row.proposed_at) ? row.proposed_by : null,
    before(row.at) ? row.by_person_id : null,
  ].flatMap((by) => by ?? []);
}

/** Whoever posted an entry or the one that it takes back, and who proposed and confirmed the adjustments of what it came from. */
function keepersOfEntry(db: Db, entryId: string) {
  return db
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
    .select(['entry.posted_by', 'entry.source_type', 'entry.source_id', 'award.posted_by as awardedBy'])
    .select([
      'adjustment.proposed_by',
      'adjustment.entry_id as insteadOf',
      'adjustment.proposed_at',
      'outcome.by_person_id',
      'outcome.at',
    ])
    .select(sql<number>`case when adjustment.id = entry.source_id then 1 else 0 end`.as('is_source'))
    .where('entry.id', '=', entryId)
    .limit(500)
    .execute();
}

interface Hearing {
  entryId: string;
  appealId: string;
  until: string | undefined;
}

/** Whoever has decided another appeal about what the same source has paid. */
async function hearersOf(db: Db, { entryId, appealId, until }: Hearing): Promise<string[]> {
  const rows = await db
    .selectFrom('credit_entry as entry')
    .innerJoin('credit_entry as same', (join) =>
      join
        .onRef('same.person_id', '=', 'entry.person_id')
        .onRef('same.source_type', '=', 'entry.source_type')
        .onRef('same.source_id', '=', 'entry.source_id')
        .onRef('same.line', '=', 'entry.line'),
    )
    .innerJoin('appeal as other', (join) =>
      join.onRef('other.subject_id', '=', 'same.id').on('other.subject', '=', 'entry'),
    )
    .innerJoin('appeal_decision as heard', 'heard.appeal_id', 'other.id')
    .select('heard.by_person_id')
    .where('entry.id', '=', entryId)
    .where('other.id', '!=', appealId)
    .$if(until !== undefined, (query) => query.where('heard.at', '<', until ?? ''))
    .limit(100)
    .execute();
  return rows.flatMap(({ by_person_id: by }) => by ?? []);
}
