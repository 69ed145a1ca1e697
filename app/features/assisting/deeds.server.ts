import type { Actor } from '#app/lib/actor.ts';
import { isId } from '#app/lib/id.ts';
import { dayOf } from '#app/lib/time.ts';
import type { Db } from '#db/database.ts';
import { type Part, partOf, sizeOf } from '#db/part.server.ts';
import type { AssistedAction, ConsentMeans } from './consent.rules.ts';
import { asDeed, consents, deedRows, latest, theseDeeds } from './deed-rows.server.ts';
import { registrarScopes, within } from './scope.server.ts';

/** One thing that was done for somebody: who, for whom, what, and how they agreed. */
export interface Deed {
  consentId: string;
  action: AssistedAction;
  personId: string;
  personName: string;
  liaisonId: string;
  liaisonName: string;
  /** The section that the deed was about, or the one into which it was merged, with the person; null: about a draw. */
  sectionId: string | null;
  roundId: string | null;
  /** Of the course, or of the draw. */
  title: string;
  /** The section's name, or the term of the draw. */
  part: string;
  means: ConsentMeans;
  words: string;
  givenAt: string;
  /**
   * It still holds: by this deed the person is in the section, or in its line, or has applied in the draw; `fixed`: applied, and
   * the draw takes no changes any more.
   */
  standing: 'enrolled' | 'waiting' | 'applied' | 'fixed' | null;
  /** The person says that they did not agree. */
  dispute: { at: string; words: string; open: boolean; end: { at: string; words: string } | null } | null;
}

const PAGE_SIZE = 30;
/** The latest first. */
const byTime = [
  ['assisted_consent.given_at', 'desc'],
  ['assisted_consent.id', 'desc'],
] as const;
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
  { liaisonId, ...part }: { liaisonId: string } & Part,
): Promise<DeedsPage> {
  const theirs = consents(db).where('assisted_consent.liaison_id', '=', liaisonId);
  const rows = await theseDeeds(db, partOf(theirs, { ...part, order: byTime, pageSize: PAGE_SIZE }));
  const deeds = rows.map(asDeed);
  if (part.page === undefined) return { deeds, total: 0, page: 1, pageSize: PAGE_SIZE };
  const { total } = await db
    .selectFrom('assisted_consent')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('liaison_id', '=', liaisonId)
    .executeTakeFirstOrThrow();
  return { deeds, total: Number(total), page: part.page, pageSize: PAGE_SIZE };
}

/**
 * What liaisons have done for the people of a registrar's scope: disputes that nobody has looked into, the oldest first, and a
 * page of everything, the latest first. Two statements; `hasMore` instead of a total, which would count the whole past.
 */
export async function assistedDeeds(
  db: Db,
  { actor, now, ...part }: { actor: Actor; now: Date } & Part,
): Promise<{ disputed: Deed[]; deeds: Deed[]; page: number; hasMore: boolean }> {
  const inReach = within(registrarScopes(actor), 'assisted_consent.person_id', dayOf(now));
  const disputed = await deedRows(db)
    .where('assisted_dispute.open', '=', 1)
    .where(inReach)
    .orderBy('assisted_dispute.at')
    .limit(MOST_OPEN)
    .execute();
  const theirs = consents(db).where(inReach);
  const rows = await theseDeeds(
    db,
    partOf(theirs, { ...part, order: byTime, pageSize: PAGE_SIZE, extra: 1 }),
  );
  const size = sizeOf(part, PAGE_SIZE);
  const shown = rows.slice(0, size);
  return {
    disputed: disputed.map(asDeed),
    deeds: shown.map(asDeed),
    page: part.page ?? 1,
    hasMore: rows.length > size,
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
