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
  /** How many meetings the section that is to be merged into it has had. */
  held: number;
}

const MOST_TARGETS = 20;
const MOST_MEETINGS = 20_000;

/**
 * The open sections of the same course and term, not over, into which a section can be merged. Not those in a round whose seats have
 * not all been given: they belong to people who are not in yet. One statement.
 */
export async function mergeTargets(
  db: Db,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<MergeTarget[]> {
  const rows = await db
    .selectFrom('section as own')
    .innerJoin('section', (join) =>
      join.onRef('section.course_id', '=', 'own.course_id').onRef('section.term_id', '=', 'own.term_id'),
    )
    .innerJoin('seat_count', 'seat_count.section_id', 'section.id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['section.id', 'section.title', 'capacity', 'taken', 'section.min_size as minSize'])
    .select(({ selectFrom }) =>
      selectFrom('meeting')
        .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
        .select(({ fn }) => fn.countAll<number>().as('meetings'))
        .whereRef('meeting.section_id', '=', 'own.id')
        .where('meeting.starts_at', '<=', now.toISOString())
        .where('meeting_cancellation.meeting_id', 'is', null)
        .as('held'),
    )
    .where('own.id', '=', sectionId)
    .whereRef('section.id', '!=', 'own.id')
    .where('section.opened_at', 'is not', null)
    .where('section_closure.section_id', 'is', null)
    .where(notOver(now))
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('round_section')
            .leftJoin('round_step', (join) =>
              join
                .onRef('round_step.round_id', '=', 'round_section.round_id')
                .on('round_step.kind', '=', 'admitted'),
            )
            .select('round_section.section_id')
            .whereRef('round_section.section_id', '=', 'section.id')
            .where('round_step.round_id', 'is', null),
        ),
      ),
    )
    .orderBy('section.code')
    .limit(MOST_TARGETS)
    .execute();
  return rows.map(({ held, ...target }) => ({ ...target, held: Number(held) }));
}

/** What merging one section into another would do; null when they are not two open ones of a course and term. */
export async function mergePreview(
  db: Db,
  { sectionId, intoId, now }: { sectionId: string; intoId: string; now: Date },
) {
  const into = (await mergeTargets(db, { sectionId, now })).find(({ id }) => id === intoId);
  if (!into) return null;
  const { met, room, ...facts } = await mergeFacts(db, { sectionId, intoId, now });
  return { into, room, met, held: into.held, people: fatesOf(facts), needed: seatsNeeded(facts) };
}

/**
 * Everything that decides about a merge: besides who is in it and what is in the way, whether anybody has `met` something of what the
 * section asks, and what the smallest place holds in which the other one still meets (`room`; null without one). Three statements.
 */
export async function mergeFacts(
  db: Db,
  { sectionId, intoId, now }: { sectionId: string; intoId: string; now: Date },
): Promise<MergeFacts & { met: boolean; room: number | null }> {
  const people = await peopleIn(db, { sectionId, intoId });
  const meetings = await meetingsAhead(db, intoId, now);
  const having = (what: 'inside' | 'offered') =>
    new Set(people.filter((person) => person[what]).map(({ personId }) => personId));
  return {
    people: people.map(({ enrolmentId, personId, name }) => ({ enrolmentId, personId, name })),
    meetings,
    busy: await busyTimes(db, { sectionId, intoId, meetings }),
    inside: having('inside'),
    offered: having('offered'),
    met: people.some(({ met }) => met),
    room: least(meetings.flatMap(({ room }) => room ?? [])),
  };
}

const least = (numbers: readonly number[]): number | null =>
  numbers.length > 0 ? Math.min(...numbers) : null;

/** Who is in a section, by name; whether they are in the other one or have an offer there, and have met something here. */
async function peopleIn(
  db: Db,
  { sectionId, intoId }: { sectionId: string; intoId: string },
): Promise<(MergedPerson & { inside: boolean; offered: boolean; met: boolean })[]> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .leftJoin('enrolment as there', (join) =>
      join
        .onRef('there.person_id', '=', 'enrolment.person_id')
        .on('there.section_id', '=', intoId)
        .on('there.active', '=', 1),
    )
    .leftJoin('seat_offer', (join) =>
      join
        .onRef('seat_offer.person_id', '=', 'enrolment.person_id')
        .on('seat_offer.section_id', '=', intoId)
        .on('seat_offer.open', '=', 1),
    )
    .select(['enrolment.id', 'enrolment.person_id', 'person.name'])
    .select(['there.id as thereId', 'seat_offer.id as offerId'])
    .select(({ selectFrom }) =>
      selectFrom('requirement')
        .innerJoin('requirement_met', 'requirement_met.requirement_id', 'requirement.id')
        .select(({ fn }) => fn.countAll<number>().as('met'))
        .whereRef('requirement.enrolment_id', '=', 'enrolment.id')
        .as('met'),
    )
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1)
    .orderBy('person.name_pinyin')
    .orderBy('person.id')
    .execute();
  return rows.map((row) => ({
    enrolmentId: row.id,
    personId: row.person_id,
    name: row.name,
    inside: row.thereId !== null,
    offered: row.offerId !== null,
    met: Number(row.met) > 0,
  }));
}

async function meetingsAhead(
  db: Db,
  sectionId: string,
  now: Date,
): Promise<(TitledMeeting & { room: number | null })[]> {
  const rows = await db
    .selectFrom('meeting')
    .innerJoin('section', 'section.id', 'meeting.section_id')
    .leftJoin('venue', 'venue.id', 'meeting.venue_id')
    .leftJoin('meeting_cancellation', 'meeting_cancellation.meeting_id', 'meeting.id')
    .select(['section.id', 'starts_at', 'ends_at', 'section.title', 'venue.capacity'])
    .where('meeting.section_id', '=', sectionId)
    .where('meeting_cancellation.meeting_id', 'is', null)
    .where('ends_at', '>', now.toISOString())
    .orderBy('starts_at')
    .execute();
  return rows.map((row) => ({ ...asTitled(row), room: row.capacity }));
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

/** What the smallest place holds in which a section still meets; null without one. */
export async function roomOf(
  db: Db,
  { sectionId, now }: { sectionId: string; now: Date },
): Promise<number | null> {
  return least((await meetingsAhead(db, sectionId, now)).flatMap(({ room }) => room ?? []));
}
