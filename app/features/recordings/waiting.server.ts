import type { Db } from '#db/database.ts';

/** How many enrolments have this recording among their requirements and have not watched it yet. */
export async function waitingForRecording(
  db: Db,
  { id, courseId }: { id: string; courseId: string },
): Promise<number> {
  const { waiting } = await db
    .selectFrom('section')
    .innerJoin('enrolment', 'enrolment.section_id', 'section.id')
    .innerJoin('requirement', 'requirement.enrolment_id', 'enrolment.id')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .select((eb) => eb.fn.countAll<number>().as('waiting'))
    .where('section.course_id', '=', courseId)
    .where('enrolment.active', '=', 1)
    .where('requirement.kind', '=', 'watch')
    .where('requirement.subject_id', '=', id)
    .where('requirement_met.met_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(waiting);
}
