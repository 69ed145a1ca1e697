import { sectionName } from '#app/features/timetable/section-words.rules.ts';
import type { Db } from '#db/database.ts';
import type { AssistedAction, ConsentMeans } from './consent.rules.ts';
import type { Deed } from './deeds.server.ts';

/** Consents by their ids, without an order yet. */
export function consents(db: Db) {
  return db.selectFrom('assisted_consent').select('assisted_consent.id');
}

/** Consents by their ids, the latest first. */
export function latest(db: Db) {
  return consents(db).orderBy('assisted_consent.given_at', 'desc');
}

/** An index gives the page; only its rows are looked at whole. */
export function theseDeeds(db: Db, page: ReturnType<typeof latest>) {
  return deedRows(db)
    .innerJoin(page.as('shown'), 'shown.id', 'assisted_consent.id')
    .orderBy('assisted_consent.given_at', 'desc')
    .orderBy('assisted_consent.id', 'desc')
    .execute();
}

/** Deeds with all that is said of them, without saying yet which. */
export function deedRows(db: Db) {
  return withSubject(withStanding(db))
    .innerJoin('person', 'person.id', 'assisted_consent.person_id')
    .innerJoin('person as liaison', 'liaison.id', 'assisted_consent.liaison_id')
    .leftJoin('assisted_dispute', 'assisted_dispute.consent_id', 'assisted_consent.id')
    .leftJoin('assisted_dispute_end', 'assisted_dispute_end.consent_id', 'assisted_consent.id')
    .select([
      'assisted_consent.id',
      'assisted_consent.action',
      'assisted_consent.person_id',
      'person.name as personName',
      'assisted_consent.liaison_id',
      'liaison.name as liaisonName',
      'assisted_consent.section_id',
      'assisted_consent.round_id',
      'assisted_consent.means',
      'assisted_consent.words',
      'assisted_consent.given_at',
      'assisted_dispute.at as disputedAt',
      'assisted_dispute.words as disputeWords',
      'assisted_dispute.open as disputeOpen',
      'assisted_dispute_end.at as endedAt',
      'assisted_dispute_end.words as endWords',
    ]);
}

/** What came of deeds: the place by this deed, where it went when its section was merged, or the application. */
function withStanding(db: Db) {
  return placesByDeeds(db)
    .leftJoin('application', (join) =>
      join
        .onRef('application.round_id', '=', 'assisted_consent.round_id')
        .onRef('application.person_id', '=', 'assisted_consent.person_id')
        .onRef('application.acted_by', '=', 'assisted_consent.liaison_id')
        .onRef('application.applied_at', '=', 'assisted_consent.given_at')
        .on('application.active', '=', 1),
    )
    .leftJoin('round_step as frozen', (join) =>
      join.onRef('frozen.round_id', '=', 'application.round_id').on('frozen.kind', '=', 'frozen'),
    )
    .select([
      'enrolment.active as enrolledHere',
      'waitlist_entry.id as waitsHere',
      'section_merge.into_section_id',
      'ending.at as mergedOut',
      'moved.id as movedId',
      'movedLine.id as waitsThere',
      'application.id as applicationId',
      'frozen.at as frozenAt',
    ]);
}

/** A merge ends one enrolment and begins another, by nobody, at one moment; a place in line stays the liaison's. */
function placesByDeeds(db: Db) {
  return db
    .selectFrom('assisted_consent')
    .leftJoin('section_merge', 'section_merge.section_id', 'assisted_consent.section_id')
    .leftJoin('enrolment', (join) =>
      join
        .onRef('enrolment.section_id', '=', 'assisted_consent.section_id')
        .onRef('enrolment.person_id', '=', 'assisted_consent.person_id')
        .onRef('enrolment.acted_by', '=', 'assisted_consent.liaison_id')
        .onRef('enrolment.enrolled_at', '=', 'assisted_consent.given_at'),
    )
    .leftJoin('withdrawal as ending', (join) =>
      join.onRef('ending.enrolment_id', '=', 'enrolment.id').onRef('ending.at', '=', 'section_merge.at'),
    )
    .leftJoin('enrolment as moved', (join) =>
      join
        .onRef('moved.section_id', '=', 'section_merge.into_section_id')
        .onRef('moved.person_id', '=', 'assisted_consent.person_id')
        .onRef('moved.enrolled_at', '=', 'section_merge.at')
        .on('moved.active', '=', 1),
    )
    .leftJoin('waitlist_entry', (join) =>
      join
        .onRef('waitlist_entry.section_id', '=', 'assisted_consent.section_id')
        .onRef('waitlist_entry.person_id', '=', 'assisted_consent.person_id')
        .onRef('waitlist_entry.acted_by', '=', 'assisted_consent.liaison_id')
        .on('waitlist_entry.active', '=', 1),
    )
    .leftJoin('waitlist_entry as movedLine', (join) =>
      join
        .onRef('movedLine.section_id', '=', 'section_merge.into_section_id')
        .onRef('movedLine.person_id', '=', 'assisted_consent.person_id')
        .onRef('movedLine.acted_by', '=', 'assisted_consent.liaison_id')
        .on('movedLine.active', '=', 1),
    );
}

/** A deed is about a section or about a draw. */
function withSubject(rows: ReturnType<typeof withStanding>) {
  return rows
    .leftJoin('section', 'section.id', 'assisted_consent.section_id')
    .leftJoin('course', 'course.id', 'section.course_id')
    .leftJoin('selection_round', 'selection_round.id', 'assisted_consent.round_id')
    .leftJoin('term', 'term.id', 'selection_round.term_id')
    .select([
      'section.title as sectionTitle',
      'course.title as courseTitle',
      'selection_round.name as roundName',
      'term.name as termName',
    ]);
}

type DeedRow = Awaited<ReturnType<ReturnType<typeof deedRows>['executeTakeFirstOrThrow']>>;

/** A row of them as it leaves. */
export function asDeed(row: DeedRow): Deed {
  const { standing, sectionId } = standingOf(row);
  return {
    consentId: row.id,
    action: row.action as AssistedAction,
    personId: row.person_id,
    personName: row.personName,
    liaisonId: row.liaison_id,
    liaisonName: row.liaisonName,
    sectionId,
    roundId: row.round_id,
    title: row.courseTitle ?? row.roundName ?? '',
    part: row.sectionTitle ? sectionName(row.sectionTitle) : (row.termName ?? ''),
    means: row.means as ConsentMeans,
    words: row.words,
    givenAt: row.given_at,
    standing,
    dispute: row.disputedAt
      ? {
          at: row.disputedAt,
          words: row.disputeWords ?? '',
          open: row.disputeOpen === 1,
          end: row.endedAt ? { at: row.endedAt, words: row.endWords ?? '' } : null,
        }
      : null,
  };
}

function standingOf(row: DeedRow): Pick<Deed, 'standing' | 'sectionId'> {
  const [here, there] = [row.section_id, row.into_section_id];
  if (row.enrolledHere === 1) return { standing: 'enrolled', sectionId: here };
  if (row.movedId && row.mergedOut) return { standing: 'enrolled', sectionId: there };
  if (row.action === 'wait' && row.waitsHere) return { standing: 'waiting', sectionId: here };
  if (row.action === 'wait' && row.waitsThere) return { standing: 'waiting', sectionId: there };
  if (row.action === 'apply' && row.applicationId)
    return { standing: row.frozenAt ? 'fixed' : 'applied', sectionId: null };
  return { standing: null, sectionId: here };
}
