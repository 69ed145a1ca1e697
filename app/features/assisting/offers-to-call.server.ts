import { sql } from 'kysely';
import { whenWords } from '#app/features/timetable/meeting-words.rules.ts';
import { meetingSpans } from '#app/features/timetable/meetings.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { asksForCall, type Offers } from './asks-for-call.server.ts';
import { isElder } from './people.server.ts';
import { liaisonScopes, within } from './scope.server.ts';

/** An open seat offer of somebody in the scope, as the liaison reads it before picking up the phone. */
export interface OfferToCall {
  offerId: string;
  personId: string;
  name: string;
  elder: boolean;
  hasAccount: boolean;
  sectionId: string;
  courseTitle: string;
  sectionTitle: string;
  /** `周三晚上 7:00 起，共 6 次` */
  when: string;
  expiresAt: string;
  /** Calls that nobody answered. */
  unanswered: number;
  lastCallAt: string | null;
}

const MOST_OFFERS = 200;
/**
 * The open offers of the liaison's people, at most two hundred: first those who must be called (elders, people without an account),
 * the soonest deadline first; then those who are told by the system anyway. Two statements.
 */
export async function offersToCall(
  db: Db,
  { actor, now, personId }: { actor: Actor; now: Date; personId?: string },
): Promise<OfferToCall[]> {
  return (await callsToMake(db, { actor, now, personId })).offers;
}

/** The same, and how many there are in all: of those who must be called, and of the others. Two statements. */
export async function callsToMake(
  db: Db,
  { actor, now, personId }: { actor: Actor; now: Date; personId?: string },
): Promise<{ offers: OfferToCall[]; toCallInAll: number; othersInAll: number }> {
  const rows = await offersWithin(db, { actor, now })
    .select(sql<number>`count(*) over ()`.as('inAll'))
    .select((eb) => sql<number>`sum(${mustCall(eb, now)}) over ()`.as('toCallInAll'))
    .$if(personId !== undefined, (query) => query.where('seat_offer.person_id', '=', personId ?? ''))
    .orderBy((eb) => mustCall(eb, now), 'desc')
    .orderBy('seat_offer.expires_at')
    .limit(MOST_OFFERS)
    .execute();
  const spans = await meetingSpans(db, [...new Set(rows.map(({ section_id }) => section_id))]);
  const offers = rows.map((row) => {
    const span = spans.get(row.section_id) ?? { count: 0, starts: [] };
    return { ...asOffer(row), when: whenWords(span, row.ends_on) };
  });
  const toCallInAll = Number(rows[0]?.toCallInAll ?? 0);
  return { offers, toCallInAll, othersInAll: Number(rows[0]?.inAll ?? 0) - toCallInAll };
}

/** One for those who must be called, else zero. */
function mustCall(eb: Parameters<ReturnType<typeof asksForCall>>[0] & Pick<Offers, 'case'>, now: Date) {
  return eb.case().when(asksForCall(now)(eb)).then(1).else(0).end();
}

function offersWithin(db: Db, { actor, now }: { actor: Actor; now: Date }) {
  return openOffers(db, now)
    .where(within(liaisonScopes(actor), 'seat_offer.person_id', dayOf(now)))
    .where('seat_offer.person_id', '!=', actor.personId ?? '');
}

/** Whether somebody hears of an offer only when they are called; `asksForCall` says the same to the database. */
export function mustBeCalled({ elder, hasAccount }: { elder: boolean; hasAccount: boolean }): boolean {
  return elder || !hasAccount;
}

/** One open offer, when the liaison's scopes reach its owner; null for every other one. */
export async function offerToCall(
  db: Db,
  { actor, offerId, now }: { actor: Actor; offerId: string; now: Date },
): Promise<OfferToCall | null> {
  if (!isId(offerId)) return null;
  const row = await offersWithin(db, { actor, now }).where('seat_offer.id', '=', offerId).executeTakeFirst();
  if (!row) return null;
  const span = (await meetingSpans(db, [row.section_id])).get(row.section_id) ?? { count: 0, starts: [] };
  return { ...asOffer(row), when: whenWords(span, row.ends_on) };
}

/** Open offers with what a liaison reads of them, without saying yet whose. */
export function openOffers(db: Db, now: Date) {
  return db
    .selectFrom('seat_offer')
    .innerJoin('person', 'person.id', 'seat_offer.person_id')
    .innerJoin('section', 'section.id', 'seat_offer.section_id')
    .innerJoin('course', 'course.id', 'section.course_id')
    .leftJoin('password_credential', 'password_credential.person_id', 'person.id')
    .select([
      'seat_offer.id',
      'seat_offer.person_id',
      'seat_offer.section_id',
      'seat_offer.expires_at',
      'person.name',
      'person.age_band',
      'password_credential.changed_at',
      'course.title',
      'section.title as sectionTitle',
      'section.ends_on',
    ])
    .select(({ selectFrom }) => [
      selectFrom('appointment')
        .select(({ fn }) => fn<string>('group_concat', ['position']).as('positions'))
        .whereRef('appointment.person_id', '=', 'seat_offer.person_id')
        .where('appointment.valid_from', '<=', dayOf(now))
        .where(({ or, eb }) =>
          or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', dayOf(now))]),
        )
        .as('positions'),
      selectFrom('offer_call')
        .select(({ fn }) => fn.countAll<number>().as('calls'))
        .whereRef('offer_call.offer_id', '=', 'seat_offer.id')
        .as('calls'),
      selectFrom('offer_call')
        .select(({ fn }) => fn.max('offer_call.at').as('last'))
        .whereRef('offer_call.offer_id', '=', 'seat_offer.id')
        .as('lastCallAt'),
    ])
    .where('seat_offer.open', '=', 1)
    .where('seat_offer.expires_at', '>', now.toISOString());
}

function asOffer(row: Awaited<ReturnType<ReturnType<typeof openOffers>['executeTakeFirstOrThrow']>>) {
  return {
    offerId: row.id,
    personId: row.person_id,
    name: row.name,
    elder: isElder(row.age_band, (row.positions ?? '').split(',')),
    hasAccount: row.changed_at !== null,
    sectionId: row.section_id,
    courseTitle: row.title,
    sectionTitle: row.sectionTitle,
    expiresAt: row.expires_at,
    // A call that was answered ends the offer.
    unanswered: Number(row.calls),
    lastCallAt: row.lastCallAt,
  };
}
