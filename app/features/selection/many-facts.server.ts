import { communitiesOf } from '#app/features/identity/communities.server.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import type { SelectionFacts, Standing, TakenSection, TitledMeeting } from './eligibility.rules.ts';
import { meetingsIn, meetingsOf } from './packed-meetings.server.ts';
import type { SectionFacts } from './section-facts.server.ts';

/** Whatever of a person decides what they may take in a term. */
interface PersonFacts {
  standing: Standing & { positions: Position[]; places: string[] };
  finished: Set<string>;
  taken: TakenSection[];
  takenMeetings: TitledMeeting[];
}

export interface FactsOfMany {
  /** What decides whether somebody may take a section: for `refusalOf`. */
  of(personId: string, section: SectionFacts): SelectionFacts;
}

interface AboutMany {
  personIds: readonly string[];
  termId: string;
  sections: ReadonlyMap<string, SectionFacts>;
  now: Date;
}

/**
 * What decides about some hundred people and any of `sections` at once: a handful of statements instead of a handful for each, and
 * only what the sections ask for. What one of them takes after that is not known to it.
 */
export async function factsOfMany(db: Db, about: AboutMany): Promise<FactsOfMany> {
  const people = await peopleFacts(db, about);
  const nobody = blank();
  return {
    of(personId, { prerequisites, ...section }) {
      const person = people.get(personId) ?? nobody;
      return {
        ...section,
        standing: person.standing,
        missingPrerequisites: prerequisites.filter(({ id }) => !person.finished.has(id)),
        takenMeetings: person.takenMeetings,
        takenSections: person.taken,
      };
    },
  };
}

const blank = (): PersonFacts => ({
  standing: { positions: [], places: [], community: null, ageBand: null },
  finished: new Set(),
  taken: [],
  takenMeetings: [],
});

async function peopleFacts(db: Db, about: AboutMany): Promise<Map<string, PersonFacts>> {
  const people = new Map(about.personIds.map((id) => [id, blank()]));
  if (about.personIds.length === 0) return people;
  for (const row of await takenRows(db, about)) {
    const person = people.get(row.person_id);
    const { id: sectionId, title } = row;
    person?.taken.push({ sectionId, courseId: row.course_id, school: row.school as School, title });
    person?.takenMeetings.push(...meetingsIn(row.meetings, row));
  }
  const sections = [...about.sections.values()];
  await addStanding(db, people, { ...about, sections });
  const courses = [...new Set(sections.flatMap((each) => each.prerequisites.map(({ id }) => id)))];
  if (courses.length > 0)
    for (const { person_id, course_id } of await finishedRows(db, about.personIds, courses))
      people.get(person_id)?.finished.add(course_id);
  return people;
}

/** Who they are, as far as one of the sections asks for it. */
async function addStanding(
  db: Db,
  people: ReadonlyMap<string, PersonFacts>,
  {
    personIds,
    sections,
    now,
  }: { personIds: readonly string[]; sections: readonly SectionFacts[]; now: Date },
): Promise<void> {
  const day = dayOf(now);
  const rules = new Set(sections.flatMap(({ eligibility }) => eligibility.map(({ kind }) => kind)));
  if (rules.has('community') || sections.some(({ audience }) => audience.length > 0))
    for (const { person_id, position, tree, path } of await postRows(db, personIds, day)) {
      const standing = people.get(person_id)?.standing;
      standing?.positions.push(position as Position);
      if (tree === 'territory') standing?.places.push(path);
    }
  if (rules.has('community'))
    for (const [id, { name }] of await communitiesOf(db, personIds, day)) {
      const person = people.get(id);
      if (person) person.standing.community = name;
    }
  if (rules.has('age-from'))
    for (const { id, age_band } of await ageRows(db, personIds)) {
      const person = people.get(id);
      if (person) person.standing.ageBand = age_band;
    }
}

function takenRows(db: Db, { personIds, termId }: AboutMany) {
  return db
    .selectFrom('enrolment')
    .innerJoin('section', 'section.id', 'enrolment.section_id')
    .leftJoin('section_closure', 'section_closure.section_id', 'section.id')
    .select(['enrolment.person_id', 'section.id', 'section.course_id', 'section.school', 'section.title'])
    .select(meetingsOf)
    .where('enrolment.person_id', 'in', personIds)
    .where('enrolment.active', '=', 1)
    .where('enrolment.term_id', '=', termId)
    .where('section_closure.at', 'is', null)
    .execute();
}

function postRows(db: Db, personIds: readonly string[], day: string) {
  return db
    .selectFrom('appointment')
    .innerJoin('org_unit', 'org_unit.id', 'appointment.org_unit_id')
    .select(['person_id', 'position', 'org_unit.tree', 'org_unit.path'])
    .where('person_id', 'in', personIds)
    .where('appointment.valid_from', '<=', day)
    .where(({ or, eb }) =>
      or([eb('appointment.valid_to', 'is', null), eb('appointment.valid_to', '>=', day)]),
    )
    .execute();
}

function ageRows(db: Db, personIds: readonly string[]) {
  return db.selectFrom('person').select(['id', 'age_band']).where('id', 'in', personIds).execute();
}

function finishedRows(db: Db, personIds: readonly string[], courses: readonly string[]) {
  return db
    .selectFrom('completion')
    .select(['person_id', 'course_id'])
    .where('person_id', 'in', personIds)
    .where('course_id', 'in', courses)
    .execute();
}
