import { type AttendanceState, wasMissed, wasThere } from '#app/features/attendance/attendance.rules.ts';
import {
  againstMakingUp,
  type MakeUpRefusal,
  makeUpDeadline,
  mostMadeUp,
} from '#app/features/attendance/make-up.rules.ts';
import { requirementsOf } from '#app/features/completion/requirements.server.ts';
import { categoryRule } from '#app/features/credits/activities.rules.ts';
import { rulesOfVersion } from '#app/features/credits/policies.server.ts';
import { asOwn, type OwnEnrolment, ownRows } from '#app/features/selection/own-enrolments.server.ts';
import type { Db } from '#db/database.ts';
import { type MakeUpWork, type MissedRow, meetingsWithMakeUps } from './own-rows.server.ts';
import { standingFor } from './standing.server.ts';

/** A meeting that somebody missed or has made up. `against`: why it cannot be made up now. */
export interface MissedMeeting {
  id: string;
  number: number;
  topic: string;
  startsAt: string;
  attendance: AttendanceState | null;
  /** `there`: it was being made up, or is, and the mark says by now that they were there. */
  state: 'may' | 'under-way' | 'done' | 'there' | 'cannot';
  against: MakeUpRefusal | null;
  /** While it is under way or done. */
  work: MakeUpWork | null;
  doneAt: string | null;
  /** What is to be watched and passed when it is begun. */
  offered: { recordingId: string; exerciseId: string } | null;
}

/** Somebody's missed meetings in one section, what can still be made up, and until when. */
export interface OwnMakeUps {
  enrolment: OwnEnrolment;
  termId: string;
  meetings: number;
  /** How many may be made up in all, and how many more. */
  most: number;
  left: number;
  deadline: string;
  over: boolean;
  makeUpPercent: number;
  maxPercent: number;
  minimumShare: number;
  missed: MissedMeeting[];
}

/** The make-ups of one own enrolment; null when it is not this person's. At most five statements. */
export async function ownMakeUps(
  db: Db,
  { enrolmentId, personId, now }: { enrolmentId: string; personId: string | null; now: Date },
): Promise<OwnMakeUps | null> {
  const seat = personId ? await ownSeat(db, { enrolmentId, personId }) : null;
  if (!seat) return null;
  const { enrolment, ruleVersionId, deadline, termId } = seat;
  const [rows, { standing }, requirements, rules] = await Promise.all([
    meetingsWithMakeUps(db, { enrolmentId, sectionId: enrolment.sectionId }),
    standingFor(db, enrolment.sectionId),
    requirementsOf(db, [enrolmentId]),
    rulesOfVersion(db, ruleVersionId),
  ]);
  const face = rules ? categoryRule(rules, 'A') : null;
  const most = face?.makeUpPercent ? mostMadeUp(rows.length, face.makeUpMaxMeetingsPercent) : 0;
  // Each keeps its place, also while the mark says that they were there: it may be corrected back.
  const used = rows.filter(({ makeUpId }) => makeUpId !== null).length;
  const left = Math.max(0, most - used);
  const attend = requirements.find(({ kind }) => kind === 'attend');
  const askedAnyway = new Set([
    ...requirements.flatMap(({ kind, subjectId }) =>
      kind === 'watch' || kind === 'quiz' ? [subjectId] : [],
    ),
    ...rows.flatMap(({ recordingId, exerciseId }) => [recordingId ?? '', exerciseId ?? '']),
  ]);
  const missed = rows.filter(({ attendance, makeUpId }) => wasMissed(attendance) || makeUpId !== null);
  return {
    enrolment,
    termId,
    meetings: rows.length,
    most,
    left,
    deadline,
    over: now.toISOString() >= deadline,
    makeUpPercent: face?.makeUpPercent ?? 100,
    maxPercent: face?.makeUpMaxMeetingsPercent ?? 0,
    minimumShare: ((rules && categoryRule(rules, 'B').watchedPercent) ?? 90) / 100,
    missed: missed.map((row) => {
      const recordingId = standing.get(row.id)?.recording?.id ?? null;
      const exerciseId = standing.get(row.id)?.exercise?.id ?? null;
      const against = againstMakingUp({
        state: row.attendance,
        hasRule: face?.makeUpPercent !== undefined,
        completed: enrolment.state === 'completed',
        attendanceSettled: !attend || attend.metAt !== null,
        deadline,
        now,
        recordingId,
        exerciseId,
        askedAnyway,
        most,
        left,
      });
      return asMissed(row, { against, recordingId, exerciseId });
    }),
  };
}

async function ownSeat(db: Db, { enrolmentId, personId }: { enrolmentId: string; personId: string }) {
  const row = await ownRows(db)
    .leftJoin('term_window', (join) =>
      join.onRef('term_window.term_id', '=', 'section.term_id').on('term_window.kind', '=', 'evaluation'),
    )
    .select(['enrolment.term_id', 'enrolment_pin.rule_version_id', 'term.ends_on as termEndsOn'])
    .select(['section.evaluation_closes_at', 'term_window.closes_at'])
    .where('enrolment.id', '=', enrolmentId)
    .where('enrolment.person_id', '=', personId)
    .executeTakeFirst();
  if (!row) return null;
  const deadline = makeUpDeadline({
    evaluationClosesAt: row.evaluation_closes_at ?? row.closes_at,
    sectionEndsOn: row.ends_on,
    termEndsOn: row.termEndsOn,
  });
  return { enrolment: asOwn(row), termId: row.term_id, ruleVersionId: row.rule_version_id, deadline };
}

type Offer = { against: MakeUpRefusal | null; recordingId: string | null; exerciseId: string | null };

function asMissed(row: MissedRow, { against, recordingId, exerciseId }: Offer): MissedMeeting {
  const { id, number, topic, startsAt, attendance, work, doneAt } = row;
  const begun = work ? (wasThere(attendance) ? 'there' : doneAt ? 'done' : 'under-way') : null;
  return {
    ...{ id, number, topic, startsAt, attendance, work, doneAt },
    state: begun ?? (against ? 'cannot' : 'may'),
    against: begun ? null : against,
    offered: !begun && !against && recordingId && exerciseId ? { recordingId, exerciseId } : null,
  };
}
