import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { accountingYear } from './cycle.rules.ts';
import { policyInForce, rulesIfAny } from './policies.server.ts';
import { promotedFrom } from './promotion.rules.ts';
import {
  awardsThatStand,
  type HeldPost,
  type LedgerLine,
  ledgerLines,
  postsOfMany,
} from './records.server.ts';
import { type AskedInYear, type SchemeYear, schemeYear, yearsBefore } from './scheme-year.rules.ts';
import { type CreditSchemes, creditSchemes } from './schemes.schema.ts';
import type { StandingStatus } from './standing.rules.ts';

/** One position's year of one person. */
export interface PositionStanding extends Omit<SchemeYear, 'held'> {
  position: Position;
  positions: Position[];
  title: string;
  basis: string;
}

/** What a standing is computed from: posts (also of other days) and the lines of the ledger (also of other years). */
export interface CreditRecord {
  posts: readonly HeldPost[];
  lines: readonly LedgerLine[];
}

export interface YearStanding {
  year: number;
  schemesVersion: string | null;
  /** One for each scheme that the person's positions of the year fall under; the assessed ones with the strictest first. */
  standings: PositionStanding[];
  status: StandingStatus;
  /** What the person holds on that day. */
  posts: HeldPost[];
}

const STRICTEST_FIRST: readonly StandingStatus[] = ['not-met', 'nearly', 'met', 'exempt', 'no-scheme'];

/**
 * Where somebody stands in a year: every scheme of every position held in it, each by itself (one learning event may count
 * for several); the overall status is the strictest assessed one. Amounts in hundredths. At most three statements.
 */
export async function yearStanding(
  db: Db,
  personId: string,
  { year, today }: { year: number; today: string },
): Promise<YearStanding> {
  return (await yearInHand(db, personId, { year, today })).standing;
}

/** A year with what it was reckoned from, for whoever wants to know more of it. */
export interface YearInHand extends CreditRecord {
  policies: YearPolicies | null;
  standing: YearStanding;
}

/** The same with its record: of posts also those of the years in which a promotion is looked back at. At most three statements. */
export async function yearInHand(
  db: Db,
  personId: string,
  { year, today }: { year: number; today: string },
): Promise<YearInHand> {
  const policies = await policiesOfYear(db, { year, today });
  const [terms, recent] = [termsOfYear(policies, { year, today }), promotedFrom(today)];
  const [people, linesOf] = await Promise.all([
    postsOfMany(db, [personId], { ...terms, from: terms.from < recent ? terms.from : recent }),
    ledgerLines(db, [personId]),
  ]);
  const record = { posts: people.get(personId)?.posts ?? [], lines: linesOf.get(personId) ?? [] };
  return { ...record, policies, standing: standingIn(year, policies, record) };
}

/** The same for a page of people, with as many statements as for one. */
export async function yearStandings(
  db: Db,
  personIds: readonly string[],
  { year, today }: { year: number; today: string },
): Promise<Map<string, YearStanding>> {
  const policies = await policiesOfYear(db, { year, today });
  const [posts, lines] = await Promise.all([
    postsOfMany(db, personIds, termsOfYear(policies, { year, today })),
    ledgerLines(db, personIds),
  ]);
  return new Map(
    personIds.map((personId) => {
      const record = { posts: posts.get(personId)?.posts ?? [], lines: lines.get(personId) ?? [] };
      return [personId, standingIn(year, policies, record)];
    }),
  );
}

/** The posts that matter for a year: who was transferred in it has held the position throughout. */
export function termsOfYear(
  policies: YearPolicies | null,
  { year, today }: { year: number; today: string },
): { from: string; to: string; years: number[] } {
  const years = [year, ...(policies?.earlier.map((each) => each.year) ?? [])];
  const to = policies?.day ?? lastDayOf(year, today);
  return { from: `${Math.min(...years) - 1}-12-31`, to, years };
}

/** What is asked of people in a year, as it stood on its last day or stands today. */
export interface YearPolicies extends AskedInYear {
  version: string;
  /** The years before of which something may be left over or was not reached: only where the rules look back. */
  earlier: readonly AskedInYear[];
}

/** The policies of a year; null where the academy had published none. Kept for some seconds, so mostly no statement. */
export async function policiesOfYear(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<YearPolicies | null> {
  const asked = await askedIn(db, { year, today });
  if (!asked) return null;
  const earlier = await Promise.all(yearsBefore(asked).map((before) => askedIn(db, { year: before, today })));
  return { ...asked, earlier: earlier.filter((each) => each !== null) };
}

/** What was asked in a year, without the years before it; null where the academy had published nothing. */
export async function askedIn(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<(AskedInYear & { version: string }) | null> {
  const day = await askingDay(db, { year, today });
  const policy = await policyInForce(db, 'schemes', day);
  if (!policy) return null;
  const schemes = parsedSchemes.get(policy.id) ?? creditSchemes.parse(policy.content);
  parsedSchemes.set(policy.id, schemes);
  const inForce = await rulesIfAny(db, day);
  if (!inForce) return null;
  const { to } = accountingYear(inForce.rules, year);
  return { year, version: policy.version, schemes, rules: inForce.rules, day: to < day ? to : day };
}

// Published versions never change, so what was parsed once stays true for the life of the process.
const parsedSchemes = new Map<string, CreditSchemes>();

/** The last day of the calendar year for which a year of credits is named, or today while that is ahead. */
export function lastDayOf(year: number, today: string): string {
  return today < `${year}-12-31` ? today : `${year}-12-31`;
}

/**
 * The day whose policies say what a year of credits asks: its own last day, or today while that is ahead. Where the year ends before that of the
 * calendar, what is in force from the first day of the next one on asks nothing of it. Mostly no statement.
 */
export async function askingDay(db: Db, { year, today }: { year: number; today: string }): Promise<string> {
  const latest = lastDayOf(year, today);
  const inForce = await rulesIfAny(db, latest);
  const { to } = accountingYear(inForce?.rules ?? {}, year);
  return to < latest ? to : latest;
}

/** The standing of a year of somebody's record. */
export function standingIn(
  year: number,
  policies: YearPolicies | null,
  { posts, lines }: CreditRecord,
): YearStanding {
  if (!policies) return { year, schemesVersion: null, standings: [], status: 'no-scheme', posts: [...posts] };
  const { version, day } = policies;
  const standings = personStandings(policies, { posts, lines });
  return {
    year,
    schemesVersion: version,
    standings,
    status: standings[0]?.status ?? 'no-scheme',
    posts: posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day),
  };
}

/** Somebody of a year, as the rules look at them: what they hold, what stands of what they earned, what they have finished. */
export function personOfYear({ posts, lines }: CreditRecord) {
  const awards = awardsThatStand(lines);
  const finishedCodes = new Set(
    awards.flatMap(({ sourceType, courseCode }) =>
      sourceType === 'completion' && courseCode ? [courseCode] : [],
    ),
  );
  return { posts, awards, finishedCodes };
}

function personStandings(policies: YearPolicies, record: CreditRecord): PositionStanding[] {
  const person = personOfYear(record);
  const standings = policies.schemes.schemes.flatMap((scheme) => {
    const found = schemeYear(policies, scheme, person, policies.earlier);
    if (!found) return [];
    const { held, ...standing } = found;
    const { position, title, basis } = scheme;
    return [{ ...standing, position, positions: held, title, basis }];
  });
  return standings.sort(
    (a, b) =>
      STRICTEST_FIRST.indexOf(a.status) - STRICTEST_FIRST.indexOf(b.status) || b.required - a.required,
  );
}
