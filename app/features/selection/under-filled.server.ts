import { expressionBuilder, sql } from 'kysely';
import { namedOf, namedSections, notOver } from '#app/features/timetable/named-sections.server.ts';
import type { ListedSection } from '#app/features/timetable/section-list.server.ts';
import { selectionWindowOf } from '#app/features/timetable/selection-window.rules.ts';
import { windowsOf } from '#app/features/timetable/terms.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Database, Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';

const PAGE_SIZE = 50;
const SOON_MS = 7 * 86_400_000;
const MOST_TERMS = 20;

/**
 * Open sections with fewer people than they need, of terms that have begun or whose selection ends within a week: those that begin
 * first stand first. A page of them and how many there are; of one term when given.
 */
export async function underFilled(
  db: Db,
  { termId, now, ...part }: { termId: string | null; now: Date } & Part,
): Promise<{ sections: ListedSection[]; total: number; pageSize: number }> {
  const termIds = (await termsToDecide(db, now)).filter((id) => termId === null || id === termId);
  if (termIds.length === 0) return { sections: [], total: 0, pageSize: PAGE_SIZE };
  const few = () =>
    db
      .selectFrom('section')
      .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
      .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
      .where('section.opened_at', 'is not', null)
      .where('section_closure.section_id', 'is', null)
      .whereRef('seat_count.taken', '<', 'section.min_size')
      .where(notOver(now));
  const shown = partOf(few().select('section.id').where('section.term_id', 'in', termIds), {
    ...part,
    order: [
      ['section.starts_on', 'asc'],
      ['section.code', 'asc'],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await namedSections(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'section.id')
    .select('section.min_size')
    .orderBy('section.starts_on')
    .orderBy('section.code')
    .execute();
  const sections = rows.map((row) => ({ ...namedOf(row), minSize: row.min_size, state: 'open' as const }));
  if (part.page === undefined) return { sections, total: 0, pageSize: PAGE_SIZE };
  // Counted term by term: asked for several at once, the server engine reads all sections that there are.
  const counts = await db
    .selectFrom('term')
    .select(
      few()
        .select((eb) => eb.fn.countAll<number>().as('sections'))
        .where(ofTerm)
        .as('sections'),
    )
    .where('term.id', 'in', termIds)
    .execute();
  const total = counts.reduce((sum, one) => sum + Number(one.sections), 0);
  return { sections, total, pageSize: PAGE_SIZE };
}

/** In the row of a term: its sections. */
const ofTerm = expressionBuilder<Database, 'section' | 'term'>()(
  'section.term_id',
  '=',
  sql.ref<string>('term.id'),
);

/** The terms that run, and those to come in which nobody can choose any more, or only for some days. */
async function termsToDecide(db: Db, now: Date): Promise<string[]> {
  const terms = await db
    .selectFrom('term')
    .select(['id', 'starts_on'])
    .where('ends_on', '>=', dayOf(now))
    .orderBy('starts_on', 'desc')
    .limit(MOST_TERMS)
    .execute();
  const windows = await windowsOf(
    db,
    terms.map(({ id }) => id),
  );
  const soon = new Date(now.getTime() + SOON_MS).toISOString();
  return terms
    .filter(({ id, starts_on }) => {
      if (starts_on <= dayOf(now)) return true;
      const window = selectionWindowOf(
        windows.filter(({ termId }) => termId === id),
        now,
      );
      return window.state === 'over' || (window.state === 'open' && window.until <= soon);
    })
    .map(({ id }) => id);
}
