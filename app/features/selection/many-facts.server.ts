import { dayOf } from '#app/lib/time.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { SelectionFacts, TakenSection, TitledMeeting } from './eligibility.rules.ts';
import { meetingsBySection, type SectionFacts } from './section-facts.server.ts';

/** Whatever of a person decides what they may take in a term. */
interface PersonFacts {
  positions: Position[];
  finished: Set<string>;
  taken: TakenSection[];
  takenMeetings: TitledMeeting[];
}

export interface FactsOfMany {
  /** What decides whether somebody may take a section: for `refusalOf`. */
  of(personId: string, section: SectionFacts): SelectionFacts;
}

/**
 * What decides about some hundred people and any of `sections` at once: a handful of statements instead of a handful for each.
 * What one of them takes after that is not known to it.
 */
export async function factsOfMany(
  db: Db,
  {
    personIds,
    termId,
    sections,
    now,
  }: {
    personIds: readonly string[];
    termId: string;
    sections: ReadonlyMap<string, SectionFacts>;
    now: Date;
  },
): Promise<FactsOfMany> {
  const people = await peopleFacts(db, {
    personIds,
    termId,
    day: dayOf(now),
    courses: [...new Set([...sections.values()].flatMap((each) => each.prerequisites.map(({ id }) => id)))],
    hasAudience: [...sections.values()].some(({ audience }) => audience.length > 0),
  });
  return {
    of(personId, section) {
      const person = people.get(personId);
      return {
        sectionId: section.id,
        courseId: section.courseId,
        school: section.school,
        window: section.window,
        audience: section.audience,
        ownPositions: person?.positions ?? [],
        missingPrerequisites: section.prerequisites.filter(({ id }) => !person?.finished.has(id)),
        meetings: section.meetings,
        takenMeetings: person?.takenMeetings ?? [],
        takenSections: person?.taken ?? [],
      };
    },
  };
}

interface Asked {
  personIds: readonly string[];
  termId: string;
  day: string;
  /** Prerequisites of the sections in question. */
  courses: readonly string[];
  hasAudience: boolean;
}

async function peopleFacts(db: Db, asked: Asked): Promise<Map<string, PersonFacts>> {
  const people = new Map<string, PersonFacts>(
    asked.personIds.map((id) => [id, { positions: [], finished: new Set(), taken: [], takenMeetings: [] }]),
  );
  if (asked.personIds.length === 0) return people;
  const taken = await takenRows(db, asked);
  const meetings = await meetingsBySection(db, [...new Set(taken.map(({ id }) => id))]);
  for (const row of taken) {
    const person = people.get(row.person_id);
    person?.taken.push({ sectionId: row.id, courseId: row.course_id, school: row.school as School });
    person?.takenMeetings.push(...(meetings.get(row.id) ?? []));
  }
  if (asked.hasAudience)
    for (const { person_id, position } of await positionRows(db, asked))
      people.get(person_id)?.positions.push(position as Position);
  if (asked.courses.length > 0)
    for (const { person_id, course_id } of await finishedRows(db, asked))
      people.get(person_id)?.finished.add(course_id);
  return people;
}

function takenRows(db: Db, { personIds, termId }: Asked) {
  return db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['enrolment.person_id', 'section.id', 'section.course_id', 'section.school'])
    .where('enrolment.person_id', 'in', personIds)
    .where('enrolment.active', '=', 1)
    .where('enrolment.term_id', '=', termId)
    .where('section_closure.at', 'is', null)
    .execute();
}

function positionRows(db: Db, { personIds, day }: Asked) {
  return db
    .selectFrom('appointment')
    .select(['person_id', 'position'])
    .distinct()
    .where('person_id', 'in', personIds)
    .where('valid_from', '<=', day)
    .where((where) => where.or([where('valid_to', 'is', null), where('valid_to', '>=', day)]))
    .execute();
}

function finishedRows(db: Db, { personIds, courses }: Asked) {
  return db
    .selectFrom('completion')
    .select(['person_id', 'course_id'])
    .where('person_id', 'in', personIds)
    .where('course_id', 'in', courses)
    .execute();
}
