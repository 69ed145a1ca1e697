import type { Db } from '#db/database.ts';

/** How many enrolments have each of these recordings of a course among their requirements and have not watched it yet. */
export async function waitingForRecordings(
  db: Db,
  { ids, courseId }: { ids: readonly string[]; courseId: string },
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('section')
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select((eb) => ['requirement.subject_id', eb.fn.countAll<number>().as('waiting')])
    .where('section.course_id', '=', courseId)
    .where('enrolment.active', '=', 1)
    .where('requirement.kind', '=', 'watch')
    .where('requirement.subject_id', 'in', ids)
    .where('requirement_met.met_at', 'is', null)
    .groupBy('requirement.subject_id')
    .execute();
  return new Map(rows.map(({ subject_id, waiting }) => [subject_id, Number(waiting)]));
}
