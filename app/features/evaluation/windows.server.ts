import type { Db } from '#db/database.ts';

/** What somebody who wants to evaluate a section needs to know. Instants as UTC ISO text. */
export interface EvaluationDesk {
  enrolmentId: string;
  personId: string;
  sectionId: string;
  sectionTitle: string;
  courseTitle: string;
  school: string;
  teacherName: string | null;
  opensAt: string | null;
  closesAt: string | null;
  open: boolean;
  /** The window is past, or there will be none. */
  over: boolean;
  done: boolean;
}

/** Neither side reads the other's word before both are in or the window is past. */
export function maySeeAppraisal({ done, over }: Pick<EvaluationDesk, 'done' | 'over'>): boolean {
  return done || over;
}

/** The evaluation of one own, active enrolment; null when it is not theirs. */
export async function evaluationDesk(
  db: Db,
  { enrolmentId, personId, now }: { enrolmentId: string; personId: string | null; now: Date },
): Promise<EvaluationDesk | null> {
  if (!personId) return null;
  const desks = await evaluationStates(db, { personId, enrolmentIds: [enrolmentId], now });
  return desks[0] ?? null;
}

/**
 * The evaluations of somebody's active enrolments (all of them, or those named): the section's own window where it has one,
 * else the term's; whether a receipt is there.
 */
export async function evaluationStates(
  db: Db,
  { personId, enrolmentIds, now }: { personId: string; enrolmentIds?: readonly string[]; now: Date },
): Promise<EvaluationDesk[]> {
  if (enrolmentIds && enrolmentIds.length === 0) return [];
  let query = db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('teacher', 'teacher.id', 'section.teacher_id')
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .leftJoin('receipt', (join) =>
      join
        .onRef('receipt.section_id', '=', 'section.id')
        .onRef('receipt.person_id', '=', 'enrolment.person_id'),
    )
    .select([
      'enrolment.id',
      'enrolment.person_id',
      'section.id as sectionId',
      'section.title',
      'section.school',
      'opens_at',
      'closes_at',
      'course.title as courseTitle',
      'teacher.name as teacherName',
      'evaluation_opens_at',
      'evaluation_closes_at',
      'receipt.person_id as received',
    ])
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.active', '=', 1);
  if (enrolmentIds) query = query.where('enrolment.id', 'in', enrolmentIds);
  const rows = await query.orderBy('enrolment.enrolled_at', 'desc').limit(100).execute();
  const at = now.toISOString();
  return rows.map((row) => {
    const opensAt = row.evaluation_opens_at ?? row.opens_at;
    const closesAt = row.evaluation_closes_at ?? row.closes_at;
    return {
      enrolmentId: row.id,
      personId: row.person_id,
      sectionId: row.sectionId,
      sectionTitle: row.title,
      courseTitle: row.courseTitle,
      school: row.school,
      teacherName: row.teacherName,
      opensAt,
      closesAt,
      open: opensAt !== null && closesAt !== null && opensAt <= at && at < closesAt,
      over: closesAt === null || closesAt <= at,
      done: row.received !== null,
    };
  });
}
