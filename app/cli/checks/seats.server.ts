import { sql } from 'kysely';
import type { Db } from '#db/database.ts';
import { breachOf, type Check, MOST_OFFENDERS } from './check.ts';

/** Promise 1 of the product: a seat is never given twice. */
export const seatChecks: readonly Check[] = [
  {
    name: 'seats taken are the active enrolments and open offers, and never more than there are',
    run: async (db) => {
      const enrolled = countBySection(db, 'enrolment', 'active');
      const offered = countBySection(db, 'seat_offer', 'open');
      const rows = await db
        .selectFrom('seat_count')
        .leftJoin(enrolled.as('enrolled'), 'enrolled.section_id', 'seat_count.section_id')
        .leftJoin(offered.as('offered'), 'offered.section_id', 'seat_count.section_id')
        .select('seat_count.section_id')
        .where(
          sql<boolean>`(seat_count.taken <> coalesce(enrolled.n, 0) + coalesce(offered.n, 0) or seat_count.taken > seat_count.capacity)`,
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ section_id }) => `section ${section_id}`));
    },
  },
  {
    name: 'every section that somebody is in has its seats counted',
    run: async (db) => {
      const rows = await db
        .selectFrom('enrolment')
        .leftJoin('seat_count', 'seat_count.section_id', 'enrolment.section_id')
        .select('enrolment.section_id')
        .where('seat_count.section_id', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ section_id }) => `section ${section_id}`));
    },
  },
  {
    name: 'nobody is in a section twice',
    run: async (db) => {
      const rows = await db
        .selectFrom('enrolment')
        .select(['section_id', 'person_id'])
        .where('active', '=', 1)
        .groupBy(['section_id', 'person_id'])
        .having((eb) => eb.fn.countAll(), '>', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ section_id, person_id }) => `section ${section_id}, person ${person_id}`));
    },
  },
  {
    name: 'an enrolment is active, or given up with a withdrawal',
    run: async (db) => {
      const rows = await db
        .selectFrom('enrolment')
        .leftJoin('withdrawal', 'withdrawal.enrolment_id', 'enrolment.id')
        .select('enrolment.id')
        .where(({ or, and, eb }) =>
          or([
            and([eb('active', '=', 1), eb('withdrawal.at', 'is not', null)]),
            and([eb('active', 'is', null), eb('withdrawal.at', 'is', null)]),
          ]),
        )
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `enrolment ${id}`));
    },
  },
  {
    name: 'nobody is in a section that was cancelled or merged, and none of its seats is offered',
    run: async (db) => {
      const closed = db
        .selectFrom('section_closure')
        .select('section_closure.section_id')
        .where('section_closure.kind', 'in', ['cancelled', 'merged']);
      const enrolled = await closed
        .innerJoin('enrolment', 'enrolment.section_id', 'section_closure.section_id')
        .where('enrolment.active', '=', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      const offered = await closed
        .innerJoin('seat_offer', 'seat_offer.section_id', 'section_closure.section_id')
        .where('seat_offer.open', '=', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      const rows = [...enrolled, ...offered];
      return breachOf(rows.map(({ section_id }) => `section ${section_id}`));
    },
  },
  {
    name: 'an open offer belongs to somebody who still waits',
    run: async (db) => {
      const rows = await db
        .selectFrom('seat_offer')
        .innerJoin('waitlist_entry', 'waitlist_entry.id', 'seat_offer.entry_id')
        .select('seat_offer.id')
        .where('seat_offer.open', '=', 1)
        .where('waitlist_entry.active', 'is', null)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `offer ${id}`));
    },
  },
  {
    name: 'who waits for a section is not in it',
    run: async (db) => {
      const rows = await db
        .selectFrom('waitlist_entry')
        .innerJoin('enrolment', (join) =>
          join
            .onRef('enrolment.section_id', '=', 'waitlist_entry.section_id')
            .onRef('enrolment.person_id', '=', 'waitlist_entry.person_id'),
        )
        .select('waitlist_entry.id')
        .where('waitlist_entry.active', '=', 1)
        .where('enrolment.active', '=', 1)
        .limit(MOST_OFFENDERS)
        .execute();
      return breachOf(rows.map(({ id }) => `waitlist entry ${id}`));
    },
  },
];

function countBySection(db: Db, table: 'enrolment' | 'seat_offer', state: 'active' | 'open') {
  return db
    .selectFrom(table)
    .select('section_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql.ref(state), '=', 1)
    .groupBy('section_id');
}
