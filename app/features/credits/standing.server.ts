import type { Position } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { policyInForce, rulesIfAny } from './policies.server.ts';
import {
  awardsThatStand,
  type HeldPost,
  type LedgerLine,
  ledgerLines,
  postsOfMany,
} from './records.server.ts';
import type { CreditRules } from './rules.schema.ts';
import { type CreditSchemes, creditSchemes, type Scheme } from './schemes.schema.ts';
import { type Standing, type StandingStatus, standingOf } from './standing.rules.ts';

/** One position's year of one person. */
export interface PositionStanding extends Standing {
  position: Position;
  positions: Position[];
  title: string;
  basis: string;
  since: string;
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
  const standings = await yearStandings(db, [personId], { year, today });
  return standings.get(personId) ?? standingIn(year, null, { posts: [], lines: [] });
}

/** The same for a page of people, with as many statements as for one. */
export async function yearStandings(
  db: Db,
  personIds: readonly string[],
  { year, today }: { year: number; today: string },
): Promise<Map<string, YearStanding>> {
  const policies = await policiesOfYear(db, { year, today });
  const day = policies?.day ?? lastDayOf(year, today);
  const [posts, lines] = await Promise.all([
    postsOfMany(db, personIds, { from: day, to: day, years: [year] }),
    ledgerLines(db, personIds),
  ]);
  return new Map(
    personIds.map((personId) => {
      const record = { posts: posts.get(personId)?.posts ?? [], lines: lines.get(personId) ?? [] };
      return [personId, standingIn(year, policies, record)];
    }),
  );
}

/** What is asked of people in a year, as it stood on its last day or stands today. */
export interface YearPolicies {
  version: string;
  schemes: CreditSchemes;
  rules: CreditRules;
  day: string;
}

/** The policies of a year; null where the academy had published none. Kept for some seconds, so mostly no statement. */
export async function policiesOfYear(
  db: Db,
  { year, today }: { year: number; today: string },
): Promise<YearPolicies | null> {
  const day = lastDayOf(year, today);
  const policy = await policyInForce(db, 'schemes', day);
  if (!policy) return null;
  const schemes = parsedSchemes.get(policy.id) ?? creditSchemes.parse(policy.content);
  parsedSchemes.set(policy.id, schemes);
  const inForce = await rulesIfAny(db, day);
  return inForce && { version: policy.version, schemes, rules: inForce.rules, day };
}

// Published versions never change, so what was parsed once stays true for the life of the process.
const parsedSchemes = new Map<string, CreditSchemes>();

/** The last day of a year that has been reached. */
export function lastDayOf(year: number, today: string): string {
  return today.startsWith(String(year)) ? today : `${year}-12-31`;
}

/** The standing of a year, computed from posts (also of other days) and the lines of the ledger (also of other years). */
export function standingIn(
  year: number,
  policies: YearPolicies | null,
  { posts, lines }: { posts: readonly HeldPost[]; lines: readonly LedgerLine[] },
): YearStanding {
  if (!policies) return { year, schemesVersion: null, standings: [], status: 'no-scheme', posts: [...posts] };
  const { version, schemes, rules, day } = policies;
  const held = posts.filter(({ validFrom, validTo }) => validFrom <= day && (validTo ?? day) >= day);
  const standings = personStandings({ schemes, rules, year, posts: held, awards: awardsThatStand(lines) });
  return {
    year,
    schemesVersion: version,
    standings,
    status: standings[0]?.status ?? 'no-scheme',
    posts: held,
  };
}

interface PersonYear {
  schemes: CreditSchemes;
  rules: CreditRules;
  year: number;
  posts: readonly HeldPost[];
  awards: readonly LedgerLine[];
}

function personStandings({ schemes, rules, year, posts, awards }: PersonYear): PositionStanding[] {
  const entries = awards.filter(({ occurredOn }) => occurredOn.startsWith(`${year}-`));
  const finishedCodes = new Set(
    awards.flatMap(({ sourceType, courseCode }) =>
      sourceType === 'completion' && courseCode ? [courseCode] : [],
    ),
  );
  const standings = schemes.schemes.flatMap((scheme) => {
    const held = posts.filter(({ position }) => scheme.positions.includes(position));
    if (held.length === 0) return [];
    const since = held.map(({ validFrom }) => validFrom).sort()[0] ?? `${year}-01-01`;
    const firstYear = since.startsWith(String(year));
    const standing = standingOf({
      rules,
      scheme,
      entries,
      finishedCodes,
      months: firstYear ? 13 - Number(since.slice(5, 7)) : 12,
      firstYear,
      exempt: held.some(({ exemptYears }) => exemptYears.includes(year)),
    });
    return [
      describe(
        scheme,
        standing,
        held.map(({ position }) => position),
        since,
      ),
    ];
  });
  return standings.sort(
    (a, b) =>
      STRICTEST_FIRST.indexOf(a.status) - STRICTEST_FIRST.indexOf(b.status) || b.required - a.required,
  );
}

function describe(
  scheme: Scheme,
  standing: Standing,
  positions: Position[],
  since: string,
): PositionStanding {
  return {
    ...standing,
    position: scheme.position,
    positions,
    title: scheme.title,
    basis: scheme.basis,
    since,
  };
}
