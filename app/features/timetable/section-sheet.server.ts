import type { Position, SectionKind } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { type NamedSection, namedOf, namedSections } from './named-sections.server.ts';
import { ruleLabels, ruleLabelsIn } from './rule-labels.server.ts';
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

/** The sheet of a section on a day (its communities are called as they are called then), or null. One statement. */
export async function sectionSheet(db: Db, sectionId: string, day: string): Promise<SectionSheet | null> {
  const row = await sheetRows(db).where('section.id', '=', sectionId).executeTakeFirst();
  return row ? asSheet(row, day) : null;
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
    .select(ruleLabels)
    .select(({ selectFrom }) => [
      selectFrom('section_audience')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('section_audience.section_id', '=', 'section.id')
        .as('positions'),
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

function asSheet(row: SheetRow, day: string): SectionSheet {
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
    eligibility: ruleLabelsIn(row.eligibility, day).map(({ label }) => label),
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
