import { missingForOpening } from '#app/features/catalogue/five-ones.server.ts';
import { writeJournal } from '#app/features/journal/journal.server.ts';
import { endBookingsOfMeetings } from '#app/features/venues/bookings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { FiveOne } from '#app/lib/vocabulary.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';

export type SectionOpened =
  | { ok: true }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: 'five-ones'; missing: FiveOne[] };

/**
 * Opens a section for selection. Refused while its course version lacks one of the five ones without a recorded exemption.
 * Source: 五个一 (大纲、教案、讲义、PPT、老师) of the college's teaching rules. Opening twice changes nothing; what
 * was closed is not found.
 */
export async function openSection(
  db: Db,
  { actor, sectionId, now }: { actor: Actor; sectionId: string; now: Date },
): Promise<SectionOpened> {
  return inTransaction(db, async (trx) => {
    const section = await trx
      .selectFrom('section')
      .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
      .select(['course_version_id', 'opened_at', 'section_closure.at as closedAt'])
      .where('section.id', '=', sectionId)
      .executeTakeFirst();
    if (!section || section.closedAt) return { ok: false, reason: 'not-found' };
    if (section.opened_at) return { ok: true };
    const missing = await missingForOpening(trx, section.course_version_id);
    if (missing.length > 0) return { ok: false, reason: 'five-ones', missing };
    const { numUpdatedRows } = await trx
      .updateTable('section')
      .set({ opened_at: now.toISOString(), opened_by: actor.personId })
      .where('id', '=', sectionId)
      .where('opened_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return { ok: true };
    await writeJournal(trx, {
      actor,
      action: 'section.opened',
      subjectType: 'section',
      subjectId: sectionId,
      detail: {},
      now,
    });
    return { ok: true };
  });
}

export const closureKinds = ['ended', 'cancelled', 'merged'] as const;
/** `merged`: its people were moved into another section of the course. */
export type ClosureKind = (typeof closureKinds)[number];

interface Closing {
  actor: Actor;
  sectionId: string;
  kind: ClosureKind;
  /** Of a merged one: where its people were moved. */
  intoSectionId?: string;
  reason: string;
  now: Date;
}

/**
 * Ends, cancels or merges a section, once, with a reason, and gives back the places of the meetings that had not begun. What becomes
 * of its people is `selection`'s.
 */
export async function closeSection(db: Db, closing: Closing): Promise<{ ok: boolean }> {
  try {
    await inTransaction(db, (trx) => writeClosure(trx, closing));
    return { ok: true };
  } catch (error) {
    if (isUniqueViolation(error)) return { ok: false };
    throw error;
  }
}

async function writeClosure(trx: Trx, closing: Closing): Promise<void> {
  const { actor, sectionId, kind, intoSectionId, reason, now } = closing;
  const at = now.toISOString();
  await trx
    .insertInto('section_closure')
    .values({ section_id: sectionId, kind, at, by_person_id: actor.personId, reason })
    .execute();
  if (intoSectionId)
    await trx
      .insertInto('section_merge')
      .values({ section_id: sectionId, into_section_id: intoSectionId, at })
      .execute();
  const meetings = await trx
    .selectFrom('meeting')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('starts_at', '>', at)
    .execute();
  const meetingIds = meetings.map(({ id }) => id);
  await endBookingsOfMeetings(trx, { meetingIds, actor, reason: releaseWords[kind], now });
  await writeJournal(trx, {
    actor,
    action: `section.${kind}`,
    subjectType: 'section',
    subjectId: sectionId,
    detail: { reason, ...(intoSectionId ? { into: intoSectionId } : {}) },
    now,
  });
}

const releaseWords: Record<ClosureKind, string> = {
  ended: '班已结课',
  cancelled: '班已取消',
  merged: '班已并到别的班',
};
