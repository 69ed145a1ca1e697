import { tellMany } from '#app/features/notices/notices.server.ts';
import { pathsAbove } from '#app/features/organisation/scope.ts';
import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import { dayOf, formatMoment } from '#app/lib/time.ts';
import type { Db, Trx } from '#db/database.ts';
import { isUniqueViolation } from '#db/dialect.server.ts';
import { inTransaction } from '#db/transaction.server.ts';
import { asksForCall } from './asks-for-call.server.ts';
import { openOffers } from './offers-to-call.server.ts';

/** More than look after one place and the places around it. */
const MOST_LIAISONS = 50;
const MOST_POSTS = 100;

/**
 * Tells the liaisons of the places where somebody lives or learns that they have been offered a seat and hear of it only by telephone;
 * once for each offer, whoever runs this and however often. Answers how many offers were announced. Run by the worker.
 */
export async function announceCalls(db: Db, { limit, now }: { limit: number; now: Date }): Promise<number> {
  const due = await openOffers(db, now)
    .leftJoin('offer_call_notice', 'offer_call_notice.offer_id', 'seat_offer.id')
    .where('offer_call_notice.offer_id', 'is', null)
    .where((eb) => asksForCall(now)(eb))
    .orderBy('seat_offer.expires_at')
    .limit(limit)
    .execute();
  let announced = 0;
  for (const offer of due) if (await announce(db, offer, now)) announced += 1;
  return announced;
}

type DueOffer = Awaited<ReturnType<ReturnType<typeof openOffers>['executeTakeFirstOrThrow']>>;

async function announce(db: Db, offer: DueOffer, now: Date): Promise<boolean> {
  try {
    return await inTransaction(db, async (trx) => {
      await trx
        .insertInto('offer_call_notice')
        .values({ offer_id: offer.id, at: now.toISOString() })
        .execute();
      const body = `《${offer.title}》（${sectionName(offer.sectionTitle)}）有名额了，请在 ${formatMoment(offer.expires_at)} 前打电话问本人要不要。`;
      const notices = (await liaisonsOf(trx, offer.person_id, dayOf(now))).map((personId) => ({
        ...{ personId, kind: 'call-to-make', title: `请打电话问${offer.name}：等到名额了` },
        ...{ body, link: '/assist', mentions: [{ personId: offer.person_id, name: offer.name }], now },
      }));
      if (notices.length > 0) await tellMany(trx, notices);
      return true;
    });
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/** The liaisons in whose scope somebody holds a post on that day; never they themselves. */
async function liaisonsOf(trx: Trx, personId: string, onDay: string): Promise<string[]> {
  const posts = await trx
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select('org_unit.path')
    .where('person_id', '=', personId)
    .where('appointment.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', onDay)]),
    )
    .limit(MOST_POSTS)
    .execute();
  const above = [...new Set(posts.flatMap(({ path }) => pathsAbove(path)))];
  const holders = await trx
    .selectFrom('role_grant')
    .leftJoin('org_unit', 'org_unit.id', 'role_grant.org_unit_id')
    .select('role_grant.person_id')
    .distinct()
    .where('role', '=', 'liaison')
    .where('role_grant.person_id', '!=', personId)
    .where('role_grant.valid_from', '<=', onDay)
    .where(({ or, eb }) =>
      or([eb('role_grant.valid_to', 'is', null), eb('role_grant.valid_to', '>=', onDay)]),
    )
    .where(({ or, eb }) =>
      or([
        eb('role_grant.org_unit_id', 'is', null),
        ...(above.length > 0 ? [eb('org_unit.path', 'in', above)] : []),
      ]),
    )
    .limit(MOST_LIAISONS)
    .execute();
  return holders.map(({ person_id }) => person_id);
}
