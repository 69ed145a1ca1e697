import type { Moment } from '#app/features/assessment/moment.rules.ts';
import { assessedScopes } from '#app/features/assessment/scope.server.ts';
import { ledgerLines, postsOfMany } from '#app/features/credits/records.server.ts';
import type { StandingStatus } from '#app/features/credits/standing.rules.ts';
import { policiesOfYear, standingIn, termsOfYear } from '#app/features/credits/standing.server.ts';
import {
  type People,
  type PeopleSearch,
  peopleInScope,
} from '#app/features/identity/people-search.server.ts';
import type { Actor } from '#app/lib/actor.ts';
import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { closedResults } from './closed-results.server.ts';
import { type KeptScheme, keptOf, type ResultCounts, resultCounts } from './kept.server.ts';
import type { Looking } from './looking.schema.ts';
import { type ScopedCommunity, scopedCommunities } from './scoped-communities.server.ts';

/** One person of an assessor's scope with the year's outcome in words; in the order of names, never of credits. */
export interface AssessedPerson {
  personId: string;
  name: string;
  posts: { position: Position; unitName: string }[];
  status: StandingStatus;
  schemes: KeptScheme[];
  /** The year is closed, and there is no statement in it. */
  withoutSheet?: true;
}

export interface Overview extends Omit<ResultCounts, 'people'> {
  people: AssessedPerson[];
  communities: ScopedCommunity[];
  /** Whether anything was published that asks something of people in the year: else nothing is counted, and there are no results to narrow by. */
  isAsked: boolean;
  total: number;
  page: number;
  pages: number;
  pageSize: number;
}

const PAGE_SIZE = 50;
const NOT_COUNTED: ResultCounts = { counts: {}, until: null, people: null };

/**
 * A page of the people who belonged to the scope on the day, with where each stands in the year, and how many have which result.
 * Narrowed by the published result; each row is reckoned as it is read. Seven statements whatever the size of the scope.
 */
export async function scopeOverview(
  db: Db,
  { actor, moment, asked: wanted }: { actor: Actor; moment: Moment; asked: Narrowing & { page: number } },
): Promise<Overview> {
  const scopes = assessedScopes(actor);
  const nobody = { people: [], communities: [], counts: {}, until: null, isAsked: true };
  if (scopes.length === 0) return { ...nobody, total: 0, page: 1, pages: 1, pageSize: PAGE_SIZE };
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const { year, onDay, lastDay } = moment;
  const isAsked = await isAskedIn(db, moment);
  const asked = isAsked ? wanted : { ...wanted, result: null };
  // Of the last day only: the counts of two days would tell of whoever came between them.
  const [communities, { people: inScope, ...counted }] = await Promise.all([
    scopedCommunities(db, { scopePath, onDay }),
    onDay === lastDay ? resultCounts(db, { scopePath, onDay, year }) : NOT_COUNTED,
  ]);
  const found = await peopleInScope(db, {
    ...narrowed({ scopePath, communities, moment, asked }),
    ...{ page: asked.page, pageSize: PAGE_SIZE },
    counted: isNarrowed(asked) ? null : inScope,
  });
  const people = await standingsOf(db, found.people, moment);
  const { total, page, pages } = found;
  return { people, communities, isAsked, ...counted, total, page, pages, pageSize: PAGE_SIZE };
}

/** Mostly no statement. */
const isAskedIn = async (db: Db, { year, lastDay }: Moment): Promise<boolean> =>
  (await policiesOfYear(db, { year, today: lastDay })) !== null;

const isNarrowed = ({ q, result, position, community }: Narrowing) =>
  q !== '' || result !== null || position !== null || community !== null;

/** What a list is narrowed by. */
export type Narrowing = Omit<Looking, 'year' | 'on' | 'page'>;

/** The people of such a list by themselves, as many to a page as are wanted: for files. Five statements. */
export async function listedPeople(
  db: Db,
  {
    actor,
    moment,
    asked,
    pageSize,
  }: { actor: Actor; moment: Moment; asked: Narrowing & { page: number }; pageSize: number },
): Promise<{ people: { id: string; name: string }[]; total: number; page: number; pages: number }> {
  const search = await listSearch(db, { actor, moment, asked });
  if (!search) return { people: [], total: 0, page: 1, pages: 1 };
  return peopleInScope(db, { ...search, page: asked.page, pageSize });
}

const EVERYBODY: Narrowing = { q: '', result: null, position: null, community: null };

/** The search that such a list is; null where nobody is in the reader's scope. At most two statements. */
export async function listSearch(
  db: Db,
  { actor, moment, asked = EVERYBODY }: { actor: Actor; moment: Moment; asked?: Narrowing },
): Promise<PeopleSearch | null> {
  const scopes = assessedScopes(actor);
  if (scopes.length === 0) return null;
  const scopePath = scopes === 'everywhere' ? null : scopes;
  const communities = asked.community ? await scopedCommunities(db, { scopePath, onDay: moment.onDay }) : [];
  const result = asked.result && (await isAskedIn(db, moment)) ? asked.result : null;
  return narrowed({ scopePath, communities, moment, asked: { ...asked, result } });
}

function narrowed({
  scopePath,
  communities,
  moment: { year, onDay },
  asked: { q, position, result, community: communityId },
}: {
  scopePath: readonly string[] | null;
  communities: readonly ScopedCommunity[];
  moment: Moment;
  asked: Narrowing;
}): PeopleSearch {
  const community = communities.find(({ id }) => id === communityId);
  return {
    scopePath: community ? [community.path] : scopePath,
    ...{ onDay, asItStood: true, position, q },
    ...(result ? { narrow: withResult(result, year) } : {}),
  };
}

/** Only those whose published result of the year is this one. */
function withResult(result: StandingStatus, year: number) {
  return (people: People): People =>
    // What follows speaks of the person only, and each has one row a year.
    people.innerJoin('kept_standing', (join) =>
      join
        .onRef('kept_standing.person_id', '=', 'person.id')
        .on('kept_standing.year', '=', year)
        .on('kept_standing.status', '=', result),
    ) as unknown as People;
}

/** Of each the year's result as of its last day, and what they were on the day that is looked at. Two statements. */
export async function standingsOf(
  db: Db,
  people: readonly { id: string; name: string }[],
  { year, onDay, lastDay }: Moment,
): Promise<AssessedPerson[]> {
  const ids = people.map(({ id }) => id);
  const policies = await policiesOfYear(db, { year, today: lastDay });
  const terms = termsOfYear(policies, { year, today: lastDay });
  const to = terms.to < onDay ? onDay : terms.to;
  const [posts, lines, closed] = await Promise.all([
    postsOfMany(db, ids, { ...terms, to }),
    ledgerLines(db, ids),
    closedResults(db, { personIds: ids, year }),
  ]);
  return people.map(({ id, name }) => {
    const held = posts.get(id)?.posts ?? [];
    const standing = standingIn(year, policies, { posts: held, lines: lines.get(id) ?? [] });
    return {
      personId: id,
      name,
      posts: held
        .filter(({ validFrom, validTo }) => validFrom <= onDay && (validTo ?? onDay) >= onDay)
        .map(({ position, unitName }) => ({ position, unitName })),
      ...(closed.get(id) ?? keptOf(standing)),
    };
  });
}
