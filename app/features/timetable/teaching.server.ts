import { type Actor, holds } from '#app/lib/actor.ts';
import type { Db } from '#db/database.ts';
import { type NamedSection, namedOf, namedSections } from './named-sections.server.ts';

/** A section as its teacher sees it in a list. */
export interface TaughtSection extends NamedSection {
  closed: boolean;
  /** Where everybody went when it was merged; null where it was not. */
  mergedInto: { id: string; title: string } | null;
}

function taughtRows(db: Db) {
  return namedSections(db)
    .leftJoin('section_merge', 'section_merge.section_id', 'section.id')
    .leftJoin('section as other', 'other.id', 'section_merge.into_section_id')
    .select([
      'section_closure.at as closedAt',
      'teacher.person_id as teacherPersonId',
      'section.head_teacher_id',
      'other.id as intoId',
      'other.title as intoTitle',
    ]);
}

type TaughtRow = Awaited<ReturnType<ReturnType<typeof taughtRows>['executeTakeFirstOrThrow']>>;

function asTaught(row: TaughtRow): TaughtSection {
  const mergedInto = row.intoId === null ? null : { id: row.intoId, title: row.intoTitle ?? '' };
  return { ...namedOf(row), closed: row.closedAt !== null, mergedInto };
}

/** The sections that somebody teaches or heads, newest first (at most a hundred). */
export async function sectionsTaughtBy(db: Db, personId: string): Promise<TaughtSection[]> {
  const rows = await taughtRows(db)
    .innerJoin(sectionsOf(db, personId).as('own'), 'own.id', 'section.id')
    .orderBy('section.starts_on', 'desc')
    .orderBy('section.code')
    .limit(100)
    .execute();
  return rows.map(asTaught);
}

function sectionsOf(db: Db, personId: string) {
  return db
    .selectFrom('teacher')
    .innerJoin('section', 'section.teacher_id', 'teacher.id')
    .select(['section.id', 'section.course_id'])
    .where('teacher.person_id', '=', personId)
    .union((eb) =>
      eb
        .selectFrom('section')
        .select(['section.id', 'section.course_id'])
        .where('section.head_teacher_id', '=', personId),
    );
}

/** Whether somebody teaches a course: among the five ones of a version of it, or in a section. One statement. */
export async function teachesCourse(
  db: Db,
  { personId, courseId }: { personId: string | null; courseId: string },
): Promise<boolean> {
  if (!personId) return false;
  const row = await db
    .selectFrom('course_version')
    .innerJoin('five_one', 'five_one.course_version_id', 'course_version.id')
    .innerJoin('teacher', 'teacher.id', 'five_one.teacher_id')
    .select('course_version.course_id')
    .where('course_version.course_id', '=', courseId)
    .where('teacher.person_id', '=', personId)
    .union((eb) =>
      eb
        .selectFrom(sectionsOf(db, personId).as('own'))
        .select('own.course_id')
        .where('own.course_id', '=', courseId),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** A section if the actor may work in it: its teacher, its head teacher, or the registrar; else null, as if it were not there. */
export async function sectionInHand(
  db: Db,
  { actor, sectionId }: { actor: Actor; sectionId: string },
): Promise<TaughtSection | null> {
  const row = await taughtRows(db).where('section.id', '=', sectionId).executeTakeFirst();
  if (!row) return null;
  const own =
    actor.personId !== null &&
    (row.teacherPersonId === actor.personId || row.head_teacher_id === actor.personId);
  return own || holds(actor, 'registrar', 'academy-admin') ? asTaught(row) : null;
}
