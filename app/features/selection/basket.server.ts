import { writeJournal } from '#app/features/journal/journal.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Db, Trx } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';
import { MOST_IN_BASKET } from './basket.rules.ts';
import { sectionFor } from './desk.server.ts';
import { onBehalfOf } from './on-behalf.server.ts';
import { onceMore } from './once-more.server.ts';
import { lockLearner } from './seats.server.ts';

export type PutOutcome =
  | { outcome: 'added' }
  | { outcome: 'refused'; reason: 'already' | 'closed' | 'basket-full' }
  | { outcome: 'not-found' };

interface Putting {
  actor: Actor;
  personId: string;
  sectionId: string;
  now: Date;
}

/**
 * Puts a section into somebody's basket (选课单). Nothing is reserved by it. Putting it in twice changes nothing; a section that is
 * closed, not open yet as a class, or their own already is not put in.
 */
export async function putIntoBasket(
  db: Db,
  { actor, personId, sectionId, now }: Putting,
): Promise<PutOutcome> {
  const found = await sectionFor(db, { sectionId, personId });
  if (!found) return { outcome: 'not-found' };
  const { section, enrolled } = found;
  if (enrolled) return { outcome: 'refused', reason: 'already' };
  if (section.closed || !section.opened) return { outcome: 'refused', reason: 'closed' };
  return onceMore(db, async (trx) => {
    await lockLearner(trx, personId, section.termId);
    const items = await basketIds(trx, personId);
    if (items.includes(sectionId)) return { outcome: 'added' };
    if (items.length >= MOST_IN_BASKET) return { outcome: 'refused', reason: 'basket-full' };
    await trx
      .insertInto('basket_item')
      .values({ person_id: personId, section_id: sectionId, added_at: now.toISOString() })
      .execute();
    await noteForOther(trx, { actor, personId, sectionId, now, action: 'basket.added' });
    return { outcome: 'added' };
  });
}

/** Takes a section out of somebody's basket. Taking it out twice changes nothing. */
export async function removeFromBasket(db: Db, { actor, personId, sectionId, now }: Putting): Promise<void> {
  await onceMore(db, async (trx) => {
    await leaveBasket(trx, { personId, sectionId });
    await noteForOther(trx, { actor, personId, sectionId, now, action: 'basket.removed' });
  });
}

/** A basket is one's own scratch paper: only what somebody else does to it is written down. */
async function noteForOther(
  trx: Trx,
  { actor, personId, sectionId, now, action }: Putting & { action: string },
): Promise<void> {
  if (actor.personId === personId) return;
  await writeJournal(trx, {
    actor,
    action,
    subjectType: 'section',
    subjectId: sectionId,
    onBehalfOf: onBehalfOf(actor, personId),
    now,
  });
}

/** Takes a section out because it was chosen or is not wanted any more. */
export async function leaveBasket(
  trx: Trx,
  { personId, sectionId }: { personId: string; sectionId: string },
): Promise<void> {
  await trx
    .deleteFrom('basket_item')
    .where('person_id', '=', personId)
    .where('section_id', '=', sectionId)
    .execute();
}

/** The sections in somebody's basket, in the order in which they were put in; not those that they have got otherwise. */
export async function basketIds(db: Db, personId: string): Promise<string[]> {
  const { rows } = await items(db, { personId });
  return rows.map(({ section_id }) => section_id);
}

const items = readyStatement<{ personId: string }>()((db, place) =>
  db
    .selectFrom('basket_item')
    .leftJoin('enrolment', (join) =>
      join
        .onRef('enrolment.section_id', '=', 'basket_item.section_id')
        .onRef('enrolment.person_id', '=', 'basket_item.person_id')
        .on('enrolment.active', '=', 1),
    )
    .select('basket_item.section_id')
    .where('basket_item.person_id', '=', place('personId'))
    .where('enrolment.id', 'is', null)
    .orderBy('added_at')
    .orderBy('basket_item.section_id')
    .limit(MOST_IN_BASKET),
);
