import type { Db } from '#db/database.ts';

const MOST_PLACES = 1_000;

/**
 * Who chose a section for somebody, or put them in its line: names of liaisons by the id of the enrolment or of the place in line.
 * For class lists, which say that somebody came by 代选. One statement.
 */
export async function assistedIn(db: Db, sectionId: string): Promise<Record<string, string>> {
  const enrolled = db
    .selectFrom('enrolment')
    .innerJoin('assisted_consent', (join) =>
      join
        .onRef('assisted_consent.person_id', '=', 'enrolment.person_id')
        .onRef('assisted_consent.given_at', '=', 'enrolment.enrolled_at')
        .onRef('assisted_consent.liaison_id', '=', 'enrolment.acted_by')
        .onRef('assisted_consent.section_id', '=', 'enrolment.section_id'),
    )
    .innerJoin('person as liaison', 'liaison.id', 'enrolment.acted_by')
    .select(['enrolment.id', 'liaison.name'])
    .where('enrolment.section_id', '=', sectionId)
    .where('enrolment.active', '=', 1);
  const waiting = db
    .selectFrom('waitlist_entry')
    .innerJoin('assisted_consent', (join) =>
      join
        .onRef('assisted_consent.person_id', '=', 'waitlist_entry.person_id')
        .onRef('assisted_consent.liaison_id', '=', 'waitlist_entry.acted_by')
        .onRef('assisted_consent.section_id', '=', 'waitlist_entry.section_id'),
    )
    .innerJoin('person as liaison', 'liaison.id', 'waitlist_entry.acted_by')
    .select(['waitlist_entry.id', 'liaison.name'])
    .where('waitlist_entry.section_id', '=', sectionId)
    .where('waitlist_entry.active', '=', 1)
    .where('assisted_consent.action', '=', 'wait');
  const rows = await enrolled.union(waiting).limit(MOST_PLACES).execute();
  return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
}
