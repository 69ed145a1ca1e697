import { somethingMet } from '#app/features/completion/section-progress.server.ts';
import { notOver } from '#app/features/timetable/named-sections.server.ts';
import type { Db } from '#db/database.ts';
import type { TitledMeeting } from './eligibility.rules.ts';
import { fatesOf, type MergedPerson, type MergeFacts, seatsNeeded } from './merge-plan.rules.ts';

/** The other section of a merge. */
export interface MergeTarget {
  id: string;
  title: string;
  capacity: number;
  taken: number;
  minSize: number;
}

const MOST_TARGETS = 20;
const MOST_MEETINGS = 20_000;

/** The open sections of the same course and term, not over, into which a section can be merged. One statement. */
export async function mergeTargets(
  db: Db,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<MergeTarget[]> {
  return db
    .selectFrom('section as own')
    .innerJoin('section', (join) =>
      join.onRef('section.course_id', '=', 'own.course_id').onRef('section.term_id', '=', 'own.term_id'),
    )
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.id', 'section.title', 'capacity', 'taken', 'section.min_size as minSize'])
    .where('own.id', '=', sectionId)
    .whereRef('section.id', '!=', 'own.id')
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .orderBy('section.code')
    .limit(MOST_TARGETS)
    .execute();
}

/** What merging one section into another would do; null when they are not two open ones of a course and term. */
export async function mergePreview(
  db: Db,
  { sectionId, intoId, now }: { sectionId: string; intoId: string; now: Date },
) {
  const into = (await mergeTargets(db, { sectionId, now })).find(({ id }) => id === intoId);
  if (!into) return null;
  const facts = await mergeFacts(db, { sectionId, intoId, now });
  const [room, met] = await Promise.all([
    roomOf(db, { sectionId: intoId, now }),
    somethingMet(
      db,
      facts.people.map(({ enrolmentId }) => enrolmentId),
    ),
  ]);
  return { into, room, met, people: fatesOf(facts), needed: seatsNeeded(facts) };
}

/** Everything that decides about a merge. Five statements. */
export async function mergeFacts(
  db: Db,
  { sectionId, intoId, now }: { sectionId: string; intoId: string; now: Date },
): Promise<MergeFacts> {
  const people = await peopleIn(db, sectionId);
  const ids = people.map(({ personId }) => personId);
  const meetings = await meetingsAhead(db, intoId, now);
  return {
    people,
    meetings,
    busy: await busyTimes(db, { sectionId, intoId, meetings }),
    inside: await insideOf(db, intoId, ids),
    offered: await offeredOf(db, intoId, ids),
  };
}

async function peopleIn(db: Db, sectionId: string): Promise<MergedPerson[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .select(['enrolment.id', 'person_id', 'person.name'])
    .where('section_id', '=', sectionId)
    .where('active', '=', 1)
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .execute();
  return rows.map(({ id, person_id: personId, name }) => ({ enrolmentId: id, personId, name }));
}

async function meetingsAhead(db: Db, sectionId: string, now: Date): Promise<TitledMeeting[]> {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['section.id', 'starts_at', 'ends_at', 'section.title'])
    .where('meeting.section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('ends_at', '>', now.toISOString())
    .orderBy('starts_at')
    .execute();
  return rows.map(asTitled);
}

/** What those in a section have elsewhere while the other one meets, by person. */
async function busyTimes(
  db: Db,
  { sectionId, intoId, meetings }: { sectionId: string; intoId: string; meetings: readonly TitledMeeting[] },
): Promise<Map<string, TitledMeeting[]>> {
  const busy = new Map<string, TitledMeeting[]>();
  const [first, last] = [meetings[0], meetings.at(-1)];
  if (!first || !last) return busy;
  const rows = await db
    .selectFrom('enrolment as own')
    .innerJoin('enrolment as other', (join) =>
      join.onRef('other.person_id', '=', 'own.person_id').on('other.active', '=', 1),
    )
    .innerJoin('section', 'section.id', 'other.section_id')
    .innerJoin('meeting', 'meeting.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['own.person_id', 'section.id', 'starts_at', 'ends_at', 'section.title'])
    .where('own.section_id', '=', sectionId)
    .where('own.active', '=', 1)
    .where('other.section_id', 'not in', [sectionId, intoId])
    .where('section_closure.section_id', 'is', null)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('ends_at', '>', first.startsAt)
    .where('starts_at', '<', last.endsAt)
    .limit(MOST_MEETINGS)
    .execute();
  for (const row of rows) {
    busy.set(row.person_id, [...(busy.get(row.person_id) ?? []), asTitled(row)]);
  }
  return busy;
}

function asTitled(row: { id: string; starts_at: string; ends_at: string; title: string }): TitledMeeting {
  return { sectionId: row.id, startsAt: row.starts_at, endsAt: row.ends_at, title: row.title };
}

async function insideOf(db: Db, intoId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('enrolment')
    .select('person_id')
    .where('section_id', '=', intoId)
    .where('active', '=', 1)
    .where('person_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

async function offeredOf(db: Db, intoId: string, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db
    .selectFrom('seat_offer')
    .select('person_id')
    .where('section_id', '=', intoId)
    .where('open', '=', 1)
    .where('person_id', 'in', ids)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** What the smallest place holds in which a section still meets; null without one. */
export async function roomOf(
  db: Db,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<number | null> {
  const { least } = await db
    .selectFrom('meeting')
    .innerJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(({ fn }) => fn.min<number | null>('venue.capacity').as('least'))
    .where('meeting.section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('ends_at', '>', now.toISOString())
    .executeTakeFirstOrThrow();
  return least === null ? null : Number(least);
}
