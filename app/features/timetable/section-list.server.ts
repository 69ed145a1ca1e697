import type { Db } from '#db/database.ts';
import { type Part, partOf } from '#db/part.server.ts';
import { type NamedSection, namedOf, namedSections } from './named-sections.server.ts';
import type { ClosureKind } from './section-states.server.ts';

export type SectionState = 'planned' | 'open' | ClosureKind;

/** A section in the registrar's list. */
export interface ListedSection extends NamedSection {
  state: SectionState;
  /** With fewer people it is merged or cancelled. */
  minSize: number;
}

const PAGE_SIZE = 50;

/** A page of all sections, those that begin last first; of one term when given. */
export async function sectionList(
  db: Db,
  { termId, ...part }: { termId: string | null } & Part,
): Promise<{ sections: ListedSection[]; total: number; pageSize: number }> {
  const all = db
    .selectFrom('section')
    .$if(termId !== null, (query) => query.where('term_id', '=', termId ?? ''));
  // The index gives the page; only its fifty rows are looked at whole.
  const shown = partOf(all.select('section.id'), {
    ...part,
    order: [
      ['section.starts_on', 'desc'],
      ['section.code', 'asc'],
    ],
    pageSize: PAGE_SIZE,
  });
  const rows = await listedRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'section.id')
    .orderBy('section.starts_on', 'desc')
    .orderBy('section.code')
    .execute();
  const sections = rows.map(asListed);
  if (part.page === undefined) return { sections, total: 0, pageSize: PAGE_SIZE };
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  return { sections, total: Number(total), pageSize: PAGE_SIZE };
}

/** One section as the registrar sees it, or null. */
export async function sectionById(
  db: Db,
  sectionId: string,
): Promise<(ListedSection & { courseVersionId: string }) | null> {
  const row = await listedRows(db).where('section.id', '=', sectionId).executeTakeFirst();
  return row ? { ...asListed(row), courseVersionId: row.course_version_id } : null;
}

function listedRows(db: Db) {
  return namedSections(db).select([
    'section.opened_at',
    'section.course_version_id',
    'section.min_size',
    'section_closure.kind as closure',
  ]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listedRows>['executeTakeFirstOrThrow']>>;

function asListed(row: ListedRow): ListedSection {
  return {
    ...namedOf(row),
    minSize: row.min_size,
    state: row.closure ? (row.closure as ClosureKind) : row.opened_at ? 'open' : 'planned',
  };
}
