import { tell } from '#app/features/notices/notices.server.ts';
import { newId } from '#app/lib/id.ts';
import type { Trx } from '#db/database.ts';
import type { SectionAtDesk } from './facts.server.ts';
import { closeOffer, leaveLine } from './leaving.server.ts';
import { enrolledIn } from './reading.server.ts';
import { returnSeat } from './seats.server.ts';

/** Who waits for a section, in their order, each with their open offer; of one person when given. */
export async function waitingIn(trx: Trx, sectionId: string, personId?: string) {
  return trx
    .selectFrom('waitlist_entry')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select([
      'waitlist_entry.id',
      'waitlist_entry.person_id as personId',
      'acted_by',
      'seat_offer.id as offerId',
    ])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .$if(personId !== undefined, (query) => query.where('waitlist_entry.person_id', '=', personId ?? ''))
    .orderBy('joined_at')
    .orderBy('waitlist_entry.id')
    .execute();
}

/** Everybody who is in a section or waits for it, by id. */
export async function peopleOf(trx: Trx, sectionId: string): Promise<string[]> {
  const rows = [...(await enrolledIn(trx, sectionId)), ...(await waitingIn(trx, sectionId))];
  return [...new Set(rows.map(({ personId }) => personId))].sort();
}

/**
 * Moves those who wait for a section behind those who wait for another, in their order; their open offers end. Who is in the other
 * section or waits there already only leaves. The caller holds both locks. Answers how many wait in the other line now.
 */
export async function moveLine(
  trx: Trx,
  { from, into, reason, now }: { from: SectionAtDesk; into: SectionAtDesk; reason: string; now: Date },
): Promise<number> {
  const settled = new Set(await peopleOf(trx, into.id));
  let joinedMs = Math.max(now.getTime(), ((await lastJoined(trx, into.id)) ?? 0) + 1);
  let moved = 0;
  for (const entry of await waitingIn(trx, from.id)) {
    const { id, personId, offerId } = entry;
    if (offerId && (await closeOffer(trx, { offerId, answer: 'expired', byPersonId: null, now })))
      await returnSeat(trx, from.id);
    await leaveLine(trx, { entryId: id, kind: 'moved', now });
    if (settled.has(personId)) continue;
    await trx
      .insertInto('waitlist_entry')
      .values({
        id: newId(),
        section_id: into.id,
        person_id: personId,
        term_id: into.termId,
        course_id: into.courseId,
        active: 1,
        joined_at: new Date(joinedMs).toISOString(),
        acted_by: entry.acted_by,
      })
      .execute();
    joinedMs += 1;
    moved += 1;
    await tell(trx, {
      personId,
      kind: 'section-merged',
      title: `《${from.title}》并到了《${into.title}》`,
      body: `原因：${reason}。你的候补接在《${into.title}》的候补后面，有名额会通知你。不想等了，可以在“我的课”里退出候补。`,
      link: '/me/courses',
      now,
    });
  }
  return moved;
}

async function lastJoined(trx: Trx, sectionId: string): Promise<number | null> {
  const { last } = await trx
    .selectFrom('waitlist_entry')
    .select(({ fn }) => fn.max<string | null>('joined_at').as('last'))
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return last ? Date.parse(last) : null;
}
