import { endRequirements } from '#app/features/completion/meeting-requirements.server.ts';
import { hasCompletions, holdPins } from '#app/features/completion/section-progress.server.ts';
import { tell } from '#app/features/notices/notices.server.ts';
import { closeSection } from '#app/features/timetable/sections.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { endEnrolment } from './leaving.server.ts';
import { endLines } from './line-ends.server.ts';
import { enrolledIn } from './reading.server.ts';
import { lockSection, removeSeats, returnSeat } from './seats.server.ts';
import { staffOf } from './section-notices.server.ts';

export type CancelOutcome =
  | { ok: true; ended: number }
  | { ok: false; reason: 'not-found' | 'closed' | 'completed' };

interface Cancelling {
  actor: Actor;
  sectionId: string;
  /** Everybody is told it. */
  reason: string;
  now: Date;
}

/**
 * Cancels a section in one transaction: every place in it ends, its line ends, its rooms are given back, everybody is told why and what
 * to do. Refused once somebody has completed it: what they earned belongs to it.
 */
export async function cancelSection(db: Db, cancelling: Cancelling): Promise<CancelOutcome> {
  const { actor, sectionId, reason, now } = cancelling;
  return inTransaction(db, async (trx) => {
    await lockSection(trx, sectionId);
    const section = await sectionToClose(trx, sectionId);
    if (!section) return { ok: false, reason: 'not-found' };
    if (section.closed) return { ok: false, reason: 'closed' };
    const enrolled = await enrolledIn(trx, sectionId);
    // Nobody completes it between the look and the end.
    await holdPins(
      trx,
      enrolled.map(({ id }) => id),
    );
    if (await hasCompletions(trx, sectionId)) return { ok: false, reason: 'completed' };
    await closeSection(trx, { actor, sectionId, kind: 'cancelled', reason, now });
    for (const { id, personId } of enrolled) {
      await endRequirements(trx, id);
      const why = `班已取消：${reason}`;
      await endEnrolment(trx, { actor, enrolmentId: id, personId, sectionId, reason: why, now });
      await returnSeat(trx, sectionId);
      await tell(trx, { ...newsOf(section, reason), personId, link: `/courses/${section.courseCode}`, now });
    }
    while ((await endLines(trx, { sectionId, now })) > 0);
    await removeSeats(trx, sectionId);
    const link = `/teach/sections/${sectionId}`;
    for (const personId of await staffOf(trx, sectionId))
      await tell(trx, { ...staffNews(section, reason), personId, link, now });
    return { ok: true, ended: enrolled.length };
  });
}

/** A section that is to be closed, read under its lock. */
export async function sectionToClose(trx: Trx, sectionId: string) {
  const row = await trx
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.title', 'section.term_id', 'section.course_id', 'section.opened_at'])
    .select(['course.code as courseCode', 'section_closure.at as closedAt'])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  return row ? { ...row, closed: row.closedAt !== null } : null;
}

function newsOf({ title }: { title: string }, reason: string) {
  return {
    kind: 'section-cancelled',
    title: `《${title}》取消了`,
    body: `原因：${reason}。你在这个班的名额到此结束，不算退课。可以看看同一门课有没有别的班，或者选别的课。`,
  };
}

function staffNews({ title }: { title: string }, reason: string) {
  return {
    kind: 'section-cancelled',
    title: `《${title}》取消了`,
    body: `原因：${reason}。学员都已通知到，订好的地点也退了。`,
  };
}
