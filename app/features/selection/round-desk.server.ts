import { addToRound, dropFromRound, removeRound } from '#app/features/rounds/preparing.server.ts';
import { journal, whilePreparing } from '#app/features/rounds/rounds.server.ts';
import { setEntry } from '#app/features/timetable/section-entry.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { lockSection } from './seats.server.ts';

export type SectionPut =
  | { ok: true }
  /** `taken`: somebody is in it or waits for it. `elsewhere`: not of the round's term, closed, or in it already. */
  | { ok: false; reason: 'published' | 'taken' | 'elsewhere' };

interface Putting {
  actor: Actor;
  roundId: string;
  sectionId: string;
  now: Date;
}

/** Puts a section into a round that is being prepared: from then on people get into it by the draw. */
export async function putInRound(
  db: Db,
  { actor, roundId, sectionId, seats, now }: Putting & { seats: number | null },
): Promise<SectionPut> {
  let refused: 'taken' | 'elsewhere' | null = null;
  try {
    const open = await whilePreparing(db, roundId, async (trx) => {
      await lockSection(trx, sectionId);
      refused = await refusalOf(trx, roundId, sectionId);
      if (refused) return;
      await addToRound(trx, { roundId, sectionId, seats });
      await setEntry(trx, { sectionId, entry: 'lottery' });
      await journal(trx, { actor, action: 'round.section', roundId, detail: { sectionId, seats }, now });
    });
    if (!open) return { ok: false, reason: 'published' };
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    refused = 'elsewhere';
  }
  return refused ? { ok: false, reason: refused } : { ok: true };
}

async function refusalOf(
  trx: Trx,
  roundId: string,
  sectionId: string,
): Promise<'taken' | 'elsewhere' | null> {
  const section = await trx
    .selectFrom('section')
    .innerJoin('selection_round', 'selection_round.term_id', 'section.term_id')
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['seat_count.taken', 'section_closure.at as closedAt'])
    .where('section.id', '=', sectionId)
    .where('selection_round.id', '=', roundId)
    .executeTakeFirst();
  if (!section || section.closedAt) return 'elsewhere';
  const waiting = await trx
    .selectFrom('waitlist_entry')
    .select('id')
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .limit(1)
    .executeTakeFirst();
  return section.taken > 0 || waiting ? 'taken' : null;
}

/** Takes a section out again: people get into it first come, first served. False when the round is published already. */
export async function takeOutOfRound(db: Db, { actor, roundId, sectionId, now }: Putting): Promise<boolean> {
  return whilePreparing(db, roundId, async (trx) => {
    if (!(await dropFromRound(trx, { roundId, sectionId }))) return;
    await setEntry(trx, { sectionId, entry: 'first-come' });
    await journal(trx, { actor, action: 'round.section-dropped', roundId, detail: { sectionId }, now });
  });
}

/**
 * Gives a round up that was not published: its sections are first come, first served again, and the term can have another. False when
 * it is published.
 */
export async function dropRound(
  db: Db,
  { actor, roundId, now }: Omit<Putting, 'sectionId'>,
): Promise<boolean> {
  return whilePreparing(db, roundId, async (trx) => {
    const sections = await removeRound(trx, roundId);
    for (const sectionId of sections) await setEntry(trx, { sectionId, entry: 'first-come' });
    await journal(trx, {
      actor,
      action: 'round.dropped',
      roundId,
      detail: { sections: sections.length },
      now,
    });
  });
}

/** A section of a round's term that could take part, as the registrar chooses it. */
export interface Candidate {
  id: string;
  code: string;
  title: string;
  courseTitle: string;
  capacity: number;
}

const MOST_CANDIDATES = 500;

/** Sections of a term that nobody is in and that are in no round: those that can still be put into one. One statement. */
export async function candidatesOf(db: Db, termId: string): Promise<Candidate[]> {
  return db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('round_section', 'round_section.section_id', 'section.id')
    .select(['section.id', 'section.code', 'section.title', 'course.title as courseTitle', 'capacity'])
    .where('section.term_id', '=', termId)
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where('round_section.section_id', 'is', null)
    .where('taken', '=', 0)
    .orderBy('section.code')
    .limit(MOST_CANDIDATES)
    .execute();
}
