import { asOwn, type OwnEnrolment, ownRows } from '#app/features/selection/own-enrolments.server.ts';
import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

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
  const [own] = await enrolmentsToEvaluate(db, { personId, enrolmentIds: [enrolmentId], now });
  return own?.evaluation ?? null;
}

export type EvaluatedEnrolment = OwnEnrolment & { evaluation: EvaluationDesk };

const MOST_LISTED = 100;

/**
 * Somebody's active enrolments, newest first (all of them, or those named; at most a hundred), each with its evaluation: the
 * section's own window where it has one, else the term's; whether a receipt is there. One statement.
 */
export async function enrolmentsToEvaluate(
  db: Db,
  { personId, enrolmentIds, now }: { personId: string; enrolmentIds?: readonly string[]; now: Date },
): Promise<EvaluatedEnrolment[]> {
  if (enrolmentIds?.length === 0) return [];
  const { rows } = enrolmentIds
    ? await namedEvaluations(db, { personId, enrolmentIds })
    : await allEvaluations(db, { personId });
  return rows.map((row) => ({ ...asOwn(row), evaluation: asDesk(row, now.toISOString()) }));
}

const allEvaluations = readyStatement<{ personId: string }>()((db, place) =>
  evaluatedRows(db)
    .where('enrolment.person_id', '=', place('personId'))
    .orderBy('enrolment.enrolled_at', 'desc')
    .limit(MOST_LISTED),
);

const namedEvaluations = readyStatement<{ personId: string; enrolmentIds: readonly string[] }>()(
  (db, place) =>
    evaluatedRows(db)
      .where('enrolment.person_id', '=', place('personId'))
      .where('enrolment.id', 'in', place('enrolmentIds'))
      .orderBy('enrolment.enrolled_at', 'desc')
      .limit(MOST_LISTED),
);

function evaluatedRows(db: Db) {
  return ownRows(db)
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .leftJoin('receipt', (join) =>
      join
        .onRef('receipt.section_id', '=', 'section.id')
        .onRef('receipt.person_id', '=', 'enrolment.person_id'),
    )
    .select([
      'opens_at',
      'closes_at',
      'evaluation_opens_at',
      'evaluation_closes_at',
      'receipt.person_id as received',
    ]);
}

type EvaluatedRow = Awaited<ReturnType<ReturnType<typeof evaluatedRows>['executeTakeFirstOrThrow']>>;

function asDesk(row: EvaluatedRow, at: string): EvaluationDesk {
  const opensAt = row.evaluation_opens_at ?? row.opens_at;
  const closesAt = row.evaluation_closes_at ?? row.closes_at;
  return {
    enrolmentId: row.enrolmentId,
    personId: row.person_id,
    sectionId: row.id,
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
}
