import type { Db } from '#db/database.ts';
import { readyStatement } from '#db/ready-statement.server.ts';

export { enrolmentsOf, type OwnEnrolment, ownEnrolment, runningEnrolment } from './own-enrolments.server.ts';

const MOST_LISTED = 100;

/** One place in a line, with its offer when there is one. `position` counts from 1. */
export interface OwnWaiting {
  entryId: string;
  sectionId: string;
  courseCode: string;
  courseTitle: string;
  sectionTitle: string;
  joinedAt: string;
  position: number;
  offerExpiresAt: string | null;
}

/** The lines in which somebody stands. */
export async function waitingOf(db: Db, personId: string): Promise<OwnWaiting[]> {
  const { rows } = await ownLines(db, { personId });
  return rows.map((row) => ({
    entryId: row.id,
    sectionId: row.section_id,
    courseCode: row.code,
    courseTitle: row.title,
    sectionTitle: row.sectionTitle,
    joinedAt: row.joined_at,
    position: Number(row.ahead) + 1,
    offerExpiresAt: row.expires_at,
  }));
}

const ownLines = readyStatement<{ personId: string }>()((db, place) =>
  db
    .selectFrom('waitlist_entry as own')
    .innerJoin('section', 'section.id', 'own.section_id')
    .innerJoin('course', 'course.id', 'own.course_id')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'own.id').on('seat_offer.open', '=', 1),
    )
    .select((eb) => [
      'own.id',
      'own.section_id',
      'own.joined_at',
      'course.code',
      'course.title',
      'section.title as sectionTitle',
      'seat_offer.expires_at',
      eb
        .selectFrom('waitlist_entry as ahead')
        .select(eb.fn.countAll<number>().as('ahead'))
        .whereRef('ahead.section_id', '=', 'own.section_id')
        .where('ahead.active', '=', 1)
        .where((where) =>
          where.or([
            where('ahead.joined_at', '<', where.ref('own.joined_at')),
            where.and([
              where('ahead.joined_at', '=', where.ref('own.joined_at')),
              where('ahead.id', '<', where.ref('own.id')),
            ]),
          ]),
        )
        .as('ahead'),
    ])
    .where('own.person_id', '=', place('personId'))
    .where('own.active', '=', 1)
    .orderBy('own.joined_at')
    .limit(MOST_LISTED),
);

/** Seats by section id: how many there are, how many are taken (open offers included). */
export async function seatsOf(
  db: Db,
  sectionIds: readonly string[],
): Promise<Map<string, { capacity: number; taken: number }>> {
  if (sectionIds.length === 0) return new Map();
  const { rows } = await seatCounts(db, { sectionIds });
  return new Map(rows.map((row) => [row.section_id, { capacity: row.capacity, taken: row.taken }]));
}

const seatCounts = readyStatement<{ sectionIds: readonly string[] }>()((db, place) =>
  db.selectFrom('seat_count').selectAll().where('section_id', 'in', place('sectionIds')),
);

/** The same for a reader: which of the sections lie in their basket, and how many lie there in all. One statement. */
export async function seatsFor(
  db: Db,
  { sectionIds, personId }: { sectionIds: readonly string[]; personId: string },
): Promise<{
  seats: Map<string, { capacity: number; taken: number }>;
  inBasket: string[];
  basketSize: number;
}> {
  if (sectionIds.length === 0) return { seats: new Map(), inBasket: [], basketSize: 0 };
  const { rows } = await seatsAndBasket(db, { sectionIds, personId });
  return {
    seats: new Map(rows.map((row) => [row.section_id, { capacity: row.capacity, taken: row.taken }])),
    inBasket: rows.flatMap(({ section_id, addedAt }) => (addedAt === null ? [] : [section_id])),
    basketSize: Number(rows[0]?.basketSize ?? 0),
  };
}

const seatsAndBasket = readyStatement<{ sectionIds: readonly string[]; personId: string }>()((db, place) =>
  db
    .selectFrom('seat_count')
    .leftJoin('basket_item', (join) =>
      join
        .onRef('basket_item.section_id', '=', 'seat_count.section_id')
        .on('basket_item.person_id', '=', place('personId')),
    )
    .select(['seat_count.section_id', 'capacity', 'taken', 'basket_item.added_at as addedAt'])
    .select(({ selectFrom }) =>
      selectFrom('basket_item as each')
        .select(({ fn }) => fn.countAll<number>().as('items'))
        .where('each.person_id', '=', place('personId'))
        .as('basketSize'),
    )
    .where('seat_count.section_id', 'in', place('sectionIds')),
);

/** Every place in a section, by id: for what concerns the whole class. A page reads `rosterOf`. */
export async function enrolledIn(db: Db, sectionId: string): Promise<{ id: string; personId: string }[]> {
  const rows = await db
    .selectFrom('enrolment')
    .select(['id', 'person_id'])
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .orderBy('id')
    .execute();
  return rows.map(({ id, person_id: personId }) => ({ id, personId }));
}

/** One line of a class list. */
export interface RosterLine {
  enrolmentId: string;
  personId: string;
  name: string;
  enrolledAt: string;
  completedAt: string | null;
}

/** How many lines of a class list are read at once. */
export const ROSTER_LINES = 500;

/** How many people are in a section. */
export async function rosterSize(db: Db, sectionId: string): Promise<number> {
  const { people } = await db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .executeTakeFirstOrThrow();
  return Number(people);
}

/** Who is in a section, by name in pinyin order: never by credits or time. `ROSTER_LINES` at most, behind the first `skip`. */
export async function rosterOf(db: Db, sectionId: string, skip = 0): Promise<RosterLine[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .leftJoin('completion', 'completion.enrolment_id', 'enrolment.id')
    .select(['enrolment.id', 'person.id as personId', 'person.name', 'enrolled_at', 'completed_at'])
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1)
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .limit(ROSTER_LINES)
    .offset(skip)
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.id,
    personId: row.personId,
    name: row.name,
    enrolledAt: row.enrolled_at,
    completedAt: row.completed_at,
  }));
}

/** Everybody in a section in that order, read some at a time. */
export async function* everyRosterLine(db: Db, sectionId: string): AsyncGenerator<RosterLine> {
  for (let skip = 0; ; skip += ROSTER_LINES) {
    const lines = await rosterOf(db, sectionId, skip);
    yield* lines;
    if (lines.length < ROSTER_LINES) return;
  }
}

/** Who waits for a section, in the fixed order, with the deadline of an open offer. */
export async function waitlistOf(
  db: Db,
  sectionId: string,
): Promise<
  { entryId: string; personId: string; name: string; joinedAt: string; offerExpiresAt: string | null }[]
> {
  const rows = await db
    .selectFrom('waitlist_entry')
    .innerJoin('person', 'person.id', 'waitlist_entry.person_id')
    .leftJoin('seat_offer', (join) =>
      join.onRef('seat_offer.entry_id', '=', 'waitlist_entry.id').on('seat_offer.open', '=', 1),
    )
    .select(['waitlist_entry.id', 'person.id as personId', 'person.name', 'joined_at', 'expires_at'])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .orderBy('joined_at')
    .orderBy('waitlist_entry.id')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    entryId: row.id,
    personId: row.personId,
    name: row.name,
    joinedAt: row.joined_at,
    offerExpiresAt: row.expires_at,
  }));
}

/** What a section is called, for messages about it. */
export async function sectionTitle(
  db: Db,
  sectionId: string,
): Promise<{ title: string; courseCode: string } | null> {
  const row = await db
    .selectFrom('section')
    .innerJoin('course', 'course.id', 'section.course_id')
    .select(['course.title', 'course.code'])
    .where('section.id', '=', sectionId)
    .executeTakeFirst();
  return row ? { title: row.title, courseCode: row.code } : null;
}

/** Whether an enrolment still is one: work that was handed in before somebody left is judged no more. */
export async function isEnrolled(db: Db, enrolmentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('enrolment')
    .select('id')
    .where('id', '=', enrolmentId)
    .where('active', '=', 1)
    .executeTakeFirst();
  return row !== undefined;
}
