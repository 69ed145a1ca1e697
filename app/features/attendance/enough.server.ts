import { meetRequirement } from '#app/features/completion/meeting-requirements.server.ts';
import { reviseMet } from '#app/features/completion/revising-met.server.ts';
import { holdPins } from '#app/features/completion/section-progress.server.ts';
import { systemActor } from '#app/features/identity/system-actor.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Trx } from '#db/database.ts';
import { mayComplete } from './attendance.rules.ts';
import { attendanceEvidence, type TalliedMeeting } from './make-up.rules.ts';
import { markedMeetings } from './marked-meetings.server.ts';

interface Settling {
  /** Who has marked; nobody when it follows from something else. */
  actor?: Actor;
  enrolmentIds: readonly string[];
  sectionId: string;
  now: Date;
}

/**
 * Meets the requirement 到课 of those enrolments who have been there often enough by now, or have made up for it. Who has met it before but
 * has not completed keeps up with the marks: the evidence follows a correction, and the requirement is open again when it is not enough any
 * more; what is completed stays. Holds their pins before it counts: of two last marks at once the later one sees both. True when somebody
 * completed by it.
 */
export async function meetWhenEnough(trx: Trx, settling: Settling): Promise<boolean> {
  const { enrolmentIds, sectionId } = settling;
  await holdPins(trx, enrolmentIds);
  const asked = await attendanceAsked(trx, enrolmentIds);
  if (asked.length === 0) return false;
  const markedBy = await markedMeetings(
    trx,
    sectionId,
    asked.map(({ enrolmentId }) => enrolmentId),
  );
  let anyCompleted = false;
  for (const one of asked) {
    const meetings = markedBy.get(one.enrolmentId) ?? [];
    if (one.met) await followMarks(trx, one, meetings, settling);
    else if (await meetByMarks(trx, one, meetings, settling)) anyCompleted = true;
  }
  return anyCompleted;
}

/** What is asked of those of some enrolments that have not completed: the share, and whether it is met. */
async function attendanceAsked(trx: Trx, enrolmentIds: readonly string[]) {
  const rows = await trx
    .selectFrom('requirement')
    .leftJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
    .leftJoin('completion', 'completion.enrolment_id', 'requirement.enrolment_id')
    .select(['requirement.id', 'requirement.enrolment_id', 'requirement.person_id', 'detail', 'met_at'])
    .where('requirement.enrolment_id', 'in', enrolmentIds)
    .where('kind', '=', 'attend')
    .where('completion.id', 'is', null)
    .execute();
  return rows.map(({ id, enrolment_id, person_id, detail, met_at }) => ({
    requirementId: id,
    enrolmentId: enrolment_id,
    personId: person_id,
    share: Number((JSON.parse(detail) as { minimumShare?: number }).minimumShare ?? 1),
    met: met_at !== null,
  }));
}

type Asked = Awaited<ReturnType<typeof attendanceAsked>>[number];

async function meetByMarks(
  trx: Trx,
  { enrolmentId, share }: Asked,
  meetings: readonly TalliedMeeting[],
  { sectionId, now }: Settling,
): Promise<boolean> {
  if (!mayComplete(meetings, share)) return false;
  const { completed } = await meetRequirement(trx, {
    enrolmentId,
    kind: 'attend',
    subjectId: sectionId,
    evidence: attendanceEvidence(meetings, share),
    now,
  });
  return completed;
}

async function followMarks(
  trx: Trx,
  { requirementId, enrolmentId, personId, share }: Asked,
  meetings: readonly TalliedMeeting[],
  { actor = systemActor('attendance'), now }: Settling,
): Promise<void> {
  // A meeting that was planned later takes nothing away before somebody has been marked in it.
  const marked = meetings.filter(({ state }) => state !== null);
  const evidence = mayComplete(marked, share) ? attendanceEvidence(marked, share) : null;
  if ((await reviseMet(trx, { actor, requirementId, evidence, now })) !== 'open') return;
  await tell(trx, {
    personId,
    kind: 'attendance',
    title: '到课次数现在不够',
    body: '按现在的课次和点名，到课还没有够。打开可以看到每一次的点名；和实际不一样，请和老师说。',
    link: `/learn/${enrolmentId}`,
    now,
  });
}

/** The same for everybody in a section: a meeting that does not take place may have been the last they waited for. */
export async function meetWhenEnoughForAll(
  trx: Trx,
  { sectionId, ...settling }: Omit<Settling, 'enrolmentIds'>,
): Promise<void> {
  const enrolled = await trx
    .selectFrom('enrolment')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .execute();
  const enrolmentIds = enrolled.map(({ id }) => id);
  if (enrolmentIds.length > 0) await meetWhenEnough(trx, { ...settling, enrolmentIds, sectionId });
}
