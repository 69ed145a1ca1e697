import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import type { AssistedAction, ConsentMeans } from './consent.rules.ts';
import { registrarScopes, within } from './scope.server.ts';

/** One thing that was done for somebody: who, for whom, what, and how they agreed. */
export interface Deed {
  consentId: string;
  action: AssistedAction;
  personId: string;
  personName: string;
  liaisonId: string;
  liaisonName: string;
  /** Null for a deed about a round. */
  sectionId: string | null;
  /** The course's, or the round's. */
  courseTitle: string;
  sectionTitle: string | null;
  means: ConsentMeans;
  words: string;
  givenAt: string;
  /** It still holds: the person is in the section, in its line, or has applied, by this deed. */
  standing: 'enrolled' | 'waiting' | 'applied' | null;
  /** The person says that they did not agree. */
  dispute: { at: string; words: string; open: boolean; end: { at: string; words: string } | null } | null;
}

const PAGE_SIZE = 30;
const MOST_OWN = 50;
const MOST_OPEN = 50;

export interface DeedsPage {
  deeds: Deed[];
  total: number;
  page: number;
  pageSize: number;
}

/** What a liaison has done for others, the latest first, page by page. Two statements. */
export async function deedsBy(
  db: Db,
  { liaisonId, page }: { liaisonId: string; page: number },
): Promise<DeedsPage> {
  const { total } = await db
    .selectFrom('assisted_consent')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('liaison_id', '=', liaisonId)
    .executeTakeFirstOrThrow();
  const rows = await theseDeeds(
    db,
    latest(db)
      .where('assisted_consent.liaison_id', '=', liaisonId)
      .limit(PAGE_SIZE)
      .offset((page - 1) * PAGE_SIZE),
  );
  return { deeds: rows.map(asDeed), total: Number(total), page, pageSize: PAGE_SIZE };
}

/**
 * What liaisons have done for the people of a registrar's scope: disputes that nobody has looked into, the oldest first, and a
 * page of everything, the latest first. Two statements; `hasMore` instead of a total, which would count the whole past.
 */
export async function assistedDeeds(
  db: Db,
  { actor, page, now }: { actor: Actor; page: number; now: Date },
): Promise<{ disputed: Deed[]; deeds: Deed[]; page: number; hasMore: boolean }> {
  const inReach = within(registrarScopes(actor), 'assisted_consent.person_id', dayOf(now));
  const disputed = await deedRows(db)
    .where('assisted_dispute.open', '=', 1)
    .where(inReach)
    .orderBy('assisted_dispute.at')
    .limit(MOST_OPEN)
    .execute();
  const rows = await theseDeeds(
    db,
    latest(db)
      .where(inReach)
      .limit(PAGE_SIZE + 1)
      .offset((page - 1) * PAGE_SIZE),
  );
  const shown = rows.slice(0, PAGE_SIZE);
  return {
    disputed: disputed.map(asDeed),
    deeds: shown.map(asDeed),
    page,
    hasMore: rows.length > PAGE_SIZE,
  };
}

/** One deed of the registrar's scope; null for every other one. */
export async function deedInScope(
  db: Db,
  { actor, consentId, now }: { actor: Actor; consentId: string; now: Date },
): Promise<Deed | null> {
  if (!isId(consentId)) return null;
  const row = await deedRows(db)
    .where('assisted_consent.id', '=', consentId)
    .where(within(registrarScopes(actor), 'assisted_consent.person_id', dayOf(now)))
    .executeTakeFirst();
  return row ? asDeed(row) : null;
}

/** What was done for somebody, the latest first (at most fifty). One statement. */
export async function deedsFor(db: Db, personId: string): Promise<Deed[]> {
  const rows = await theseDeeds(
    db,
    latest(db).where('assisted_consent.person_id', '=', personId).limit(MOST_OWN),
  );
  return rows.map(asDeed);
}

/** One thing that was done for this person; null when there is no such one. */
export async function deedFor(
  db: Db,
  { consentId, personId }: { consentId: string; personId: string },
): Promise<Deed | null> {
  if (!isId(consentId)) return null;
  const row = await deedRows(db)
    .where('assisted_consent.id', '=', consentId)
    .where('assisted_consent.person_id', '=', personId)
    .executeTakeFirst();
  return row ? asDeed(row) : null;
}

function latest(db: Db) {
  return db
    .selectFrom('assisted_consent')
    .select('assisted_consent.id')
    .orderBy('assisted_consent.given_at', 'desc');
}

/** An index gives the page; only its rows are looked at whole. */
function theseDeeds(db: Db, page: ReturnType<typeof latest>) {
  return deedRows(db)
    .innerJoin(page.as('shown'), 'shown.id', 'assisted_consent.id')
    .orderBy('assisted_consent.given_at', 'desc')
    .execute();
}

function deedRows(db: Db) {
  return db
    .selectFrom('assisted_consent')
    .innerJoin('person', 'person.id', 'assisted_consent.person_id')
    .innerJoin('person as liaison', 'liaison.id', 'assisted_consent.liaison_id')
    .leftJoin('section', 'section.id', 'assisted_consent.section_id')
    .leftJoin('course', 'course.id', 'section.course_id')
    .leftJoin('selection_round', 'selection_round.id', 'assisted_consent.round_id')
    .leftJoin('application', (join) =>
      join
        .onRef('application.round_id', '=', 'assisted_consent.round_id')
        .onRef('application.person_id', '=', 'assisted_consent.person_id')
        .onRef('application.acted_by', '=', 'assisted_consent.liaison_id')
        .onRef('application.applied_at', '=', 'assisted_consent.given_at')
        .on('application.active', '=', 1),
    )
    .leftJoin('assisted_dispute', 'assisted_dispute.consent_id', 'assisted_consent.id')
    .leftJoin('assisted_dispute_end', 'assisted_dispute_end.consent_id', 'assisted_consent.id')
    .leftJoin('enrolment', (join) =>
      join
        .onRef('enrolment.section_id', '=', 'assisted_consent.section_id')
        .onRef('enrolment.person_id', '=', 'assisted_consent.person_id')
        .onRef('enrolment.acted_by', '=', 'assisted_consent.liaison_id')
        .onRef('enrolment.enrolled_at', '=', 'assisted_consent.given_at')
        .on('enrolment.active', '=', 1),
    )
    .leftJoin('waitlist_entry', (join) =>
      join
        .onRef('waitlist_entry.section_id', '=', 'assisted_consent.section_id')
        .onRef('waitlist_entry.person_id', '=', 'assisted_consent.person_id')
        .onRef('waitlist_entry.acted_by', '=', 'assisted_consent.liaison_id')
        .on('waitlist_entry.active', '=', 1),
    )
    .select([
      'assisted_consent.id',
      'assisted_consent.action',
      'assisted_consent.person_id',
      'person.name as personName',
      'assisted_consent.liaison_id',
      'liaison.name as liaisonName',
      'section.id as sectionId',
      'section.title as sectionTitle',
      'course.title as courseTitle',
      'selection_round.name as roundName',
      'application.id as applicationId',
      'assisted_consent.means',
      'assisted_consent.words',
      'assisted_consent.given_at',
      'enrolment.id as enrolmentId',
      'waitlist_entry.id as entryId',
      'assisted_dispute.at as disputedAt',
      'assisted_dispute.words as disputeWords',
      'assisted_dispute.open as disputeOpen',
      'assisted_dispute_end.at as endedAt',
      'assisted_dispute_end.words as endWords',
    ]);
}

type DeedRow = Awaited<ReturnType<ReturnType<typeof deedRows>['executeTakeFirstOrThrow']>>;

function asDeed(row: DeedRow): Deed {
  const action = row.action as AssistedAction;
  const waits = action === 'wait' && row.entryId !== null;
  return {
    consentId: row.id,
    action,
    personId: row.person_id,
    personName: row.personName,
    liaisonId: row.liaison_id,
    liaisonName: row.liaisonName,
    sectionId: row.sectionId,
    courseTitle: row.courseTitle ?? row.roundName ?? '',
    sectionTitle: row.sectionTitle,
    means: row.means as ConsentMeans,
    words: row.words,
    givenAt: row.given_at,
    standing: row.enrolmentId ? 'enrolled' : waits ? 'waiting' : row.applicationId ? 'applied' : null,
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
