import type { Mode, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';

/** A section in the registrar's list. */
export interface ListedSection {
  id: string;
  code: string;
  title: string;
  courseCode: string;
  courseTitle: string;
  school: School;
  mode: Mode;
  termName: string;
  teacherName: string | null;
  startsOn: string;
  endsOn: string;
  state: 'planned' | 'open' | 'ended' | 'cancelled';
}

const PAGE_SIZE = 50;

/** A page of all sections, those that begin last first; of one term when given. */
export async function sectionList(
  db: Db,
  { termId, page }: { termId: string | null; page: number },
): Promise<{ sections: ListedSection[]; total: number; pageSize: number }> {
  const all = db
    .selectFrom('section')
    .$if(termId !== null, (query) => query.where('term_id', '=', termId ?? ''));
  const { total } = await all.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  // The index gives the page; only its fifty rows are looked at whole.
  const shown = all
    .select('section.id')
    .orderBy('section.starts_on', 'desc')
    .orderBy('section.code')
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE);
  const rows = await listedRows(db)
    .innerJoin(shown.as('shown'), 'shown.id', 'section.id')
    .orderBy('section.starts_on', 'desc')
    .orderBy('section.code')
    .execute();
  return { sections: rows.map(asListed), total: Number(total), pageSize: PAGE_SIZE };
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
  return db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .innerJoin('term', 'term.id', 'section.term_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select([
      'section.id',
      'section.code',
      'section.title',
      'section.school',
      'section.mode',
      'section.starts_on',
      'section.ends_on',
      'section.opened_at',
      'section.course_version_id',
      'course.code as courseCode',
      'course.title as courseTitle',
      'term.name as termName',
      'teacher.name as teacherName',
      'section_closure.kind as closure',
    ]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof listedRows>['executeTakeFirstOrThrow']>>;

function asListed(row: ListedRow): ListedSection {
  return {
    id: row.id,
    code: row.code,
    title: row.title,
    courseCode: row.courseCode,
    courseTitle: row.courseTitle,
    school: row.school as School,
    mode: row.mode as Mode,
    termName: row.termName,
    teacherName: row.teacherName,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    state: row.closure ? (row.closure as 'ended' | 'cancelled') : row.opened_at ? 'open' : 'planned',
  };
}
