import { type Appointment, appointmentsOfMany } from '#app/features/identity/positions.server.ts';
import type { Position, School } from '#app/lib/vocabulary.ts';
import type { Db } from '#db/database.ts';
import { policyInForce, rulesIfAny } from './policies.server.ts';
import type { CategoryCode, CreditRules } from './rules.schema.ts';
import { type CreditSchemes, creditSchemes, type Scheme } from './schemes.schema.ts';
import { type EarnedEntry, type Standing, type StandingStatus, standingOf } from './standing.rules.ts';

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
}

const STRICTEST_FIRST: readonly StandingStatus[] = ['not-met', 'nearly', 'met', 'exempt', 'no-scheme'];

/**
 * Where somebody stands in a year: every scheme of every position held in it, each by itself (one learning event may count
 * for several); the overall status is the strictest assessed one. Amounts in hundredths. At most five statements.
 */
export async function yearStanding(
  db: Db,
  personId: string,
  { year, today }: { year: number; today: string },
): Promise<YearStanding> {
  const standings = await yearStandings(db, [personId], { year, today });
  return standings.get(personId) ?? { year, schemesVersion: null, standings: [], status: 'no-scheme' };
}

/** The same for a page of people, with as many statements as for one. */
export async function yearStandings(
  db: Db,
  personIds: readonly string[],
  { year, today }: { year: number; today: string },
): Promise<Map<string, YearStanding>> {
  const day = today.startsWith(String(year)) ? today : `${year}-12-31`;
  const policy = await policyInForce(db, 'schemes', day);
  if (!policy || personIds.length === 0) return new Map();
  const schemes: CreditSchemes = creditSchemes.parse(policy.content);
  const rules = (await rulesIfAny(db, day))?.rules;
  if (!rules) return new Map();
  const [appointments, exemptions, awards] = await Promise.all([
    appointmentsOfMany(db, personIds, day),
    exemptPositions(db, personIds, year),
    standingAwards(db, personIds),
  ]);
  const standingOfPerson = (personId: string) => {
    const standings = personStandings({
      schemes,
      rules,
      year,
      appointments: appointments.get(personId) ?? [],
      exempted: exemptions.get(personId) ?? new Set(),
      awards: awards.get(personId) ?? [],
    });
    return {
      year,
      schemesVersion: policy.version,
      standings,
      status: standings[0]?.status ?? ('no-scheme' as const),
    };
  };
  return new Map(personIds.map((personId) => [personId, standingOfPerson(personId)]));
}

interface PersonYear {
  schemes: CreditSchemes;
  rules: CreditRules;
  year: number;
  appointments: readonly Appointment[];
  exempted: ReadonlySet<Position>;
  awards: readonly StandingAward[];
}

function personStandings({
  schemes,
  rules,
  year,
  appointments,
  exempted,
  awards,
}: PersonYear): PositionStanding[] {
  const entries = awards.filter(({ occurredOn }) => occurredOn.startsWith(`${year}-`));
  const finishedCodes = new Set(
    awards.flatMap(({ sourceType, courseCode }) =>
      sourceType === 'completion' && courseCode ? [courseCode] : [],
    ),
  );
  const standings = schemes.schemes.flatMap((scheme) => {
    const held = appointments.filter(({ position }) => scheme.positions.includes(position));
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
      exempt: held.some(({ position }) => exempted.has(position)),
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

/** An award that stands; `sourceType` says whether it came from completing a course. */
export interface StandingAward extends EarnedEntry {
  sourceType: string;
}

/** All awards of some people that have not been reversed, of every year: a lifetime is a few hundred lines. */
export async function standingAwards(
  db: Db,
  personIds: readonly string[],
): Promise<Map<string, StandingAward[]>> {
  const rows = await db
    .selectFrom('credit_entry as award')
    .leftJoin('credit_entry as reversal', 'reversal.reverses_id', 'award.id')
    .select([
      'award.person_id',
      'award.category',
      'award.amount',
      'award.school',
      'award.evidence',
      'award.occurred_on',
      'award.source_type',
    ])
    .where('award.person_id', 'in', personIds)
    .where('award.kind', '=', 'award')
    .where('reversal.id', 'is', null)
    .execute();
  const byPerson = new Map<string, StandingAward[]>();
  for (const row of rows) {
    const award = {
      category: row.category as CategoryCode,
      amount: row.amount,
      school: row.school as School | null,
      courseCode: (JSON.parse(row.evidence) as { courseCode?: string }).courseCode ?? null,
      occurredOn: row.occurred_on,
      sourceType: row.source_type,
    };
    byPerson.set(row.person_id, [...(byPerson.get(row.person_id) ?? []), award]);
  }
  return byPerson;
}

async function exemptPositions(
  db: Db,
  personIds: readonly string[],
  year: number,
): Promise<Map<string, Set<Position>>> {
  const rows = await db
    .selectFrom('exemption')
    .select(['person_id', 'position'])
    .where('person_id', 'in', personIds)
    .where('year', '=', year)
    .execute();
  const byPerson = new Map<string, Set<Position>>();
  for (const row of rows) {
    const positions = byPerson.get(row.person_id) ?? new Set<Position>();
    byPerson.set(row.person_id, positions.add(row.position as Position));
  }
  return byPerson;
}
