import type { Position, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type NamedSection, namedOf, namedSections } from './named-sections.server.ts';
import type { SectionState } from './section-list.server.ts';
import type { ClosureKind } from './section-states.server.ts';
import type { SectionEntry } from './selection-window.rules.ts';

/** Everything that the registrar's own page of a section says of it, seats and people apart. */
export interface SectionSheet extends NamedSection {
  state: SectionState;
  termId: string;
  courseVersionId: string;
  kind: SectionKind;
  entry: SectionEntry;
  minSize: number;
  note: string;
  teacherId: string | null;
  headTeacher: { id: string; name: string; username: string } | null;
  audience: Position[];
  /** Besides, in words: 和风社区, 60 岁以上. */
  eligibility: string[];
  /** Why and when it was closed, by whom; `into`: where its people were moved. */
  closure: {
    reason: string;
    at: string;
    by: string | null;
    into: { id: string; title: string } | null;
  } | null;
  /** The newest published version of its course, when that is another one. */
  newerVersion: { id: string; number: number } | null;
}

/** Between labels: no name of a community has it. */
const APART = '\n';

/** The sheet of a section, or null. One statement. */
export async function sectionSheet(db: Db, sectionId: string): Promise<SectionSheet | null> {
  const row = await sheetRows(db).where('section.id', '=', sectionId).executeTakeFirst();
  return row ? asSheet(row) : null;
}

function sheetRows(db: Db) {
  return namedSections(db)
    .leftJoin('person as head', 'head.id', 'section.head_teacher_id')
    .leftJoin('person as closer', 'closer.id', 'section_closure.by_person_id')
    .leftJoin('section_merge', 'section_merge.section_id', 'section.id')
    .leftJoin('section as other', 'other.id', 'section_merge.into_section_id')
    .select([
      'section.term_id',
      'section.course_version_id',
      'section.kind',
      'section.entry',
      'section.min_size',
      'section.note',
      'section.teacher_id',
      'section.opened_at',
      'head.id as headId',
      'head.name as headName',
      'head.username as headUsername',
      'section_closure.kind as closure',
      'section_closure.reason as closureReason',
      'section_closure.at as closedAt',
      'closer.name as closedBy',
      'other.id as intoId',
      'other.title as intoTitle',
    ])
    .select(({ selectFrom }) => [
      selectFrom('section_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('section_audience.section_id', '=', 'section.id')
        .as('positions'),
      selectFrom('section_eligibility')
        .select(({ fn, val }) =>
          fn<string>('group_concat', [fn('concat', ['label', val(APART)])]).as('labels'),
        )
        .whereRef('section_eligibility.section_id', '=', 'section.id')
        .as('labels'),
      selectFrom('course_version as newest')
        .select(({ fn, val }) => fn<string>('concat', ['newest.number', val(' '), 'newest.id']).as('newest'))
        .whereRef('newest.course_id', '=', 'section.course_id')
        .where('newest.published_at', 'is not', null)
        .orderBy('newest.number', 'desc')
        .limit(1)
        .as('newest'),
    ]);
}

type SheetRow = Awaited<ReturnType<ReturnType<typeof sheetRows>['executeTakeFirstOrThrow']>>;

function asSheet(row: SheetRow): SectionSheet {
  const [number = '', newestId = ''] = (row.newest ?? '').split(' ');
  return {
    ...namedOf(row),
    state: row.closure ? (row.closure as ClosureKind) : row.opened_at ? 'open' : 'planned',
    termId: row.term_id,
    courseVersionId: row.course_version_id,
    kind: row.kind as SectionKind,
    entry: row.entry as SectionEntry,
    minSize: row.min_size,
    note: row.note,
    teacherId: row.teacher_id,
    headTeacher:
      row.headId && row.headName && row.headUsername
        ? { id: row.headId, name: row.headName, username: row.headUsername }
        : null,
    audience: (row.positions ? row.positions.split(',') : []) as Position[],
    eligibility: (row.labels ?? '').split(new RegExp(`${APART},?`)).filter(Boolean),
    closure: closureOf(row),
    newerVersion:
      newestId && newestId !== row.course_version_id ? { id: newestId, number: Number(number) } : null,
  };
}

function closureOf(row: SheetRow): SectionSheet['closure'] {
  if (!row.closedAt) return null;
  const into = row.intoId && row.intoTitle ? { id: row.intoId, title: row.intoTitle } : null;
  return { reason: row.closureReason ?? '', at: row.closedAt, by: row.closedBy, into };
}
